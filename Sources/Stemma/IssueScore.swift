public import StemmaText

/// Automatic issue score: the points of what rules saw, and how many there are for 1,000 words.
///
/// The absolute penalty total of MQM (https://themqm.org, scoring models): a neutral issue costs
/// nothing, a minor one 1 point, a major one 5, a critical one 25. Nobody has confirmed the issues,
/// and MQM asks that such a score be called so. Page furniture, markup and metadata do not count:
/// they say nothing of the text.
public struct IssueScore: Hashable, Sendable {
  /// Points of all issues together.
  public let penalty: Int

  /// Words of the cleaned text; `nil` where they were not counted.
  public let words: Int?

  /// Takes points and words.
  public init(penalty: Int, words: Int?) {
    self.penalty = penalty
    self.words = words
  }

  /// Adds up the points of findings in a text of so many words.
  public init(of findings: [ReportedFinding], words: Int?) {
    let counted = findings.filter { Self.categories.contains($0.category) }
    self.init(penalty: counted.reduce(0) { $0 + Self.weight(of: $1.severity) }, words: words)
  }

  private static let categories: Set<String> = [
    "attribution", "encoding", "mt-artifact", "typography",
  ]

  /// Points per 1,000 words, rounded; `nil` without words.
  public var perThousandWords: Int? {
    guard let words, words > 0 else { return nil }
    return (penalty * 1000 + words / 2) / words
  }

  /// The points of one issue.
  public static func weight(of severity: Severity) -> Int {
    switch severity {
    case .neutral: 0
    case .minor: 1
    case .major: 5
    case .critical: 25
    }
  }

  /// The score of several texts together.
  public static func + (a: IssueScore, b: IssueScore) -> IssueScore {
    var words: Int?
    if let first = a.words, let second = b.words { words = first + second }
    return IssueScore(penalty: a.penalty + b.penalty, words: words)
  }
}

/// The words of a text: runs between white space that hold a letter or a digit.
///
/// Of what lies beyond ASCII only the general punctuation (U+2000 to U+206F) is told from letters.
func wordCount(of text: [UInt8]) -> Int {
  var count = 0
  var isCounted = false
  var i = 0
  while i < text.count {
    let byte = text[i]
    let isMark = byte == 0xe2 && i + 1 < text.count && 0x80...0x81 ~= text[i + 1]
    if byte <= 0x20 {
      isCounted = false
    } else if !isCounted, !isMark, byte >= 0x80 || byte.isLetterOrDigit {
      isCounted = true
      count += 1
    }
    i += isMark ? 3 : 1
  }
  return count
}

extension UInt8 {
  fileprivate var isLetterOrDigit: Bool {
    switch self {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    default: false
    }
  }
}
