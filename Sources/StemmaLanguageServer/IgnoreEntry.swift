internal import StemmaReports

/// An entry of `ignore:` in a file of settings, as a change of the file's text.
public struct IgnoreEntry: Sendable {
  private let rule: String
  private let quote: String

  /// Describes findings of a rule about some words.
  public init(_ rule: String, quoting quote: String) {
    self.rule = rule
    self.quote = quote
  }

  /// Where in the file what is put in, and the file then.
  ///
  /// The entry comes first in a block list `ignore:` that is there, or makes one at the end.
  ///
  /// - Parameter file: The file, in UTF-8; empty where it is not there.
  /// - Returns: `nil` where the file is written in a way that a line cannot be added to.
  public func change(of file: [UInt8]) -> (place: Int, inserted: String, result: [UInt8])? {
    let lines = file.split(separator: 0x0A, omittingEmptySubsequences: false)
    let isPlain = lines.allSatisfy { line in
      !line.starts(with: "---".utf8) && !line.starts(with: "...".utf8)
        && !line.starts(with: "{".utf8) && !line.starts(with: "%".utf8)
    }
    guard isPlain else { return nil }
    let key = Array("ignore:".utf8)
    guard let i = lines.firstIndex(where: { $0.starts(with: key) }) else {
      let gap = file.isEmpty || file.last == 0x0A ? "" : "\n"
      return change(of: file, at: file.count, "\(gap)ignore:\n\(entry(indentedBy: 2))")
    }
    let rest = lines[i].dropFirst(key.count).drop { $0 == 0x20 || $0 == 0x0D }
    guard rest.isEmpty || rest.first == UInt8(ascii: "#"), i + 1 < lines.count else { return nil }
    var indentation = 2
    for line in lines[(i + 1)...] {
      let content = line.drop { $0 == 0x20 || $0 == 0x0D }
      if content.isEmpty || content.first == UInt8(ascii: "#") { continue }
      if content.first == UInt8(ascii: "-") { indentation = line.prefix { $0 == 0x20 }.count }
      break
    }
    return change(of: file, at: lines[i + 1].startIndex, entry(indentedBy: indentation))
  }

  private func change(
    of file: [UInt8],
    at place: Int,
    _ inserted: String
  ) -> (place: Int, inserted: String, result: [UInt8]) {
    (place, inserted, file[..<place] + Array(inserted.utf8) + file[place...])
  }

  /// A JSON string is one of YAML too (YAML 1.2, 1.3).
  private func entry(indentedBy count: Int) -> String {
    let space = String(repeating: " ", count: count)
    let words = String(decoding: JSON.string(quote).canonical(), as: UTF8.self)
    return """
      \(space)- rule: \(rule)
      \(space)  text: \(words)
      \(space)  because: "Looked at in an editor."

      """
  }
}
