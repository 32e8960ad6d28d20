public import StemmaText

/// A place where witnesses of one story cannot all be right, or differ in ways that matter.
public struct Divergence: Hashable, Sendable {
  /// What they part in.
  public enum Kind: String, Hashable, Sendable, CaseIterable {
    case polarity, meaning, number, unit, date, name, office, term, modality, referent
    case quoteWording = "quote-wording"
    case contradiction
  }

  /// What saw it.
  public enum Rule: String, Hashable, Sendable, CaseIterable {
    case negation = "cmp.negation"
    case negatedHead = "cmp.negation-head"
    case opposite = "cmp.opposite"
    case number = "cmp.number"
    case qualifier = "cmp.number-qualifier"
    case date = "cmp.date"
    case name = "cmp.name"
    case spelling = "cmp.name-spelling"
    case gender = "cmp.gender"
    case office = "cmp.office"
    case term = "cmp.term"
    case substitution = "cmp.substitution"
    case addition = "cmp.addition"
    case hedge = "cmp.hedge"
    case modality = "cmp.modality"
    case wording = "cmp.wording"
    case scope = "cmp.scope"
    case silence = "cmp.no-comment"
    case classifier = "cmp.classifier"
    case plurality = "cmp.plurality"
    case designation = "cmp.designation"
  }

  /// What they part in.
  public let kind: Kind

  /// What saw it.
  public let rule: Rule

  /// How much it weighs.
  public let severity: Severity

  /// Each witness's words, by witness and place; two or more.
  public let members: [Member]

  /// Indexes of the witnesses whose wording is doubted; empty where nothing speaks for one.
  public let suspects: [Int]

  /// What speaks against their wording; empty where nothing does.
  public let grounds: [Ground]

  /// What is told to a reader.
  public let message: String
}

extension Divergence.Rule {
  /// How alike two statements of one speaker must be, of 1000, before what they differ in means
  /// something.
  var leastLikeness: Int {
    switch self {
    case .qualifier: 350
    case .number, .date, .gender: 500
    case .negation, .opposite, .name: 650
    case .substitution: 800
    case .addition: 900
    case .negatedHead, .office, .spelling, .term, .wording, .hedge, .modality, .scope, .silence,
      .classifier, .plurality, .designation:
      0
    }
  }

  /// How alike two sentences of a story must be; they share much without saying the same.
  ///
  /// Below these bounds the sentences of 33 stories in 182 English articles, read one by one, told
  /// of different things.
  var leastLikenessOfSentences: Int {
    switch self {
    case .number: 550
    case .date: 700
    case .gender: 750
    case .negation, .opposite: 850
    case .name: 900
    default: leastLikeness
    }
  }

  /// How much a divergence weighs that it sees.
  public var severity: Severity {
    switch self {
    case .negation, .negatedHead, .opposite: .critical
    case .number, .qualifier, .date, .name, .gender, .hedge, .modality, .scope, .silence: .major
    case .office, .term, .substitution, .addition, .wording, .classifier, .plurality: .minor
    case .spelling, .designation: .neutral
    }
  }

  /// What is told of two readings.
  func message(_ first: String, _ second: String) -> String {
    switch self {
    case .negation: "One says ‘\(first)’, another ‘\(second)’: one of them denies it."
    case .negatedHead:
      "‘\(first)’ against ‘\(second)’: both deny, but not the same thing; the two cannot both render the statement."
    case .opposite: "‘\(first)’ and ‘\(second)’ are opposites."
    case .number: "The numbers differ: ‘\(first)’ and ‘\(second)’."
    case .qualifier: "The same number counts differently: ‘\(first)’ and ‘\(second)’."
    case .date: "The days differ: ‘\(first)’ and ‘\(second)’."
    case .name: "Different names stand in one place: ‘\(first)’ and ‘\(second)’."
    case .spelling: "One name is spelt in several ways: ‘\(first)’ and ‘\(second)’."
    case .gender: "One person is spoken of as ‘\(first)’ and as ‘\(second)’."
    case .office: "One person’s office is given as ‘\(first)’ and as ‘\(second)’."
    case .term: "One thing is called ‘\(first)’ and ‘\(second)’."
    case .substitution: "In the same sentence one has ‘\(first)’, another ‘\(second)’."
    case .addition: "Only one of them has ‘\(second.isEmpty ? first : second)’."
    case .hedge: "What one asserts another hedges: ‘\(first)’ and ‘\(second)’."
    case .modality: "What one asserts another only supposes: ‘\(first)’ and ‘\(second)’."
    case .scope:
      "‘\(first)’ is said of different things: one statement was split, or its words were moved."
    case .silence:
      "One says that there was no comment (‘\(first)’), another quotes one: ‘\(second)’."
    case .classifier: "One thing is described as ‘\(first)’ and as ‘\(second)’."
    case .plurality: "One or several: ‘\(first)’ and ‘\(second)’."
    case .designation: "One place or body is called ‘\(first)’ and ‘\(second)’."
    case .wording: "A quotation is worded differently: ‘\(first)’ and ‘\(second)’."
    }
  }
}
