/// The vocabularies that a rule names its defect in.
enum IssueTypes {
  /// MQM-Core 2 (https://themqm.org/error-types-2/typology): dimensions and their types.
  static let mqm: [String] = [
    ("accuracy", accuracy), ("linguistic-conventions", linguistic), ("terminology", terminology),
    ("style", style), ("locale-conventions", locale), ("audience-appropriateness", audience),
    ("design-and-markup", design),
  ].flatMap { dimension, types in [dimension] + types.map { "\(dimension)/\($0)" } }

  /// ITS 2.0 (W3C Recommendation 2013, section 8.4.3): values of the localization quality issue type.
  static let its = [
    "terminology", "mistranslation", "omission", "untranslated", "addition", "duplication",
    "inconsistency", "grammar", "legal", "register", "locale-specific-content",
    "locale-violation", "style", "characters", "misspelling", "typographical", "formatting",
    "inconsistent-entities", "numbers", "markup", "pattern-problem", "whitespace",
    "internationalization", "length", "non-conformance", "uncategorized", "other",
  ]

  private static let accuracy = [
    "mistranslation", "over-translation", "under-translation", "addition", "omission",
    "do-not-translate", "untranslated",
  ]
  private static let linguistic = [
    "grammar", "punctuation", "spelling", "unintelligible", "character-encoding",
    "textual-conventions",
  ]
  private static let terminology = [
    "inconsistent-with-terminology-resource", "inconsistent-use", "wrong-term",
  ]
  private static let style = [
    "organization-style", "third-party-style", "inconsistent-with-external-reference",
    "language-register", "awkward-style", "unidiomatic-style", "inconsistent-style",
  ]
  private static let locale = [
    "number-format", "currency-format", "measurement-format", "time-format", "date-format",
    "address-format", "telephone-format", "shortcut-key",
  ]
  private static let audience = ["culture-specific-reference", "offensive"]
  private static let design = [
    "layout", "markup-tag", "truncation-text-expansion", "missing-text", "link-cross-reference",
    "character-formatting",
  ]
}
