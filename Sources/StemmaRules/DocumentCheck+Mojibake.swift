import StemmaText

// UTF-8 that was decoded as Windows-1252 or Latin-1: found by decoding it the right way.
extension CheckedDocument {
  /// Runs of characters whose bytes in Windows-1252 are UTF-8, with the text they stand for.
  ///
  /// One accidental pair is possible (an accented capital before a closing quotation mark), so a
  /// single character counts only where its bytes begin as those of common mistakes do.
  var mojibake: [DocumentCheck.Sighting] {
    text.withUnsafeBufferPointer { text in
      var found: [DocumentCheck.Sighting] = []
      var i = 0
      while i + 2 < text.count {
        guard text[i] == 0xc3, 0x82...0xb4 ~= text[i + 1], text[i + 2] >= 0x80 else {
          i += 1
          continue
        }
        guard let run = MojibakeRun(in: text, at: i), run.isSure(after: i > 0 ? text[i - 1] : 0x20)
        else {
          i += 2
          continue
        }
        found.append(DocumentCheck.Sighting(Span(i..<run.end), suggestion: run.repair))
        i = run.end
      }
      return found
    }
  }
}

/// Characters one after the other that are the bytes of UTF-8 sequences.
private struct MojibakeRun {
  /// The bytes they stand for.
  private(set) var bytes: [UInt8] = []

  /// How many sequences.
  private(set) var count = 0

  /// Offset after the last character.
  private(set) var end: Int

  /// Reads as many sequences as follow one another; `nil` without one.
  init?(in text: UnsafeBufferPointer<UInt8>, at start: Int) {
    end = start
    while let (sequence, next) = Self.sequence(in: text, at: end) {
      bytes += sequence
      count += 1
      end = next
    }
    if count == 0 { return nil }
  }

  /// The text; `nil` where a part of it was lost before.
  var repair: String? {
    var bytes = self.bytes
    // What went wrong once often went wrong twice; a third time is not looked for.
    let again = bytes.withUnsafeBufferPointer { text in
      MojibakeRun(in: text, at: 0).flatMap { $0.end == text.count ? $0.bytes : nil }
    }
    if let again { bytes = again }
    let repaired = String(decoding: bytes, as: UTF8.self)
    return repaired.unicodeScalars.contains("\u{fffd}") ? nil : repaired
  }

  /// Whether no other reading is likely, given the byte before the run.
  func isSure(after before: UInt8) -> Bool {
    if count > 1 { return !bytes.allSatisfy { $0 >= 0xc2 || Self.isMark($0) } }
    let isInCapitals = 0x41...0x5a ~= before
    switch bytes[0] {
    case 0xc2: return bytes[1] >= 0xa0 && bytes[1] != 0xad && !isInCapitals
    case 0xc3: return !(isInCapitals && Self.isMark(bytes[1])) && bytes[1] != 0xad
    case 0xc4, 0xc5: return !Self.isMark(bytes[1]) && !isInCapitals
    case 0xe2: return [0x80, 0x82, 0x84].contains(bytes[1])
    case 0xef: return bytes[1] == 0xbb && bytes[2] == 0xbf || bytes[1] == 0xbf && bytes[2] == 0xbd
    case 0xf0: return bytes[1] == 0x9f
    default: return false
    }
  }

  /// Whether a byte is a quotation mark, a dash or another mark that may follow a letter.
  private static func isMark(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x80, 0x82, 0x84, 0x85, 0x8b, 0x91...0x97, 0x99, 0x9b, 0xab, 0xae, 0xb0, 0xb7, 0xbb: true
    default: false
    }
  }

  /// The next UTF-8 sequence of two bytes or more, and the offset after its characters.
  private static func sequence(
    in text: UnsafeBufferPointer<UInt8>,
    at start: Int
  ) -> (bytes: [UInt8], end: Int)? {
    guard var (lead, end) = byte(in: text, at: start), 0xc2...0xf4 ~= lead else { return nil }
    var bytes = [lead]
    for _ in 0..<(lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3) {
      guard let (next, after) = byte(in: text, at: end), 0x80...0xbf ~= next else { return nil }
      bytes.append(next)
      end = after
    }
    lead = bytes[1]
    switch bytes[0] {
    case 0xe0 where lead < 0xa0, 0xed where lead > 0x9f, 0xf0 where lead < 0x90,
      0xf4 where lead > 0x8f:
      return nil
    default: return (bytes, end)
    }
  }

  /// The byte that a character beyond ASCII is in Windows-1252, or in Latin-1 where that has none.
  private static func byte(
    in text: UnsafeBufferPointer<UInt8>,
    at offset: Int
  ) -> (UInt8, Int)? {
    guard offset < text.count, text[offset] >= 0x80 else { return nil }
    let (value, length) = scalar(in: text, at: offset)
    if value < 0x100 { return (UInt8(value), offset + length) }
    guard let place = upper.firstIndex(of: value) else { return nil }
    return (0x80 + UInt8(place), offset + length)
  }

  /// Windows-1252 from 0x80 to 0x9F (https://encoding.spec.whatwg.org/index-windows-1252.txt).
  private static let upper: [UInt32] = [
    0x20ac, 0x81, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8d, 0x017d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
    0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d, 0x017e, 0x0178,
  ]
}
