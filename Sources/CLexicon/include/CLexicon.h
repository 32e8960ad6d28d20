#pragma once
#include <stddef.h>

/// The compiled English lexicon, as it stands in rules/lexicon.
extern const unsigned char stemma_english_lexicon[];

/// Its length in bytes.
extern const size_t stemma_english_lexicon_count;
