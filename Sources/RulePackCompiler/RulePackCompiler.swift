import Foundation
import StemmaRules

/// Compiles a folder of rule packs into a Swift file, or rehearses its rules on plain text.
///
///     RulePackCompiler FOLDER OUTPUT.swift
///     RulePackCompiler --rehearse FOLDER [RULE…]
@main struct RulePackCompiler {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      if arguments.first == "--rehearse", arguments.count > 1 {
        exit(try rehearse(arguments[1], Array(arguments.dropFirst(2))))
      }
      guard arguments.count == 2 else { fail("usage: RulePackCompiler FOLDER OUTPUT.swift") }
      try compile(arguments[0], into: arguments[1])
    } catch {
      fail("\(error)")
    }
  }

  private static func compile(_ folder: String, into output: String) throws {
    let files = try ruleFiles(in: folder)
    let lexicon = try lexicon(of: folder)
    let (packs, errors) = RulePack.decoded(from: files, with: lexicon)
    guard errors.isEmpty else { fail(errors.map(\.description).joined(separator: "\n")) }
    let source = generatedSource(compiled: try Ruleset(packs: packs).compiled(), files: files)
    try Data(source.utf8).write(to: URL(filePath: output), options: .atomic)
  }

  private static func rehearse(_ folder: String, _ names: [String]) throws -> Int32 {
    let lexicon = try lexicon(of: folder)
    let (packs, errors) = RulePack.decoded(from: try ruleFiles(in: folder), with: lexicon)
    for error in errors { print(error) }
    let ruleset = try Ruleset(packs: packs, lexicon: lexicon)
    var failures = 0
    var rehearsed = 0
    for rule in packs.flatMap(\.rules) where names.isEmpty || names.contains(rule.identifier) {
      // Plain text meets none of what decoding and parsing see.
      if case .reader = rule.matcher { continue }
      let alone = try ruleset.selecting(RuleSelection(only: [rule.identifier]))
      let checker = Checker(alone)
      let rehearsal = Rehearsal(of: rule) { plainReading(of: String(decoding: $0, as: UTF8.self), by: checker) }
      for failure in rehearsal.failures { print(failure) }
      failures += rehearsal.failures.count
      rehearsed += 1
    }
    print("\(rehearsed) rules rehearsed, \(failures) failures, \(errors.count) errors")
    return failures + errors.count > 0 ? 1 : 0
  }

  /// The files of all packs, with paths as they are seen from beside the folder.
  private static func ruleFiles(in folder: String) throws -> [RulePack.File] {
    let root = URL(filePath: folder, directoryHint: .isDirectory)
    return try FileManager.default.subpathsOfDirectory(atPath: root.path()).sorted()
      .filter { !$0.hasPrefix("lexicon/") }
      .filter { $0.contains("/") && ($0.hasSuffix(".yml") || $0.hasSuffix(".txt")) }
      .map { path in
        RulePack.File(
          path: "\(root.lastPathComponent)/\(path)",
          bytes: Array(try Data(contentsOf: root.appending(path: path)))
        )
      }
  }

  private static func lexicon(of folder: String) throws -> Lexicon {
    let path = URL(filePath: folder, directoryHint: .isDirectory)
      .appending(path: "lexicon/en/en.lexicon")
    return try Lexicon(compiled: Array(try Data(contentsOf: path)))
  }

  private static func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(1)
  }
}

/// Swift that holds the compiled rules in base 64, and the rule files as they are.
private func generatedSource(compiled: [UInt8], files: [RulePack.File]) -> String {
  var source = "let compiledRules: StaticString = \"\(Data(compiled).base64EncodedString())\"\n"
  source += "let ruleSources: [(path: StaticString, text: StaticString)] = [\n"
  for file in files {
    source +=
      "  (\(literal(file.path)), \(literal(String(decoding: file.bytes, as: UTF8.self)))),\n"
  }
  return source + "]\n"
}

/// A text as a Swift literal.
private func literal(_ text: String) -> String {
  var literal = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"", "\\": literal += "\\\(scalar)"
    case "\n": literal += "\\n"
    case "\t": literal += "\\t"
    case "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}"..."\u{202e}", "\u{feff}":
      literal += "\\u{\(String(scalar.value, radix: 16))}"
    default: literal.unicodeScalars.append(scalar)
    }
  }
  return literal + "\""
}
