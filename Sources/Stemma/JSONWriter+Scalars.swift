extension JSONWriter {
  // Over bytes, because a quotation mark followed by a combining character is one `Character` that
  // equals no quotation mark.
  mutating func quote(_ string: String) {
    var string = string
    string.withUTF8 { quote($0) }
  }

  /// Writes valid UTF-8 as a string.
  mutating func quote(_ text: UnsafeBufferPointer<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    escape(text)
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    var run = 0
    var i = 0
    while i < text.count {
      let byte = text[i]
      guard byte < 0x20 || byte == 0x22 || byte == 0x5C || byte >= 0x7F else {
        i += 1
        continue
      }
      let length = byte < 0x7F ? 1 : steeringLength(text, at: i)
      guard length > 0 else {
        i += 1
        continue
      }
      bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[run..<i]))
      escape(scalar(text, at: i, length: length))
      i += length
      run = i
    }
    bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[run...]))
  }

  /// How many bytes the character at `i` has if the layout escapes it, else 0.
  ///
  /// DEL, C1 controls, line separators and the bidirectional controls of Unicode 16, table 23-3.
  private func steeringLength(_ text: UnsafeBufferPointer<UInt8>, at i: Int) -> Int {
    guard layout != .canonical else { return 0 }
    switch text[i] {
    case 0x7F: return 1
    case 0xC2: return text[i + 1] < 0xA0 ? 2 : 0
    case 0xD8: return text[i + 1] == 0x9C ? 2 : 0
    case 0xE2:
      let last = text[i + 2]
      let isMark = text[i + 1] == 0x80 && (0x8E...0x8F ~= last || 0xA8...0xAE ~= last)
      return isMark || text[i + 1] == 0x81 && 0xA6...0xA9 ~= last ? 3 : 0
    default: return 0
    }
  }

  private func scalar(_ text: UnsafeBufferPointer<UInt8>, at i: Int, length: Int) -> UInt16 {
    switch length {
    case 1: UInt16(text[i])
    case 2: UInt16(text[i] & 0x1F) << 6 | UInt16(text[i + 1] & 0x3F)
    default:
      UInt16(text[i] & 0x0F) << 12 | UInt16(text[i + 1] & 0x3F) << 6 | UInt16(text[i + 2] & 0x3F)
    }
  }

  private mutating func escape(_ scalar: UInt16) {
    bytes.append(UInt8(ascii: "\\"))
    switch scalar {
    case 0x22: bytes.append(UInt8(ascii: "\""))
    case 0x5C: bytes.append(UInt8(ascii: "\\"))
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      bytes.append(UInt8(ascii: "u"))
      for shift in [12, 8, 4, 0] {
        let digit = UInt8(scalar >> UInt16(shift) & 15)
        bytes.append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
      }
    }
  }

  mutating func digits(of integer: Int) {
    if integer < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = integer.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0"))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}
