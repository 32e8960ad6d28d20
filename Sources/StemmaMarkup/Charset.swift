internal import StemmaText

/// Bytes as they arrived, made into UTF-8, with an account of what that took.
struct Decoding {
  /// Something decoding saw, at a place in `received`.
  struct Mark: Equatable {
    let event: ReaderEvent
    let span: Range<Int>
    let detail: String
  }

  /// The text, always valid UTF-8; a byte-order mark is still part of it.
  let received: [UInt8]

  /// What was declared, and what was used.
  let encoding: TextEncoding

  /// What was seen, by position.
  let marks: [Mark]

  /// Marks of one kind that are kept; ten thousand are as good as a million.
  let maximumMarks: Int

  /// Decodes bytes; `declaresItself` says whether a `<meta>` is believed.
  ///
  /// An XML declaration always is.
  init(of bytes: [UInt8], transport: String?, declaresItself: Bool, maximumMarks: Int) {
    let choice = bytes.withUnsafeBufferPointer {
      EncodingChoice(for: $0, transport: transport, declaresItself: declaresItself)
    }
    var marks: [Mark] = choice.marks
    if choice.encoding == .utf8, choice.isKnownValid {
      received = bytes
    } else {
      let result = bytes.withUnsafeBufferPointer {
        decoded($0, from: choice.encoding, maximumMarks: maximumMarks)
      }
      received = result.text
      marks += result.undecodable.map {
        Mark(event: .undecodableBytes, span: $0.span, detail: hexadecimal($0.bytes))
      }
    }
    encoding = TextEncoding(
      declared: choice.declared,
      used: choice.encoding.name,
      hasByteOrderMark: choice.hasByteOrderMark,
      isVerbatim: received == bytes
    )
    self.marks = marks
    self.maximumMarks = maximumMarks
  }
}

/// At most 32 bytes as `C3 28`, and an ellipsis for the rest.
private func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789ABCDEF".utf8)
  var text: [UInt8] = []
  for byte in bytes.prefix(32) {
    if !text.isEmpty { text.append(0x20) }
    text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
  return String(decoding: text, as: UTF8.self) + (bytes.count > 32 ? " …" : "")
}

/// Which encoding a text is in, and on whose word.
struct EncodingChoice {
  private(set) var encoding: Encoding
  private(set) var declared: String?
  private(set) var hasByteOrderMark = false

  /// Whether the bytes are known to be UTF-8.
  private(set) var isKnownValid = false
  private(set) var marks: [Decoding.Mark] = []

  init(for bytes: Source, transport: String?, declaresItself: Bool) {
    let own = declaresItself ? bytes.declaredLabel : bytes.labelOfXMLDeclaration
    declared = transport ?? own
    if let marked = bytes.encodingOfByteOrderMark {
      encoding = marked
      hasByteOrderMark = true
      isKnownValid = marked == .utf8 && bytes.firstUndecodable == nil
      note(conflictOf: declared, with: marked)
      return
    }
    if let transport, let named = Encoding(label: transport) {
      encoding = named
      isKnownValid = named == .utf8 && bytes.firstUndecodable == nil
      note(conflictOf: own, with: named)
      return
    }
    if let wide = bytes.unmarkedUTF32 ?? bytes.wideEncoding {
      encoding = wide
      marks.append(.init(event: .undeclaredEncoding, span: 0..<0, detail: wide.name))
      return
    }
    let survey = bytes.utf8Survey
    isKnownValid = survey.firstUndecodable == nil
    guard let own, let named = Encoding(label: own) else {
      let hasEscapes = bytes.first(0x1B, from: 0, to: bytes.count) < bytes.count
      let isUTF8 = isKnownValid && !hasEscapes || bytes.isMostlyUTF8
      encoding = isUTF8 ? .utf8 : detectedEncoding(of: bytes) ?? bytes.fallbackEncoding
      if encoding != .utf8 {
        marks.append(.init(event: .undeclaredEncoding, span: 0..<0, detail: encoding.name))
      }
      return
    }
    // A document that was read as ASCII up to here is not UTF-16, whatever it says; and text that
    // is UTF-8 by chance is short: each character beyond ASCII makes chance less likely.
    let isSurelyUTF8 = isKnownValid && survey.beyondASCII >= (named.isSingleByte ? 2 : 8)
    encoding = !named.isASCIICompatible || isSurelyUTF8 ? .utf8 : named
    if named.isASCIICompatible { note(conflictOf: own, with: encoding) }
  }

  private mutating func note(conflictOf label: String?, with encoding: Encoding) {
    guard let label, let other = Encoding(label: label), other != encoding else { return }
    let isSameFamily = other.name.hasPrefix("UTF-16") && encoding.name.hasPrefix("UTF-16")
    guard !isSameFamily, encoding.isASCIICompatible == other.isASCIICompatible else { return }
    marks.append(
      .init(event: .conflictingEncoding, span: 0..<0, detail: "\(label), \(encoding.name)")
    )
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The encoding that a byte-order mark stands for.
  fileprivate var encodingOfByteOrderMark: Encoding? {
    let head = Array(prefix(4))
    if head == [0xFF, 0xFE, 0, 0], count % 4 == 0 { return .utf32LE }
    if head == [0, 0, 0xFE, 0xFF] { return .utf32BE }
    if head.starts(with: [0xFF, 0xFE]) { return .utf16LE }
    if head.starts(with: [0xFE, 0xFF]) { return .utf16BE }
    return startsWithByteOrderMark ? .utf8 : nil
  }

  /// UTF-16 without a byte-order mark, by where its zero bytes stand in the first 4 KiB.
  ///
  /// Spaces and ASCII letters have a zero byte; it is the second of two in little-endian text. In
  /// other scripts at least one unit in ten is a space or a mark. Two ASCII letters in one unit
  /// are a Chinese character, or UTF-16 that it is not: few are allowed.
  fileprivate var wideEncoding: Encoding? {
    let pairs = Swift.min(count, 4096) / 2
    guard pairs >= 2, self[0] == 0 || first(0, from: 0, to: pairs * 2) < pairs * 2 else {
      return nil
    }
    var littleEndian = 0
    var bigEndian = 0
    var letters = 0
    for i in 0..<pairs {
      let (a, b) = (self[2 * i], self[2 * i + 1])
      if b == 0, a != 0 { littleEndian += 1 }
      if a == 0, b != 0 { bigEndian += 1 }
      if a.isLetter, b.isLetter { letters += 1 }
    }
    let (most, least) = (Swift.max(littleEndian, bigEndian), Swift.min(littleEndian, bigEndian))
    guard most * 10 >= pairs, least * 20 <= most, letters * 10 <= pairs else { return nil }
    guard most * 10 >= pairs * 7 || count % 2 == 0 else { return nil }
    return littleEndian > bigEndian ? .utf16LE : .utf16BE
  }

  /// What a text of which nothing is known is read as.
  fileprivate var fallbackEncoding: Encoding { looksLikeWindows1252 ? .windows1252 : .utf8 }

  /// Whether bytes that are not UTF-8 are clearly windows-1252: no UTF-8 among them, and each byte
  /// beyond ASCII is an accented letter in a Latin word or a mark such as a quotation mark.
  ///
  /// Runs of more than two such bytes, or words made of them, are another script or encoding.
  private var looksLikeWindows1252: Bool {
    var high = 0
    var letters = 0
    var run = 0
    for (i, byte) in enumerated() {
      guard byte >= 0x80 else {
        run = 0
        if byte.isLetter { letters += 1 }
        if byte < 0x20, !byte.isMarkupSpace { return false }
        continue
      }
      high += 1
      run += 1
      guard run <= 2, ![0x81, 0x8D, 0x8F, 0x90, 0x9D].contains(byte) else { return false }
      if byte >= 0xC2, characterLength(at: i) > 0 { return false }
    }
    return high * 4 <= letters
  }

  /// The label that an XML declaration or a `<meta>` gives; `nil` where there is none.
  ///
  /// Browsers look through 1,024 bytes; of 990 news pages 232 declare later, so 64 KiB are read.
  fileprivate var declaredLabel: String? {
    let end = Swift.min(count, 64 << 10)
    if let label = labelOfXMLDeclaration { return label }
    var i = 0
    while i < end {
      i = first(0x3C, from: i, to: end)
      if matches("<!--", at: i) {
        i = first("-->", from: i + 2, to: end) ?? end
      } else if matches("<meta", at: i) {
        let close = first(0x3E, from: i, to: end)
        if let label = label(after: "charset", from: i, to: close), !label.isEmpty { return label }
        i = close
      } else {
        i += 1
      }
    }
    return nil
  }

  fileprivate var labelOfXMLDeclaration: String? {
    var i = 0
    while i < count, self[i].isMarkupSpace { i += 1 }
    guard matches("<?xml", at: i) else { return nil }
    let end = first(0x3E, from: i, to: Swift.min(count, i + 1024))
    return label(after: "encoding", from: i, to: end)
  }

  private func label(after word: StaticString, from lower: Int, to upper: Int) -> String? {
    guard var i = first(word, from: lower, to: upper) else { return nil }
    i += word.utf8CodeUnitCount
    while i < upper, self[i].isMarkupSpace { i += 1 }
    guard i < upper, self[i] == UInt8(ascii: "=") else { return nil }
    i += 1
    while i < upper, self[i].isMarkupSpace || self[i] == 0x22 || self[i] == 0x27 { i += 1 }
    let start = i
    while i < upper, !self[i].isMarkupSpace, self[i] != 0x22, self[i] != 0x27, self[i] != 0x3B,
      self[i] != 0x2F
    {
      i += 1
    }
    return words(at: start..<Swift.min(i, start + 64))
  }
}
