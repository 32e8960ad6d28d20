#pragma once
#include <stddef.h>

/// The compiled English lexicon, as it stands in rules/lexicon.
const unsigned char *stemma_english_lexicon(void);

/// Its length in bytes.
size_t stemma_english_lexicon_count(void);

/// The compiled model of languages, as it stands in rules/lexicon.
const unsigned char *stemma_language_model(void);

/// Its length in bytes.
size_t stemma_language_model_count(void);

/// How English words are related, compiled, as it stands in rules/lexicon.
const unsigned char *stemma_english_relations(void);

/// Its length in bytes.
size_t stemma_english_relations_count(void);

/// The compiled table of words of other languages, as it stands in rules/lexicon.
const unsigned char *stemma_foreign_words(void);

/// Its length in bytes.
size_t stemma_foreign_words_count(void);

/// Given names with their sex, a line each, as they stand in rules/lexicon.
const unsigned char *stemma_given_names(void);

/// Its length in bytes.
size_t stemma_given_names_count(void);
