internal import StemmaText

/// The edits of a report, by position.
///
/// They are kept as a report has them, or as the lineage they are made of when they are asked for:
/// a page of 20 MB has hundreds of thousands, and to print its findings none is needed.
public struct ReportedEdits: RandomAccessCollection, Hashable, Sendable {
  private enum Storage: Sendable {
    case written([ReportedEdit])
    case derived(Account)
  }

  private struct Account: Sendable {
    let siglum: String
    let edits: [Edit<Received>]
    let received: [UInt8]

    /// For each edit that a finding led to, the number of the finding.
    let causes: [Int: Int]

    func edit(at i: Int) -> ReportedEdit {
      let edit = edits[i]
      return ReportedEdit(
        identifier: "\(siglum).e\(i + 1)",
        rule: edit.rule,
        span: edit.span,
        removed: String(decoding: received[edit.span.range], as: UTF8.self),
        inserted: edit.inserted,
        editClass: edit.editClass,
        finding: causes[i].map { "\(siglum).f\($0)" }
      )
    }
  }

  private let storage: Storage

  /// Takes edits as they were written down.
  package init(_ edits: [ReportedEdit]) { storage = .written(edits) }

  init(
    of lineage: Lineage<Received, Cleaned>,
    on received: [UInt8],
    siglum: String,
    causes: [Int: Int]
  ) {
    storage = .derived(
      Account(siglum: siglum, edits: lineage.edits, received: received, causes: causes)
    )
  }

  /// Index of the first edit.
  public var startIndex: Int { 0 }

  /// Index behind the last edit.
  public var endIndex: Int {
    switch storage {
    case .written(let edits): edits.count
    case .derived(let account): account.edits.count
    }
  }

  /// The edit at an index.
  public subscript(index: Int) -> ReportedEdit {
    switch storage {
    case .written(let edits): edits[index]
    case .derived(let account): account.edit(at: index)
    }
  }

  /// Calls `body` with the rule and the class of every edit.
  func visitRules(_ body: (String, EditClass) -> Void) {
    switch storage {
    case .written(let edits): for edit in edits { body(edit.rule, edit.editClass) }
    case .derived(let account): for edit in account.edits { body(edit.rule, edit.editClass) }
    }
  }

  /// Whether the edits are the same, however they are kept.
  public static func == (a: ReportedEdits, b: ReportedEdits) -> Bool { a.elementsEqual(b) }

  /// Hashes the edits.
  public func hash(into hasher: inout Hasher) { for edit in self { hasher.combine(edit) } }
}
