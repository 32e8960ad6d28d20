/// A phrase in which `{n}` stands for a number: “{n} comments”.
struct NumberedPhrase {
  /// The longest part without a number, folded, which every place of the phrase has.
  let longest: [UInt8]

  /// The phrase as a pattern.
  let pattern: Pattern

  /// Reads a phrase; `nil` where it has no `{n}`.
  init?(_ phrase: String) {
    guard phrase.utf8.contains(UInt8(ascii: "{")) else { return nil }
    let parts = phrase.split(separator: "{n}", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return nil }
    let folded = parts.map { FoldedText(Array($0.utf8)).bytes }
    longest = folded.max { $0.count < $1.count } ?? []
    let source = parts.map { escaped($0) }.joined(separator: #"\d[\d.,'’\x{a0}]{0,15}"#)
    guard let pattern = try? Pattern("(?i)" + source) else { return nil }
    self.pattern = pattern
  }
}

/// A text as a pattern that matches it, with any white space where it has some.
func escaped(_ text: Substring) -> String {
  var source = ""
  for scalar in text.unicodeScalars {
    if scalar.properties.isWhitespace {
      source += #"\s{1,4}"#
    } else if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      source.unicodeScalars.append(scalar)
    } else {
      source += "\\x{\(String(scalar.value, radix: 16))}"
    }
  }
  return source
}
