import ArgumentParser
import Foundation
import RulePacks
import Stemma
import StemmaMarkup
import StemmaReports
import StemmaRules
import StemmaText

/// Writes into rule files what was measured about them.
struct EvidenceCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "evidence",
    abstract: "Writes into rule files what was measured about them.",
    discussion: """
      Samples are NDJSON: one finding that a person read a line, with rule (its identifier) and
      right (true or false); anything else in it is passed over, and the rule's present version is
      taken to be the one that was read. Native texts are NDJSON too, one document a line in text:
      news that people wrote, in which every rule, also those off by default, is counted. Only
      rules with samples are written; with --all, the others are counted in the native texts anew
      and keep the samples that were read of their present version.

      Examples:
        stemma rules evidence --samples verdicts.ndjson --native news.ndjson --into rules
        stemma rules evidence --all --native news.ndjson --into rules
      """
  )

  @Option(help: "A file of findings with a verdict each; may be repeated.")
  var samples: [String] = []

  @Option(help: "A file of documents that people wrote; may be repeated.")
  var native: [String] = []

  @Flag(help: "Counts rules without samples in the native texts, too.")
  var all = false

  @Option(help: "The folder of rule packs whose files are rewritten.")
  var into: String

  func validate() throws {
    guard !samples.isEmpty || all else { throw ValidationError("--samples names no file.") }
    guard !all || !native.isEmpty else { throw ValidationError("--native names no file.") }
  }

  func run() throws {
    var verdicts: [String: (read: Int, right: Int)] = [:]
    for path in samples { try take(path, into: &verdicts) }
    let ruleset = RulePacks.ruleset()
    for name in verdicts.keys.sorted() where ruleset.rule(named: name) == nil {
      throw CommandError("No rule is called ‘\(name)’; its samples cannot be written anywhere.")
    }
    let counts = try NativeCounts(of: native, under: ruleset)
    var written = 0
    for file in try RulePack.files(in: into) where file.path.hasSuffix(".yml") {
      let name = String(file.path.split(separator: "/").last?.dropLast(4) ?? "")
      guard let rule = ruleset.rule(named: name), rule.identifier == name,
        let (read, right) = verdicts[name] ?? (all ? known(of: rule) : nil)
      else { continue }
      let evidence = Evidence(
        version: rule.version,
        samples: read,
        right: right,
        nativeFindings: counts.findings[name] ?? 0,
        nativeWords: counts.words(in: rule.languages)
      )
      guard evidence.samples > 0 || evidence.nativeWords > 0 else { continue }
      let text = String(decoding: file.bytes, as: UTF8.self)
      let place = file.path.split(separator: "/", maxSplits: 1).last.map(String.init) ?? file.path
      try StemmaCommand.write(
        Array(RulePack.text(text, withEvidence: evidence).utf8),
        to: PathName(into).appending(PathName(place))
      )
      written += 1
    }
    var output = StandardOutput()
    let read = verdicts.values.reduce(0) { $0 + $1.read }
    try output.write(
      "\(read) samples of \(verdicts.count) rules, \(counts.words(in: [])) native words;"
        + " evidence written into \(written) rules\n"
    )
    try output.flush()
  }

  /// What was read of the present version of a rule.
  private func known(of rule: Rule) -> (read: Int, right: Int) {
    guard let evidence = rule.evidence, evidence.version == rule.version else { return (0, 0) }
    return (evidence.samples, evidence.right)
  }

  private func take(_ path: String, into verdicts: inout [String: (read: Int, right: Int)]) throws {
    struct Sample: Decodable {
      let rule: String
      let right: Bool
    }
    for (number, line) in try lines(of: path) {
      guard let sample = try? JSONDecoder().decode(Sample.self, from: line) else {
        throw CommandError(
          "\(path):\(number): a sample has rule, a text, and right, true or false."
        )
      }
      verdicts[sample.rule, default: (0, 0)].read += 1
      if sample.right { verdicts[sample.rule, default: (0, 0)].right += 1 }
    }
  }
}

/// The lines of a file that are not empty, with their numbers from 1.
private func lines(of path: String) throws -> [(Int, Data)] {
  guard let data = FileManager.default.contents(atPath: path) else {
    throw CommandError("\(path): cannot be read.")
  }
  return data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    .enumerated().filter { !$0.element.isEmpty }.map { ($0.offset + 1, Data($0.element)) }
}

/// How often each rule speaks in texts of which nothing is known to be wrong.
private struct NativeCounts {
  private(set) var findings: [String: Int] = [:]
  private var words: [String: Int] = [:]

  /// Words of the texts in one of some languages; of all texts where none is named.
  func words(in languages: [String]) -> Int {
    words.reduce(0) { $0 + (languages.isEmpty || languages.contains($1.key) ? $1.value : 0) }
  }

  init(of paths: [String], under ruleset: Ruleset) throws {
    struct Text: Decodable { let text: String }
    let all = try ruleset.selecting(RuleSelection(on: ruleset.identifiers))
    let checker = Checker(all)
    for path in paths {
      for (number, line) in try lines(of: path) {
        guard let text = try? JSONDecoder().decode(Text.self, from: line).text else {
          throw CommandError("\(path):\(number): a document has text.")
        }
        let examined = try Examination(with: checker).result(
          for: Source(Array(text.utf8), name: path, format: .text)
        )
        for outcome in examined.cleaning.outcomes {
          findings[outcome.finding.rule, default: 0] += 1
        }
        words[examined.segmentation.language.language ?? "", default: 0] +=
          text.split(whereSeparator: \.isWhitespace).count
      }
    }
  }
}
