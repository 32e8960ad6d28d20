public import Stemma

/// A form in which findings are written, a document at a time.
///
/// What each function returns is written behind what came before; so a list of any length takes no
/// more memory than its longest document.
public protocol FindingForm {
  /// What stands before the first document.
  mutating func start() -> [UInt8]

  /// Writes the findings of a document.
  mutating func add(_ document: CheckedDocument) -> [UInt8]

  /// Writes that something could not be read; `problem` says what and why, in a sentence.
  mutating func add(problem: String) -> [UInt8]

  /// What stands behind the last document.
  mutating func end() -> [UInt8]
}

extension FindingForm {
  /// Nothing, unless a form has something to say.
  public func start() -> [UInt8] { [] }

  /// Nothing, unless a form has something to say.
  public func add(problem: String) -> [UInt8] { [] }

  /// Nothing, unless a form has something to say.
  public func end() -> [UInt8] { [] }
}

/// A document with the findings that are to be told of it.
public struct CheckedDocument: Sendable {
  /// Where a document stands, for people and for programs.
  public struct Place: Hashable, Sendable {
    /// What people are shown: the path as it was given, and what in the file.
    public let label: String

    /// The path of the file; relative to the current folder where it lies below.
    public let path: String

    /// The path as a relative URI reference (RFC 3986); `nil` where the file does not lie below
    /// the current folder.
    public let reference: String?

    /// What the lines of the document are in the file.
    public enum Lines: Hashable, Sendable {
      /// The same, and so are columns: the document is the whole file, as it stands.
      case same
      /// All one: the document is a record in that line, from 1.
      case one(Int)
      /// Nobody knows: the file is compressed, or holds the document in another form.
      case unknown
    }

    /// What the lines of the document are in the file.
    public let lines: Lines

    /// Names a place.
    public init(label: String, path: String, reference: String?, lines: Lines) {
      self.label = label
      self.path = path
      self.reference = reference
      self.lines = lines
    }
  }

  /// Where the document stands.
  public let place: Place

  /// Everything known about the document.
  public let report: DocumentReport

  /// The findings to tell, in order; what a baseline knows is not among them.
  public let findings: [ReportedFinding]

  /// The text that offsets refer to, in UTF-8.
  public let received: [UInt8]

  private let allKeys: @Sendable () -> [Baseline.Entry]

  /// Puts a document together with its findings.
  ///
  /// - Parameters:
  ///   - place: Where it stands.
  ///   - report: Everything known about it.
  ///   - findings: The findings to tell.
  ///   - keys: What each of them is known by when lines move; asked for only by forms that say it. Where
  ///     there are as many as findings of the report, they are those of the report's, told or not.
  ///   - received: The text that offsets refer to.
  public init(
    at place: Place,
    _ report: DocumentReport,
    telling findings: [ReportedFinding],
    knownBy keys: @autoclosure @escaping @Sendable () -> [Baseline.Entry],
    received: [UInt8]
  ) {
    self.place = place
    self.report = report
    self.findings = findings
    self.received = received
    allKeys = keys
  }

  /// What each of `findings` is known by when lines move.
  public var keys: [Baseline.Entry] {
    let keys = allKeys()
    if keys.count == findings.count { return keys }
    precondition(keys.count == report.findings.count, "Every finding has its key.")
    let told = Set(findings.map(\.identifier))
    return zip(report.findings, keys).filter { told.contains($0.0.identifier) }.map { $0.1 }
  }
}
