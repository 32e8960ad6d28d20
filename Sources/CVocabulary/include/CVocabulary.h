#pragma once
#include <stddef.h>

/// A file of words, as it stands in rules.
typedef struct {
  const unsigned char *bytes;
  size_t count;
} stemma_vocabulary;

stemma_vocabulary stemma_agencies(void);
stemma_vocabulary stemma_eras(void);
stemma_vocabulary stemma_halves_of_day(void);
stemma_vocabulary stemma_months(void);
stemma_vocabulary stemma_time_zones(void);
stemma_vocabulary stemma_byline_words(void);
stemma_vocabulary stemma_page_statements(void);
stemma_vocabulary stemma_translation_phrases(void);
stemma_vocabulary stemma_comparison_words(void);
stemma_vocabulary stemma_sexes(void);
stemma_vocabulary stemma_same_names(void);
stemma_vocabulary stemma_designations(void);
stemma_vocabulary stemma_classifiers(void);
stemma_vocabulary stemma_homes(void);
stemma_vocabulary stemma_divergences(void);
