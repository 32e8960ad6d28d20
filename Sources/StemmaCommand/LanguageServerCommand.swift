import ArgumentParser
import Foundation
import RulePacks
import Stemma
import StemmaLanguageServer
import StemmaMarkup
import StemmaReports
import StemmaRules
import StemmaSettings

/// Checks documents while they are written, in an editor.
struct LanguageServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Checks documents in an editor: a language server on standard input and output.",
    discussion: """
      Speaks the Language Server Protocol 3.17: diagnostics (pushed or asked for), code actions \
      that write a suggestion, take out what is sure, or make a finding known, and the rule's page \
      where the cursor rests on a finding. Documents of the language “html” are read as pages, \
      all others as plain text. Settings and baselines hold as for ‘stemma check’.

      Examples:
        vim.lsp.start({ name = 'stemma', cmd = { 'stemma', 'lsp' } })      (Neovim)
        (add-to-list 'eglot-server-programs '(text-mode "stemma" "lsp"))   (Emacs)
      """
  )

  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var limitOptions: LimitOptions

  @Option(
    help: """
      The file of known findings; else the one that settings name, else the nearest \
      .stemma-baseline.json.
      """
  )
  var baseline: String?

  @Flag(help: .hidden) var stdio = false

  func run() throws {
    let ruleset = try ruleOptions.ruleset()
    let handbook = LazyHandbook(ruleOptions)
    var input = try InputOptions.parse([])
    input.limitOptions = limitOptions
    let documents = EditedDocuments(
      input: input,
      ruleOptions: ruleOptions,
      settings: settings,
      baseline: baseline
    )
    let server = LanguageServer(
      version: toolVersion,
      in: Surroundings(
        page: handbook.page(on:),
        address: { rule in ruleset.rule(named: rule)?.url.flatMap(webAddress(_:)) },
        acceptances: documents.acceptances(of:at:)
      )
    )
    let status = try LanguageServerRun(of: server) { documents.diagnosis(of: $0) }.untilEnd()
    // The protocol's own statuses: 0 after ‘shutdown’, 1 without.
    if status != 0 { throw status == 1 ? ExitStatus.findings : ExitStatus.failure }
  }
}

private func webAddress(_ address: String) -> String? {
  address.hasPrefix("https://") || address.hasPrefix("http://") ? address : nil
}

/// Documents as an editor has them, under the settings and baselines of the files they are.
private struct EditedDocuments: Sendable {
  let input: InputOptions
  let ruleOptions: RuleOptions
  let settings: SettingsOptions
  let baseline: String?

  /// Examines a document; settings and baseline are read each time, for they may have changed.
  func diagnosis(of check: DueCheck) -> Diagnosis {
    do {
      var input = input
      input.paths = [path(of: check.uri).text]
      let work = try Work(input, ruleOptions, settings)
      guard let file = work.paths.files.first else {
        return Diagnosis(failure: "The document has the name of a folder.")
      }
      var known = try KnownFindings(of: work, at: baseline, mustExist: false)
      let source = Source(
        check.bytes,
        name: file.name,
        format: check.isPage ? .html : .text,
        charset: "utf-8"
      )
      let read = ReadText(
        examined: try work.scopes.examination(for: file).result(for: source),
        file: file,
        label: file.name,
        stem: file.name
      )
      return Diagnosis(
        of: read.examined,
        under: work.rules,
        telling: known.areNew(in: read),
        knownAs: known.note(read)?.entries ?? []
      )
    } catch let error as MarkupError {
      return Diagnosis(failure: "The document \(sentence(for: error))")
    } catch {
      return Diagnosis(failure: "\(error)")
    }
  }

  /// The changes of files by which a finding is accepted: an ignore, or a line of the baseline.
  func acceptances(of entry: Baseline.Entry, at uri: String) -> [Surroundings.Acceptance] {
    var input = input
    input.paths = [path(of: uri).text]
    guard let work = try? Work(input, ruleOptions, settings),
      let file = work.paths.files.first
    else { return [] }
    let folder = work.scopes.absolutePath(of: file).folder
    return [ignoring(entry, in: folder), listing(entry, of: work)].compactMap(\.self)
  }

  /// The file of a document; one that an editor has not saved yet is taken for one of this folder.
  private func path(of uri: String) -> PathName {
    guard let url = URL(string: uri), url.isFileURL else { return PathName("untitled") }
    return PathName(url.path)
  }
}

extension EditedDocuments {
  private func ignoring(
    _ entry: Baseline.Entry,
    in folder: PathName
  ) -> Surroundings.Acceptance? {
    if settings.noConfig { return nil }
    var search = SettingsSearch()
    let path =
      settings.config.map { PathName($0).absolute }
      ?? search.nearest(to: folder, named: PathName(Settings.fileName))
      ?? folder.appending(PathName(Settings.fileName))
    guard let text = text(of: path),
      let change = IgnoreEntry(entry.rule, quoting: entry.exact).change(of: text.bytes)
    else { return nil }
    // What would not be read again as it is meant is not offered.
    let before = try? Settings(decoding: text.bytes, named: path.shown, in: path.folder.bytes)
    let after = try? Settings(decoding: change.result, named: path.shown, in: path.folder.bytes)
    guard let before, let after, after.ignores.count == before.ignores.count + 1,
      after.ignores.contains(where: {
        $0.quotes == [entry.exact] && $0.rules.map(\.value) == [entry.rule]
      })
    else { return nil }
    return Surroundings.Acceptance(
      "Ignore ‘\(entry.rule)’ on these words (\(path.lastComponent.text))",
      changing: address(of: path),
      holding: text.isThere ? String(decoding: text.bytes, as: UTF8.self) : nil,
      at: change.place..<change.place,
      to: change.inserted
    )
  }

  private func listing(_ entry: Baseline.Entry, of work: Work) -> Surroundings.Acceptance? {
    guard let known = try? KnownFindings(of: work, at: baseline, mustExist: false),
      let path = known.paths.first, let text = text(of: path),
      let old = try? KnownFindings.baseline(at: path)
    else { return nil }
    let new = Baseline(old.entries + [entry], because: old.reasons)
    return Surroundings.Acceptance(
      "Accept ‘\(entry.rule)’ here (\(path.lastComponent.text))",
      changing: address(of: path),
      holding: text.isThere ? String(decoding: text.bytes, as: UTF8.self) : nil,
      at: 0..<text.bytes.count,
      to: String(decoding: new.json(), as: UTF8.self)
    )
  }

  /// What a file holds, nothing where it is not there; `nil` where it cannot be read.
  private func text(of path: PathName) -> (bytes: [UInt8], isThere: Bool)? {
    guard FileStatus(of: path) != nil else { return ([], false) }
    return (try? contents(of: path, limit: 1 << 24)).map { ($0, true) }
  }

  private func address(of path: PathName) -> String {
    URL(fileURLWithPath: path.text).absoluteString
  }
}

/// The pages on rules, read when the first is asked for.
///
/// A class, because it keeps what it read; only the thread that answers the client uses it.
private final class LazyHandbook {
  private let options: RuleOptions
  private lazy var rules: [String: Rule] = {
    let rules = (try? options.rulesWithExamples()) ?? []
    return Dictionary(rules.map { ($0.identifier, $0) }, uniquingKeysWith: { first, _ in first })
  }()

  init(_ options: RuleOptions) { self.options = options }

  func page(on rule: String) -> String? {
    rules[rule].map { RuleHandbook(of: [$0]).page(on: $0).text }
  }
}
