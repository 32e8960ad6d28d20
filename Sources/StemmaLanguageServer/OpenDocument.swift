public import Stemma
internal import StemmaReports

/// A document that is open in the editor.
struct OpenDocument {
  /// The text as the editor has it.
  var text: OpenText

  /// The version that the editor gave it.
  var version: Int

  /// Counts every state of every document, so that an answer to an earlier one is known as such.
  var state: Int

  /// Whether it is a page, not plain text.
  let isPage: Bool

  /// When it is to be checked; `nil` where it is, or is being checked.
  var due: ContinuousClock.Instant?

  /// What was found in this state; `nil` where it was not checked yet.
  var diagnosis: Diagnosis?

  /// Questions that wait for the check.
  var waiting: [Question] = []

  /// The most questions that wait; an editor asks a handful.
  static let maximumWaiting = 256
}

/// A question about a document that its check answers.
struct Question {
  /// What is asked.
  enum Kind {
    case diagnostics(previous: String?)
    case actions(start: TextPosition, end: TextPosition, only: [String]?)
    case hover(TextPosition)
  }

  /// What the client calls its request: a number or a string.
  let identifier: JSON
  let kind: Kind
}

/// A document to be checked.
public struct DueCheck: Sendable {
  /// Its address, as the editor gave it.
  public let uri: String

  /// The text in UTF-8.
  public let bytes: [UInt8]

  /// Whether it is a page, not plain text.
  public let isPage: Bool

  /// Which state of the document it is.
  let state: Int
}

/// What the server asks of its surroundings.
public struct Surroundings {
  /// A way to make a finding known, so that it is not told again.
  public struct Acceptance {
    /// What the editor offers, such as “Ignore this finding”.
    let title: String

    /// Address of the file that is changed.
    let uri: String

    /// What the file holds; `nil` where it is not there.
    let text: String?

    /// The bytes of it to replace.
    let range: Range<Int>

    /// What to put in their place.
    let inserted: String

    /// Describes a change of a file.
    public init(
      _ title: String,
      changing uri: String,
      holding text: String?,
      at range: Range<Int>,
      to inserted: String
    ) {
      self.title = title
      self.uri = uri
      self.text = text
      self.range = range
      self.inserted = inserted
    }
  }

  /// The page of the handbook on a rule, in Markdown.
  let page: (String) -> String?

  /// The address of a page on a rule, where there is one on the web.
  let address: (String) -> String?

  /// The ways to make a finding known in the document at an address.
  let acceptances: (Baseline.Entry, String) -> [Acceptance]

  /// Names what the server needs.
  public init(
    page: @escaping (String) -> String?,
    address: @escaping (String) -> String?,
    acceptances: @escaping (Baseline.Entry, String) -> [Acceptance]
  ) {
    self.page = page
    self.address = address
    self.acceptances = acceptances
  }
}
