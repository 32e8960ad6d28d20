/// A run of bytes that are not UTF-8, with its length in the repaired text.
struct Undecodable: Equatable {
  /// The bytes as they arrived.
  let bytes: [UInt8]

  /// Where their U+FFFDs stand in the repaired text.
  let span: Range<Int>
}

extension UnsafeBufferPointer<UInt8> {
  /// Length of the UTF-8 character at an offset, from 1 to 4; 0 where none is well-formed.
  ///
  /// Table 3-7 of the Unicode Standard, version 16.0.
  func characterLength(at i: Int) -> Int {
    let first = self[i]
    if first < 0x80 { return 1 }
    let length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0
    return subpartLength(at: i) == length ? length : 0
  }

  /// Length of the maximal subpart at an offset that is not ASCII: as much of a character as is
  /// well-formed, at least 1; https://encoding.spec.whatwg.org/#utf-8-decoder.
  func subpartLength(at i: Int) -> Int {
    let first = self[i]
    guard first >= 0xC2, first < 0xF5 else { return 1 }
    let needed = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3
    let low: UInt8 = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80
    let high: UInt8 = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF
    guard i + 1 < count, self[i + 1] >= low, self[i + 1] <= high else { return 1 }
    var length = 2
    while length <= needed, i + length < count, self[i + length] & 0xC0 == 0x80 { length += 1 }
    return Swift.min(length, needed + 1)
  }

  /// Where the first byte that is not UTF-8 stands; `nil` if all of it is.
  var firstUndecodable: Int? { utf8Survey.firstUndecodable }

  /// Checks for UTF-8, and counts the characters beyond ASCII up to the first bad byte.
  var utf8Survey: (firstUndecodable: Int?, beyondASCII: Int) {
    guard let baseAddress else { return (nil, 0) }
    let raw = UnsafeRawPointer(baseAddress)
    var i = 0
    var beyondASCII = 0
    while i < count {
      if self[i] < 0x80 {
        i += 1
        while i + 8 <= count,
          raw.loadUnaligned(fromByteOffset: i, as: UInt64.self) & 0x8080_8080_8080_8080 == 0
        {
          i += 8
        }
      } else {
        let length = characterLength(at: i)
        if length == 0 { return (i, beyondASCII) }
        beyondASCII += 1
        i += length
      }
    }
    return (nil, beyondASCII)
  }

  /// The bytes with U+FFFD for each maximal subpart that is not UTF-8, and those runs.
  func repaired(maximumMarks: Int) -> (text: [UInt8], undecodable: [Undecodable]) {
    var text: [UInt8] = []
    text.reserveCapacity(count + 64)
    var marks: [Undecodable] = []
    var copied = 0
    var i = 0
    while i < count {
      let length = characterLength(at: i)
      if length > 0 {
        i += length
        continue
      }
      text.append(contentsOf: self[copied..<i])
      let lower = (bytes: i, text: text.count)
      while i < count, characterLength(at: i) == 0 {
        i += subpartLength(at: i)
        text.append(contentsOf: [0xEF, 0xBF, 0xBD])
      }
      if marks.count < maximumMarks {
        let bytes = self[lower.bytes..<Swift.min(i, lower.bytes + 33)]
        marks.append(Undecodable(bytes: Array(bytes), span: lower.text..<text.count))
      }
      copied = i
    }
    text.append(contentsOf: self[copied..<count])
    return (text, marks)
  }
}
