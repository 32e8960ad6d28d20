import Foundation
import StemmaRules
import StemmaText
import StemmaVoices

/// Compiles a folder of rule packs into a Swift file.
///
///     RulePackCompiler FOLDER OUTPUT.swift
@main struct RulePackCompiler {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      guard arguments.count == 2 else { fail("usage: RulePackCompiler FOLDER OUTPUT.swift") }
      try compile(arguments[0], into: arguments[1])
    } catch {
      fail("\(error)")
    }
  }

  private static func compile(_ folder: String, into output: String) throws {
    let files = try RulePack.files(in: folder)
    let lexicon = try lexicon(of: folder)
    let (packs, errors) = RulePack.decoded(from: files, with: lexicon)
    guard errors.isEmpty else { fail(errors.map(\.description).joined(separator: "\n")) }
    let source = generatedSource(
      compiled: try Ruleset(packs: packs).compiled(),
      voices: try Vocabulary.compiled(from: try tables(of: folder)),
      files: files
    )
    try Data(source.utf8).write(to: URL(filePath: output), options: .atomic)
  }

  /// The tables that tell who speaks.
  private static func tables(of folder: String) throws -> [Vocabulary.Table] {
    let path = URL(filePath: folder, directoryHint: .isDirectory).appending(path: "voices")
    let names = try FileManager.default.contentsOfDirectory(atPath: path.path())
    return try names.filter { $0.hasSuffix(".txt") }.sorted().map { name in
      let text = try String(contentsOf: path.appending(path: name), encoding: .utf8)
      return Vocabulary.Table(name: name, text: text)
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
private func generatedSource(
  compiled: [UInt8],
  voices: [UInt8],
  files: [RulePack.File]
) -> String {
  var source = "let compiledRules: StaticString = \"\(Data(compiled).base64EncodedString())\"\n"
  source += "let compiledVoices: StaticString = \"\(Data(voices).base64EncodedString())\"\n"
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
