/// What the bytes from 0x80 on mean in an encoding of one byte a character.
///
/// The C library is asked once for each byte. Asked for whole texts it would join letters and the
/// accents behind them in windows-1255 and windows-1258, which the Encoding Standard does not.
struct CodePage: Sendable {
  let encoding: Encoding
  let scalars: [Unicode.Scalar]
  let isCapital: [Bool]
  let isSmall: [Bool]

  /// `nil` where the C library does not know the encoding.
  init?(_ encoding: Encoding) {
    guard let converter = Converter(from: encoding, maximumMarks: 0) else { return nil }
    self.encoding = encoding
    // A space behind each byte makes the library give up a letter that it holds back.
    let all: [UInt8] = (UInt8(0x80)...0xFF).flatMap { [$0, 0x20] as [UInt8] }
    let text = all.withUnsafeBufferPointer { converter.converted($0).text }
    let characters = String(decoding: text, as: UTF8.self).unicodeScalars.split(separator: " ")
    guard characters.count == 128 else { return nil }
    scalars = characters.compactMap(\.first)
    isCapital = scalars.map(\.properties.isUppercase)
    isSmall = scalars.map(\.properties.isLowercase)
  }

  /// The page of a label.
  static func named(_ label: String) -> CodePage? { Encoding(label: label).flatMap(CodePage.init) }

  /// The text in UTF-8, with U+FFFD for bytes that mean nothing.
  func decoded(
    _ bytes: Source,
    maximumMarks: Int
  ) -> (text: [UInt8], undecodable: [Undecodable]) {
    var transcript = Transcript(reserving: bytes.count * 2, maximumMarks: maximumMarks)
    let characters = scalars.map { Array(UTF8.encode($0) ?? UTF8.encodedReplacementCharacter) }
    var i = 0
    while i < bytes.count {
      let start = i
      while i < bytes.count, bytes[i] < 0x80 { i += 1 }
      if i > start { transcript.append(bytes[start..<i]) }
      guard i < bytes.count else { break }
      let index = Int(bytes[i] - 0x80)
      if scalars[index] == "\u{FFFD}" {
        transcript.appendReplacement(for: bytes[i...i])
      } else {
        transcript.append(characters[index])
      }
      i += 1
    }
    transcript.close()
    return (transcript.text, transcript.undecodable)
  }
}
