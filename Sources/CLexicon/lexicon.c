#include "CLexicon.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// Lies in the binary as it is, and is paged in where it is looked up.
const unsigned char stemma_english_lexicon[] = {
#embed "../../rules/lexicon/en/en.lexicon"
};

const size_t stemma_english_lexicon_count = sizeof stemma_english_lexicon;
