#include "CVocabulary.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

// The files lie in the binary as they are, and are read when they are first asked for.
static const unsigned char agencies[] = {
#embed "../../rules/attribution/agencies.txt"
};
static const unsigned char eras[] = {
#embed "../../rules/attribution/eras.txt"
};
static const unsigned char halves_of_day[] = {
#embed "../../rules/attribution/halves-of-day.txt"
};
static const unsigned char months[] = {
#embed "../../rules/attribution/months.txt"
};
static const unsigned char time_zones[] = {
#embed "../../rules/attribution/time-zones.txt"
};
static const unsigned char byline_words[] = {
#embed "../../rules/particulars/byline-words.txt"
};
static const unsigned char page_statements[] = {
#embed "../../rules/particulars/page-statements.txt"
};
static const unsigned char translation_phrases[] = {
#embed "../../rules/particulars/translation-phrases.txt"
};
static const unsigned char comparison_words[] = {
#embed "../../rules/lexicon/comparison/words.txt"
};
static const unsigned char sexes[] = {
#embed "../../rules/lexicon/comparison/sexes.txt"
};
static const unsigned char same_names[] = {
#embed "../../rules/lexicon/comparison/same-names.txt"
};
static const unsigned char designations[] = {
#embed "../../rules/lexicon/comparison/designations.txt"
};
static const unsigned char classifiers[] = {
#embed "../../rules/lexicon/comparison/classifiers.txt"
};
static const unsigned char homes[] = {
#embed "../../rules/lexicon/comparison/homes.txt"
};
static const unsigned char divergences[] = {
#embed "../../rules/lexicon/comparison/divergences.txt"
};

#define FILE_OF_WORDS(name) \
  stemma_vocabulary stemma_##name(void) { return (stemma_vocabulary){name, sizeof name}; }

FILE_OF_WORDS(agencies)
FILE_OF_WORDS(eras)
FILE_OF_WORDS(halves_of_day)
FILE_OF_WORDS(months)
FILE_OF_WORDS(time_zones)
FILE_OF_WORDS(byline_words)
FILE_OF_WORDS(page_statements)
FILE_OF_WORDS(translation_phrases)
FILE_OF_WORDS(comparison_words)
FILE_OF_WORDS(sexes)
FILE_OF_WORDS(same_names)
FILE_OF_WORDS(designations)
FILE_OF_WORDS(classifiers)
FILE_OF_WORDS(homes)
FILE_OF_WORDS(divergences)
