/// A phrase in which `{n}` stands for a number: “{n} comments”.
struct NumberedPhrase {
  /// The longest part without a number, folded, which every place of the phrase has.
  let longest: [UInt8]

  /// Whether a number stands right before, and right behind that part.
  let isBehindNumber: Bool
  let isBeforeNumber: Bool

  /// The phrase as a pattern.
  let pattern: Pattern

  /// Reads a phrase; `nil` where it has no `{n}`.
  init?(_ phrase: String) {
    guard phrase.utf8.contains(UInt8(ascii: "{")) else { return nil }
    let parts = phrase.split(separator: "{n}", omittingEmptySubsequences: false)
    guard parts.count > 1 else { return nil }
    let folded = parts.map { FoldedText(Array($0.utf8)).bytes }
    let longest = folded.max { $0.count < $1.count } ?? []
    let place = folded.firstIndex(of: longest) ?? 0
    let isOnlyOne = folded.count { $0 == longest } == 1
    self.longest = longest
    isBehindNumber = isOnlyOne && place > 0
    isBeforeNumber = isOnlyOne && place < folded.count - 1
    let source = parts.map { escaped($0) }.joined(separator: #"\d[\d.,'’\x{a0}]{0,15}"#)
    guard let pattern = try? Pattern("(?i)" + source) else { return nil }
    self.pattern = pattern
  }
}

extension NumberedPhrase {
  /// Whether the numbers beside its longest part may be there; told by a look at one byte each.
  func mayStand(around range: Range<Int>, in text: UnsafeBufferPointer<UInt8>) -> Bool {
    if isBehindNumber {
      guard range.lowerBound > 0, mayBelongToNumber(text[range.lowerBound - 1]) else {
        return false
      }
    }
    if isBeforeNumber {
      guard range.upperBound < text.count, mayBelongToNumber(text[range.upperBound]) else {
        return false
      }
    }
    return true
  }

  /// White space may stand between where folding made one space of several.
  private func mayBelongToNumber(_ byte: UInt8) -> Bool {
    byte >= 0x80 || byte <= 0x20 || 0x30...0x39 ~= byte || ".,'".utf8.contains(byte)
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
