#include "CLexicon.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// Lies in the binary as it is, and is paged in where it is looked up.
static const unsigned char lexicon[] = {
#embed "../../rules/lexicon/en/en.lexicon"
};

static const unsigned char languages[] = {
#embed "../../rules/lexicon/languages/languages.model"
};

const unsigned char *stemma_english_lexicon(void) { return lexicon; }

size_t stemma_english_lexicon_count(void) { return sizeof lexicon; }

const unsigned char *stemma_language_model(void) { return languages; }

size_t stemma_language_model_count(void) { return sizeof languages; }

// How words are related; looked up only where texts are compared.
static const unsigned char relations[] = {
#embed "../../rules/lexicon/en/en.relations"
};

const unsigned char *stemma_english_relations(void) { return relations; }

size_t stemma_english_relations_count(void) { return sizeof relations; }

// Words of other languages; looked up for every word in small letters of an English text.
static const unsigned char foreign_words[] = {
#embed "../../rules/lexicon/languages/foreign.words"
};

const unsigned char *stemma_foreign_words(void) { return foreign_words; }

size_t stemma_foreign_words_count(void) { return sizeof foreign_words; }

// Given names with their sex; looked up for each person that an English text introduces.
static const unsigned char given_names[] = {
#embed "../../rules/lexicon/names/given-names.txt"
};

const unsigned char *stemma_given_names(void) { return given_names; }

size_t stemma_given_names_count(void) { return sizeof given_names; }
