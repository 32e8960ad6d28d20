import Foundation
import Stemma
import StemmaReports
import StemmaSettings
import StemmaText

let standardBaseline = PathName(".stemma-baseline.json")

/// The baselines of some inputs, and what was found beside them.
///
/// Each input has one: the file that a flag names, else the one that its settings name, else the
/// nearest `.stemma-baseline.json` in the current folder or above it. It calls files by their paths
/// below its own folder.
struct KnownFindings {
  private struct Shelf {
    let path: PathName
    var baseline: Baseline
    var found: [Baseline.Entry] = []
    var isCompared = false
    var files: Set<String> = []

    /// The folder that holds the baseline.
    var folder: PathName { path.folder }
  }

  private var shelves: [Shelf] = []
  private var numbers: [PathName: Int] = [:]

  /// The baseline where no settings name one; `nil` where there is none.
  private let usual: PathName?
  private let given: PathName?
  private let scopes: SettingsScopes
  private let choices: InputChoices

  /// What is about to be committed, where that is what is checked.
  private let staged: StagedTexts?

  /// The last file that was looked up in the last commit, and what was found in it.
  private var lastFormer: (file: InputFile, entries: Set<Baseline.Entry>)?

  /// Reads the baselines of the inputs.
  ///
  /// - Parameters:
  ///   - work: The inputs and their settings.
  ///   - name: The file that a flag names.
  ///   - mustExist: Whether that file is expected to be there; if not, it is going to be written.
  /// - Throws: Why a baseline cannot be read.
  init(of work: Work, at name: String?, mustExist: Bool = true) throws {
    scopes = work.scopes
    choices = work.input.choices
    staged = work.staged
    given = name.map { PathName($0).absolute }
    var search = SettingsSearch()
    let nearest = search.nearest(to: .current, named: standardBaseline)
    usual = nearest ?? (mustExist ? nil : PathName.current.appending(standardBaseline))
    if let given, mustExist, FileStatus(of: given) == nil {
      throw CommandError("\(given.shown): \(reason(ENOENT)).")
    }
    for file in work.paths.files { try shelve(file) }
  }

  /// The files of the baselines.
  var paths: [PathName] { shelves.map(\.path) }

  /// The baseline of a file; `nil` where it has none.
  func path(for file: InputFile) -> PathName? {
    if let given { return given }
    guard let named = scopes.scope(of: file).settings.baseline else { return usual }
    return PathName(bytes: named.value.bytes).absolute
  }

  private mutating func shelve(_ file: InputFile) throws {
    guard let path = path(for: file), numbers[path] == nil else { return }
    numbers[path] = shelves.count
    shelves.append(Shelf(path: path, baseline: try Self.baseline(at: path)))
  }

  /// The known findings that a file holds; none where it is not there.
  static func baseline(at path: PathName) throws -> Baseline {
    // A pipe or device is there to be written to.
    guard let status = FileStatus(of: path), !status.isSpecial else { return Baseline([]) }
    do {
      let bytes = try contents(of: path, limit: FileLimits.baseline)
      if bytes.isEmpty { return Baseline([]) }
      return try JSONDecoder().decode(Baseline.self, from: Data(bytes))
    } catch let error as DecodingError {
      throw CommandError(
        "\(path.shown): is no baseline as ‘stemma baseline write’ writes it: \(error.place)."
      )
    }
  }

  /// Takes note of what was found in a text; the entries of its findings, in their order, and the
  /// number of its baseline.
  @discardableResult
  mutating func note(_ read: ReadText) -> (entries: [Baseline.Entry], shelf: Int)? {
    guard let path = path(for: read.file), let number = numbers[path] else { return nil }
    let name = read.baselineName(from: shelves[number].folder, scopes)
    let entries = read.examined.baselineEntries(for: name)
    shelves[number].found += entries
    shelves[number].files.insert(name)
    return (entries, number)
  }

  /// What a baseline calls a text, and which baseline.
  struct Place: Sendable {
    let name: String
    fileprivate let shelf: Int
  }

  /// The place of a text; `nil` where no baseline is about it.
  func place(of read: ReadText) -> Place? {
    guard let path = path(for: read.file), let number = numbers[path] else { return nil }
    return Place(name: read.baselineName(from: shelves[number].folder, scopes), shelf: number)
  }

  /// Whether any divergence is known.
  var knowDivergences: Bool {
    shelves.contains { $0.baseline.entries.contains(where: \.isDivergence) }
  }

  /// Which divergences are new, in their order; takes no note of them.
  ///
  /// - Parameters:
  ///   - divergences: The divergences.
  ///   - places: The places of the documents by siglum.
  /// - Returns: Whether each is new.
  func areNew(_ divergences: [Comparison.Divergence], among places: [String: Place]) -> [Bool] {
    let entries = Comparison.baselineEntries(of: divergences) { places[$0]?.name }
    return zip(divergences, entries).map { divergence, entry in
      guard let entry, let place = divergence.home.flatMap({ places[$0] }) else { return true }
      return !shelves[place.shelf].baseline.contains(entry)
    }
  }

  /// Takes note of all divergences of the texts.
  mutating func note(_ divergences: [Comparison.Divergence], among places: [String: Place]) {
    for i in shelves.indices { shelves[i].isCompared = true }
    let entries = Comparison.baselineEntries(of: divergences) { places[$0]?.name }
    for (divergence, entry) in zip(divergences, entries) {
      guard let entry, let place = divergence.home.flatMap({ places[$0] }) else { continue }
      shelves[place.shelf].found.append(entry)
    }
  }

  /// Which of the findings on a text are new, in their order; takes no note of it.
  func areNew(in read: ReadText) -> [Bool] {
    guard let path = path(for: read.file), let number = numbers[path] else {
      return read.examined.cleaning.outcomes.filter(\.isTold).map { _ in true }
    }
    let name = read.baselineName(from: shelves[number].folder, scopes)
    return read.examined.baselineEntries(for: name).map {
      !shelves[number].baseline.contains($0)
    }
  }

  /// The findings of a report that neither the baseline nor the last commit knows.
  mutating func new(in report: DocumentReport, of read: ReadText) -> [ReportedFinding] {
    let areNew = areNew(in: read)
    note(read)
    guard areNew.contains(true), let former = former(of: read.file) else {
      return zip(report.findings, areNew).filter { $1 }.map { $0.0 }
    }
    return zip(zip(report.findings, areNew), read.examined.baselineEntries(for: ""))
      .filter { $0.0.1 && !former.contains($0.1) }.map { $0.0.0 }
  }

  /// What was found in a file as it stands in the last commit; `nil` where it is not compared.
  private mutating func former(of file: InputFile) -> Set<Baseline.Entry>? {
    guard let staged else { return nil }
    if let (known, entries) = lastFormer, known == file { return entries }
    var entries: Set<Baseline.Entry> = []
    // What cannot be read now was no better before: then all is new.
    if let opened = try? staged.openedBefore(file, choices),
      let texts = try? opened.texts(as: choices.format ?? opened.format)
    {
      var texts = texts
      while case .text(let text)? = texts.next() {
        guard let read = try? text.examined(by: scopes.examination(for: file), choices) else {
          continue
        }
        entries.formUnion(read.examined.baselineEntries(for: ""))
      }
    }
    lastFormer = (file, entries)
    return entries
  }

  /// A line for each known finding that is gone: from a text that was read, or with its file where
  /// the arguments name a folder that held it.
  func stale(among work: Work) -> [String] {
    shelves.flatMap { shelf in
      let names = Set(shelf.baseline.entries.map(\.file)).subtracting(shelf.files)
      let missing = names.filter { Self.isGone($0, from: shelf.folder, among: work) }
      return shelf.baseline.stale(after: shelf.found, in: shelf.files.union(missing)).map {
        "\($0.file): gone: \($0.rule): \($0.exact)"
      }
    }
  }

  /// The baselines with what was found in place of what was known of the same files.
  func rewritten(
    because reason: String?,
    among work: Work
  ) -> [(path: PathName, baseline: Baseline)] {
    shelves.map { shelf in
      let baseline = shelf.baseline.rewritten(
        with: shelf.found,
        in: shelf.files,
        compared: shelf.isCompared,
        because: reason,
        keepingFiles: { !Self.isGone($0, from: shelf.folder, among: work) }
      )
      return (shelf.path, baseline)
    }
  }

  /// Whether a file that a baseline names is no longer where the arguments say to look.
  private static func isGone(_ name: String, from folder: PathName, among work: Work) -> Bool {
    guard let path = path(of: name, in: folder) else { return false }
    return work.covers(path) && FileStatus(of: path) == nil
  }

  /// The file that a baseline's name stands for; of one of many texts in a file, that file.
  private static func path(of name: String, in folder: PathName) -> PathName? {
    var bytes: [UInt8] = []
    var rest = Array(name.prefix { $0 != "#" }.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
        return nil
      }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return folder.appending(PathName(bytes: bytes))
  }
}

extension ReadText {
  /// What a baseline calls the text: the path of its file from the folder of the baseline where it
  /// lies below, else its name; and which text in the file.
  func baselineName(from folder: PathName, _ scopes: SettingsScopes) -> String {
    let below = file.path.isStandardInput ? nil : scopes.absolutePath(of: file).below(folder)
    let path = below?.relativeReference ?? file.name
    guard let container = examined.source.container,
      container.place != nil || container.range != nil
    else { return path }
    let name = examined.source.name
    return name.hasPrefix(file.name) ? path + name.dropFirst(file.name.count) : "\(path)#\(name)"
  }
}

extension DecodingError {
  /// What is wrong, and at which path of the JSON.
  fileprivate var place: String {
    switch self {
    case .typeMismatch(_, let context), .valueNotFound(_, let context),
      .keyNotFound(_, let context),
      .dataCorrupted(let context):
      let path = context.codingPath.map(\.stringValue).joined(separator: ".")
      if path.isEmpty { return "it is not JSON of that shape" }
      return "\(path): it is missing or not of its type"
    @unknown default: return "it cannot be read"
    }
  }
}
