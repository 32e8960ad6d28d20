import Foundation
import RulePacks
import Stemma
import StemmaDesk
import StemmaMarkup
import StemmaPage
import StemmaReports
import StemmaText
import Synchronization

/// A folder whose findings are decided about, under its settings, with the files around it.
///
/// A class, because the desk's closures hold it; what changes is behind a lock.
final class ReviewedFolder: Sendable {
  private let root: PathName
  private let cleaned: OutputFolder?
  private let input: InputOptions
  private let ruleOptions: RuleOptions
  private let settings: SettingsOptions
  private let baseline: String?

  /// The rules in force when the desk was opened, by which reports name them.
  private let rules: RulesInForce

  /// The baselines, and which of them knows a text, by the name that it has there.
  private let shelves: Mutex<(all: [PathName], byText: [String: PathName])>

  init(
    _ root: PathName,
    writingTo cleaned: OutputFolder?,
    input: InputOptions,
    ruleOptions: RuleOptions,
    settings: SettingsOptions,
    baseline: String?
  ) throws {
    self.root = root
    self.cleaned = cleaned
    self.input = input
    self.ruleOptions = ruleOptions
    self.settings = settings
    self.baseline = baseline
    let work = try Work(input, ruleOptions, settings)
    rules = work.rules
    shelves = Mutex((try KnownFindings(of: work, at: baseline, mustExist: false).paths, [:]))
  }

  /// What the desk asks for.
  var surroundings: DeskSurroundings {
    DeskSurroundings(
      rules: rules,
      readEach: { [self] body in try await readEach(body) },
      examine: { [self] name, bytes throws(DeskError) in
        try refusing { try examined(name, bytes) }
      },
      compare: { texts in
        Comparison(
          of: texts.map(\.examined),
          reportedAs: texts.map(\.report),
          lexicon: RulePacks.lexicon(),
          relations: RulePacks.relations()
        )
      },
      page: { [rules] texts, comparison in
        let documents = texts.map(\.report)
        return Report(on: documents, under: rules, version: toolVersion, comparison: comparison)
          .html(of: texts.map(\.examined.document.received))
      },
      known: { [self] () throws(DeskError) in try refusing(known) },
      record: { [self] records throws(DeskError) in try refusing { try record(records) } },
      keep: { [self] name, bytes throws(DeskError) in try refusing { try keep(name, bytes) } },
      write: writing
    )
  }

  // MARK: Texts

  private func readEach(_ body: (DeskSurroundings.Input) -> Void) async throws -> [String] {
    let work = try Work(input, ruleOptions, settings)
    let known = try KnownFindings(of: work, at: baseline, mustExist: false)
    shelves.withLock { $0 = (known.paths, [:]) }
    var problems: [String] = []
    _ = try await work.examineEach(
      failed: { problems.append($0) },
      each: { read in body(shelved(read, in: known, of: work)) }
    )
    return problems
  }

  /// Checks a text as if it stood in the folder.
  private func examined(_ name: String, _ bytes: [UInt8]) throws -> DeskSurroundings.Input {
    var input = input
    input.paths = [root.appending(PathName(name)).text]
    let work = try Work(input, ruleOptions, settings)
    let known = try KnownFindings(of: work, at: baseline, mustExist: false)
    guard let file = work.paths.files.first else {
      throw CommandError("\(name): is a folder.")
    }
    do {
      let examination = work.scopes.examination(for: file)
      let examined = try examination.result(for: Source(bytes, name: name))
      let read = ReadText(examined: examined, file: file, label: name, stem: name)
      return shelved(read, in: known, of: work)
    } catch {
      throw CommandError("\(name): \(sentence(for: error))")
    }
  }

  private func shelved(
    _ read: ReadText,
    in known: KnownFindings,
    of work: Work
  ) -> DeskSurroundings.Input {
    let path = known.path(for: read.file) ?? PathName.current
    let name = read.baselineName(from: path.folder, work.scopes)
    shelves.withLock { $0.byText[name] = path }
    return DeskSurroundings.Input(read.examined, named: read.stem, inBaseline: name)
  }

  // MARK: Files

  private func known() throws -> Set<Baseline.Entry> {
    let paths = shelves.withLock { $0.all }
    return Set(try paths.flatMap { try KnownFindings.baseline(at: $0).entries })
  }

  private func record(_ records: [DeskSurroundings.Record]) throws {
    let shelves = shelves.withLock { $0 }
    var byPath: [PathName: [DeskSurroundings.Record]] = [:]
    for record in records {
      guard let path = shelves.byText[record.entry.file] ?? shelves.all.first else { continue }
      byPath[path, default: []].append(record)
    }
    for (path, records) in byPath.sorted(by: { $0.key < $1.key }) {
      let old = try KnownFindings.baseline(at: path)
      var entries = Set(old.entries)
      var reasons = old.reasons
      for record in records {
        if let reason = record.reason {
          entries.insert(record.entry)
          if !reason.isEmpty { reasons[record.entry] = reason }
        } else {
          entries.remove(record.entry)
        }
      }
      let new = Baseline(entries, because: reasons)
      if new != old { try StemmaCommand.write(new.json(), to: path) }
    }
  }

  private func keep(_ name: String, _ bytes: [UInt8]) throws {
    let path = root.appending(PathName(name))
    guard FileStatus(of: path, followingLinks: false) == nil else {
      throw CommandError("\(path.text): is there already.")
    }
    try StemmaCommand.write(bytes, to: path, .insideFolder)
  }

  /// Writes a cleaned text, where a folder for them was named.
  private var writing: (@Sendable (String, [UInt8]) throws(DeskError) -> String)? {
    guard let folder = cleaned else { return nil }
    return { [self] (name: String, bytes: [UInt8]) throws(DeskError) -> String in
      let path = folder.path.appending(PathName(name))
      try refusing { try StemmaCommand.write(bytes, to: path, .insideFolder) }
      return path.text
    }
  }

  /// Says in a sentence for the page what went wrong with a file.
  private func refusing<Value>(_ body: () throws -> Value) throws(DeskError) -> Value {
    do {
      return try body()
    } catch {
      throw .refused("\(error)")
    }
  }
}
