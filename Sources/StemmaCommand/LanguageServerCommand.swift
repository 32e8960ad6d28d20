import ArgumentParser
import Foundation
import RulePacks
import Stemma
import StemmaLanguageServer
import StemmaMarkup
import StemmaReports
import StemmaRules

/// Checks documents while they are written, in an editor.
struct LanguageServerCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lsp",
    abstract: "Checks documents in an editor: a language server on standard input and output.",
    discussion: """
      Speaks the Language Server Protocol 3.17: diagnostics (pushed or asked for), code actions \
      that write a suggestion, take out what is sure, or make a finding known, and the rule's page \
      where the cursor rests on a finding. Documents of the language “html” are read as pages, \
      all others as plain text. Known findings are those of .stemma-baseline.json in the folder \
      it is started in.

      Examples:
        vim.lsp.start({ name = 'stemma', cmd = { 'stemma', 'lsp' } })      (Neovim)
        (add-to-list 'eglot-server-programs '(text-mode "stemma" "lsp"))   (Emacs)
      """
  )

  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var baselineOptions: BaselineOptions
  @OptionGroup var limitOptions: LimitOptions

  @Flag(help: .hidden) var stdio = false

  func run() throws {
    let ruleset = try ruleOptions.ruleset()
    _ = try baselineOptions.known()
    let rules = RulesInForce(ruleset, tables: RulePacks.compiledTables())
    let examination = Examination(with: Checker(ruleset), within: limitOptions.limits)
    let handbook = LazyHandbook(ruleOptions)
    let server = LanguageServer(
      version: toolVersion,
      in: Surroundings(
        page: handbook.page(on:),
        address: { rule in ruleset.rule(named: rule)?.url.flatMap(webAddress(_:)) },
        acceptances: { [baselineOptions] in baselineOptions.acceptances(of: $1, in: $0) }
      )
    )
    let run = LanguageServerRun(of: server) { [baselineOptions] check in
      diagnosis(of: check, by: examination, under: rules, baselineOptions)
    }
    let status = try run.untilEnd()
    // The protocol's own statuses: 0 after ‘shutdown’, 1 without.
    if status != 0 { throw status == 1 ? ExitStatus.findings : ExitStatus.failure }
  }
}

private func webAddress(_ address: String) -> String? {
  address.hasPrefix("https://") || address.hasPrefix("http://") ? address : nil
}

/// Examines an open document.
private func diagnosis(
  of check: DueCheck,
  by examination: Examination,
  under rules: RulesInForce,
  _ baselineOptions: BaselineOptions
) -> Diagnosis {
  let source = Source(
    check.bytes,
    name: check.uri,
    format: check.isPage ? .html : .text,
    charset: "utf-8"
  )
  do {
    let known = try baselineOptions.known()
    return Diagnosis(
      of: try examination.result(for: source),
      named: nameBelowCurrentFolder(of: check.uri),
      under: rules,
      hiding: { known?.contains($0) ?? false }
    )
  } catch let error as MarkupError {
    return Diagnosis(failure: "The document \(sentence(for: error))")
  } catch {
    return Diagnosis(failure: "\(error)")
  }
}

/// What a baseline calls the file at an address: its path from the current folder where it lies
/// below, else the address.
private func nameBelowCurrentFolder(of uri: String) -> String {
  guard let url = URL(string: uri), url.isFileURL else { return uri }
  let path = url.path
  let folder = FileManager.default.currentDirectoryPath
  let folders = [folder, URL(fileURLWithPath: folder).resolvingSymlinksInPath().path]
  for folder in folders where path.hasPrefix(folder + "/") {
    let name = PathName(String(path.dropFirst(folder.count + 1)))
    return name.relativeReference ?? name.text
  }
  return uri
}

extension BaselineOptions {
  /// The change of the baseline that makes a finding known.
  fileprivate func acceptances(
    of entry: Baseline.Entry,
    in uri: String
  ) -> [Surroundings.Acceptance] {
    guard let known = try? known() ?? Baseline([]) else { return [] }
    let file = URL(fileURLWithPath: baseline ?? standardBaseline)
    let text = (try? Data(contentsOf: file)).map { String(decoding: $0, as: UTF8.self) }
    return [
      Surroundings.Acceptance(
        "Accept ‘\(entry.rule)’ here (\(file.lastPathComponent))",
        changing: file.absoluteString,
        holding: text,
        at: 0..<(text?.utf8.count ?? 0),
        to: String(decoding: Baseline(known.entries + [entry]).json(), as: UTF8.self)
      )
    ]
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
