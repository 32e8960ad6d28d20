internal import Stemma
internal import StemmaText

extension HTMLReport {
  /// Versions, digests, choices and rules.
  var account: Scope {
    let tool = report.tool
    var facts: [(String, String)] = [
      ("Stemma", tool.version), ("Rules", tool.ruleset.version),
      ("Digest of the rules", tool.ruleset.digest.hexadecimal),
      ("Digest of the report", digest.hexadecimal),
    ]
    for component in tool.build { facts.append((component.name, component.version)) }
    if let run = report.run {
      if let start = run.startedAt { facts.append(("Made at", start)) }
      if let host = run.host { facts.append(("Made on", host)) }
      if let line = run.commandLine { facts.append(("Made by", line.joined(separator: " "))) }
    }
    for option in report.options { facts.append(("Option \(option.name)", Self.text(of: option))) }
    return [
      "facts": .list(facts.map { ["name": .text($0), "value": .text($1)] }),
      "inputs": .list(sheets.map(input)),
      "rules": .list(rules),
    ]
  }

  private static func text(of option: Report.Option) -> String {
    switch option.value {
    case .boolean(let flag): flag ? "yes" : "no"
    case .integer(let number): String(number)
    case .text(let text): text
    }
  }

  private func input(on sheet: Sheet) -> Scope {
    let input = sheet.document.input
    return [
      "siglum": .text(sheet.document.identifier),
      "identifier": .attribute(sheet.document.identifier),
      "name": .text(input.arrival.name),
      "mediaType": .text(input.mediaType.rawValue),
      "encoding": .text(input.encoding.used),
      "arrived": .count(input.content.count),
      "arrivedDigest": .text(input.content.digest.hexadecimal),
      "cleaned": .count(sheet.document.output.content.count),
      "cleanedDigest": .text(sheet.document.output.content.digest.hexadecimal),
    ]
  }

  private var rules: [Scope] {
    var counts: [String: Int] = [:]
    for document in report.documents {
      for finding in document.findings { counts[finding.rule, default: 0] += 1 }
    }
    return report.tool.ruleset.rules.map { rule in
      [
        "rule": .text(rule.identifier), "kind": .text(rule.kind.rawValue),
        "version": .text(rule.version), "title": .text(rule.title ?? ""),
        "total": .count(counts[rule.identifier, default: 0]),
      ]
    }
  }
}
