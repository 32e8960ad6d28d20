extension UnsafeBufferPointer<UInt8> {
  /// The control character at an offset, with what belongs to it; `nil` where none stands.
  ///
  /// Tab, line feed and carriage return are text.
  func control(at i: Int, to upper: Int) -> ControlCharacter? {
    let byte = self[i]
    if byte == 0x0B || byte == 0x0C { return ControlCharacter(end: i + 1, text: "\n") }
    if byte == 0x1B {
      return ControlCharacter(end: endOfEscape(at: i + 1, to: upper), text: "")
    }
    if byte < 0x20 || byte == 0x7F {
      let isText = byte == 0x09 || byte == 0x0A || byte == 0x0D
      return isText ? nil : ControlCharacter(end: i + 1, text: "")
    }
    guard byte == 0xC2, i + 1 < upper, self[i + 1] < 0xA0 else { return nil }
    if self[i + 1] == 0x9B, let end = endOfSequence(at: i + 2, to: upper) {
      return ControlCharacter(end: end, text: "")
    }
    let scalar = character(ofC1: self[i + 1])
    return ControlCharacter(end: i + 2, text: scalar.map { String(Character($0)) } ?? "")
  }

  /// Where what an escape character opens ends: a control sequence, a command, or nothing.
  ///
  /// ECMA-48, 5.4 and 5.6. Commands are believed up to 256 bytes, longer than any window's title.
  private func endOfEscape(at i: Int, to upper: Int) -> Int {
    guard i < upper else { return i }
    if self[i] == UInt8(ascii: "[") { return endOfSequence(at: i + 1, to: upper) ?? i }
    guard self[i] == UInt8(ascii: "]") else { return i }
    var k = i + 1
    while k < Swift.min(upper, i + 256) {
      if self[k] == 0x07 { return k + 1 }
      if self[k] == 0x1B { return k + 1 < upper && self[k + 1] == 0x5C ? k + 2 : i }
      k += 1
    }
    return i
  }

  /// Where the parameters and the final byte of a control sequence end; `nil` where none stand.
  private func endOfSequence(at i: Int, to upper: Int) -> Int? {
    var k = i
    while k < Swift.min(upper, i + 32), (0x20...0x3F).contains(self[k]) { k += 1 }
    return k < upper && (0x40...0x7E).contains(self[k]) ? k + 1 : nil
  }
}

/// A control character in text.
struct ControlCharacter {
  /// Where it ends, with a sequence that it opens.
  let end: Int

  /// What stands for it: a line break for those that move the paper, what windows-1252 has for
  /// those beyond ASCII, as browsers read references to them, and nothing for others.
  let text: String
}
