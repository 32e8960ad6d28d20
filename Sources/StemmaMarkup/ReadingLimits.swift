/// How much of one source is taken in, and how much is said about it.
///
/// Only `maximumBytes` refuses a source. All others keep its text and, but for `maximumRemarks`, say
/// in a finding of the rule `reader-limit` where and how they bit.
public struct ReadingLimits: Hashable, Sendable {
  /// Size of a source, in bytes; above it no report is made.
  ///
  /// 64 MiB: seventy times the largest of 1,849 pages.
  public let maximumBytes: Int

  /// Attributes of one tag; the rest are not read.
  ///
  /// libxml2 2.9 compares each with all before it,
  /// so that 100,000 take over ten seconds; the largest of 1,849 pages has 72.
  public let maximumAttributes: Int

  /// Elements inside each other; a deeper tag is taken out like any other but makes no element.
  ///
  /// As deep as libxml2 goes by itself. For each tag that ends nothing it looks at every open
  /// element, so that 100,000 levels with as many such tags take half a minute; the deepest of
  /// 1,849 pages has 56.
  public let maximumDepth: Int

  /// Elements of a page; behind the last one the source is kept as text, tags included.
  ///
  /// Forty times the most on one of 1,849 pages, which has 11,533.
  public let maximumElements: Int

  /// Edits by which a page or a text is read; behind the last one the source is kept as it is.
  ///
  /// 1,849 pages take 3.6 million together, two thousand each.
  public let maximumEdits: Int

  /// Blocks of text without markup; what is behind the last one is one block.
  ///
  /// A book has some ten thousand paragraphs.
  public let maximumBlocks: Int

  /// Words, numbers and marks that rules look at; the text behind them is not checked.
  ///
  /// 60 MB of English.
  public let maximumTokens: Int

  /// Remarks of the reader on one document; 64 MiB of noise would make millions.
  public let maximumRemarks: Int

  /// Findings on one document; from the first one left out on, the text is not put right either.
  ///
  /// A finding takes about a kilobyte in memory until it is told.
  public let maximumFindings: Int

  /// Creates limits; what is left out has the default that is explained above.
  public init(
    maximumBytes: Int = 64 << 20,
    maximumAttributes: Int = 1_000,
    maximumDepth: Int = 256,
    maximumElements: Int = 500_000,
    maximumEdits: Int = 1_000_000,
    maximumBlocks: Int = 250_000,
    maximumTokens: Int = 12_000_000,
    maximumRemarks: Int = 10_000,
    maximumFindings: Int = 50_000
  ) {
    self.maximumBytes = maximumBytes
    self.maximumAttributes = maximumAttributes
    self.maximumDepth = maximumDepth
    self.maximumElements = maximumElements
    self.maximumEdits = maximumEdits
    self.maximumBlocks = maximumBlocks
    self.maximumTokens = maximumTokens
    self.maximumRemarks = maximumRemarks
    self.maximumFindings = maximumFindings
  }
}
