import Foundation

/// Compiles the words by which page systems name the parts of a page into Swift.
///
///     ElementWordCompiler OUTPUT.swift FILE.txt…
///
/// A file of a folder `words` is named after the meaning of its words, which white space sets
/// apart. A file of a folder `phrases` has one phrase a line, one of `references` a name and a
/// number. Lines that start with `# ` give
/// reasons.
@main struct ElementWordCompiler {
  static func main() {
    let arguments = Array(CommandLine.arguments.dropFirst())
    guard let output = arguments.first, arguments.count > 1 else {
      fail("usage: ElementWordCompiler OUTPUT.swift FILE.txt…")
    }
    do {
      let files = try arguments.dropFirst().map { try WordFile(at: URL(filePath: $0)) }
      let source =
        try WordTable(of: files.filter { $0.folder == "words" }).source
        + files.map(\.source).joined()
      try Data(source.utf8).write(to: URL(filePath: output), options: .atomic)
    } catch {
      fail("\(error)")
    }
  }

  private static func fail(_ message: String) -> Never {
    FileHandle.standardError.write(Data((message + "\n").utf8))
    exit(1)
  }
}

/// What is wrong with a file of words.
struct WordFileError: Error, CustomStringConvertible {
  let description: String
}

/// A file of words or phrases.
struct WordFile {
  let name: String

  /// The folder it stands in, which says what it holds.
  let folder: String

  /// Its lines, without those that give reasons.
  let lines: [String]

  init(at path: URL) throws {
    name = path.deletingPathExtension().lastPathComponent
    folder = path.deletingLastPathComponent().lastPathComponent
    let text = String(decoding: try Data(contentsOf: path), as: UTF8.self)
    let all = text.split(separator: "\n").map(String.init)
    guard all.first?.hasPrefix("# ") == true else {
      throw WordFileError(description: "\(path.path()):1: Begin with a line ‘# …’ that says why.")
    }
    lines = all.filter { !$0.hasPrefix("# ") }
  }

  /// Swift for a list of phrases, named `noArticlePhrases` where the file is `no-article.txt`, or
  /// for references, a sorted text of lines; nothing for words.
  var source: String {
    if folder == "references" {
      let sorted = lines.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      return "let \(name)References: StaticString = \"\(sorted.joined(separator: "\\n"))\\n\"\n"
    }
    guard folder == "phrases" else { return "" }
    let words = name.split(separator: "-")
    let name = words[0] + words.dropFirst().map(\.capitalized).joined()
    return "let \(name)Phrases: [String] = [\n"
      + lines.map { "  \(String(reflecting: $0)),\n" }.joined() + "]\n"
  }
}

/// The meanings of words in an open hash table.
struct WordTable {
  private let meanings: [String]
  private var hashes: [UInt64]
  private var words: [UInt32]

  init(of files: [WordFile]) throws {
    guard files.count <= 28 else {
      throw WordFileError(
        description: "There are \(files.count) meanings; 28 fit, with some to spare."
      )
    }
    meanings = files.map(\.name)
    var table: [(hash: UInt64, word: UInt32)] = []
    for (bit, file) in files.enumerated() {
      for word in file.lines.flatMap({ $0.split(separator: " ") }) {
        guard word.utf8.allSatisfy({ $0 < 0x80 && !(0x41...0x5A).contains($0) }) else {
          throw WordFileError(description: "\(file.name).txt: Write ‘\(word)’ in small letters.")
        }
        // FNV-1a, as the reader of pages counts it.
        let hash = word.utf8.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
          ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
        }
        table.append((hash, 1 << UInt32(bit)))
      }
    }
    var count = 256
    while count < 3 * table.count { count *= 2 }
    hashes = [UInt64](repeating: 0, count: count)
    words = [UInt32](repeating: 0, count: count)
    for (hash, word) in table {
      var i = Int(truncatingIfNeeded: hash) & (count - 1)
      while hashes[i] != 0, hashes[i] != hash { i = (i + 1) & (count - 1) }
      hashes[i] = hash
      words[i] |= word
    }
  }

  /// Swift for the table, and for the names of the meanings.
  var source: String {
    var source = "extension ArticleWord {\n"
    for (bit, name) in meanings.enumerated() {
      source += "  static let \(name) = ArticleWord(rawValue: 1 << \(bit))\n"
    }
    source += "}\n\nlet elementWordHashes: [UInt64] = [\n"
    source += hashes.map { "\($0)" }.joined(separator: ",")
    source += "\n]\n\nlet elementWordMeanings: [UInt32] = [\n"
    source += words.map { "\($0)" }.joined(separator: ",")
    return source + "\n]\n"
  }
}
