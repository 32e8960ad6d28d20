import StemmaMarkup
import StemmaText
import Testing

@Suite struct `Decoding of bytes` {
  @Test(
    arguments: [
      ([0xEF, 0xBB, 0xBF, 0x68, 0x69], "hi", "UTF-8", true),
      ([0xFF, 0xFE, 0x68, 0, 0xE9, 0], "hé", "UTF-16LE", true),
      ([0xFE, 0xFF, 0, 0x68, 0xD8, 0x3D, 0xDE, 0], "h😀", "UTF-16BE", true),
      ([0xFF, 0xFE, 0, 0, 0x68, 0, 0, 0], "h", "UTF-32LE", true),
      ([0x68, 0, 0x69, 0, 0x20, 0, 0x19, 0x20], "hi ’", "UTF-16LE", false),
      ([0, 0x68, 0, 0x69], "hi", "UTF-16BE", false),
      (
        [0x63, 0x61, 0x66, 0xE9, 0x20, 0x93, 0x6F, 0x75, 0x69, 0x94, 0x20]
          + Array("et encore".utf8),
        "café “oui” et encore", "windows-1252", false
      ),
    ] as [([UInt8], String, String, Bool)]
  )
  func `finds the encoding in the bytes`(
    bytes: [UInt8],
    text: String,
    name: String,
    hasMark: Bool
  ) throws {
    let document = try document(from: bytes, as: .text)
    #expect(document.words(at: Span(0..<document.text.count)) == text)
    #expect(document.encoding.used == name)
    #expect(document.encoding.hasByteOrderMark == hasMark)
    #expect(document.encoding.isVerbatim == (name == "UTF-8"))
    #expect(document.lineage.edits.map(\.rule) == (hasMark ? ["byte-order-mark"] : []))
    try expectAccount(of: document)
  }

  @Test(
    arguments: [
      ("<meta charset=windows-1251><p>", [0xCF, 0xF0, 0xE8], "При", "windows-1251"),
      ("<?xml version='1.0' encoding='iso-8859-2'?><p>", [0xB1], "ą", "ISO-8859-2"),
      (
        "<meta http-equiv=x content='text/html; charset=iso-8859-1'><p>", [0x80], "€",
        "windows-1252"
      ),
      ("<!-- <meta charset=koi8-r> --><meta charset=\"utf-8\"><p>", [0xC3, 0xA9], "é", "UTF-8"),
      ("<meta charset=shift_jis><p>", [0x93, 0xFA, 0x96, 0x7B], "日本", "Shift_JIS"),
      ("<meta charset=iso-8859-1><p>", [0xC3, 0xA9, 0xC3, 0xA9], "éé", "UTF-8"),
      ("<meta charset=utf-16><p>", [0xC3, 0xA9], "é", "UTF-8"),
      ("<meta charset=utf-7><p>", Array("+ADw-".utf8), "+ADw-", "UTF-8"),
    ] as [(String, [UInt8], String, String)]
  )
  func `believes what a page declares, unless the bytes say otherwise`(
    head: String,
    bytes: [UInt8],
    text: String,
    name: String
  ) throws {
    let document = try document(from: Array(head.utf8) + bytes, as: .html)
    #expect(document.words(at: Span(0..<document.text.count)) == text)
    #expect(document.encoding.used == name)
  }

  @Test func `believes the XML declaration that a text begins with, but no element`() throws {
    let feed = Array("<?xml version='1.0' encoding='iso-8859-7'?>".utf8) + [0xC7, 0xE1]
    #expect(try document(from: feed, as: .text).encoding.used == "ISO-8859-7")
    let words = Array("<meta charset=iso-8859-7> The caf".utf8) + [0xE9]
    #expect(try document(from: words, as: .text).encoding.used == "windows-1252")
  }

  @Test func `believes the transport before the page`() throws {
    let page = Array("<meta charset=utf-8><p>".utf8) + [0xCF, 0xF0]
    let document = try document(from: page, as: .html, charset: "windows-1251")
    #expect(document.words(at: Span(0..<document.text.count)) == "Пр")
    #expect(document.remarks.map(\.event) == [.conflictingEncoding])
    #expect(document.encoding.declared == "windows-1251")
  }

  @Test(
    arguments: [
      ([0x61, 0xFF, 0xFE, 0x62], "a\u{FFFD}\u{FFFD}b", ["FF FE"]),
      ([0xE2, 0x82], "\u{FFFD}", ["E2 82"]),
      ([0xED, 0xA0, 0x80, 0x61], "\u{FFFD}\u{FFFD}\u{FFFD}a", ["ED A0 80"]),
      ([0xF0, 0x90, 0x80, 0x61, 0xC0, 0xAF], "\u{FFFD}a\u{FFFD}\u{FFFD}", ["F0 90 80", "C0 AF"]),
    ] as [([UInt8], String, [String])]
  )
  func `puts U+FFFD for each maximal subpart and says which bytes stood there`(
    bytes: [UInt8],
    text: String,
    details: [String]
  ) throws {
    let document = try document(from: bytes, as: .text, charset: "utf-8")
    #expect(document.words(at: Span(0..<document.text.count)) == text)
    #expect(document.remarks.map(\.detail) == details)
    #expect(document.remarks.allSatisfy { $0.event == .undecodableBytes })
    #expect(!document.encoding.isVerbatim)
  }

  @Test func `takes NUL and control characters out of text, with a remark a run`() throws {
    let bytes = Array("a\0\0b\0\nAF\u{1}TER\u{1B}[31m \u{92}x\u{C}y\u{81}\u{7F}\n".utf8)
    let document = try document(from: bytes, as: .text)
    #expect(String(decoding: document.text, as: UTF8.self) == "ab\nAFTER ’x\ny\n")
    #expect(
      document.remarks.map(\.event)
        == [.nul, .nul] + [ReaderEvent](repeating: .controlCharacter, count: 5)
    )
    #expect(document.remarks.prefix(2).map(\.span.range) == [1..<1, 2..<2])
    #expect(document.lineage.applied(to: bytes) == document.text)
  }

  @Test func `reads nothing as nothing`() throws {
    for format in InputFormat.allCases where format != .ndjson && format != .warc {
      let document = try document(from: [], as: format)
      #expect(document.text.isEmpty && document.blocks.isEmpty)
    }
  }
}

@Suite struct `Lines of text` {
  @Test(arguments: [
    ("One.\nTwo.\n", ["One.", "Two."]),
    ("One.\r\nTwo.\rThree.\u{2028}Four.", ["One.", "Two.", "Three.", "Four."]),
    ("\n\n  \nOne.\n\nTwo.", ["One.", "Two."]),
    (
      "UYARI: Küfür, hakaret, rencide edici cümleler veya imalar, yazılmamış,\nTürkçe karakter yok.",
      [
        "UYARI: Küfür, hakaret, rencide edici cümleler veya imalar, yazılmamış,\nTürkçe karakter yok."
      ]
    ),
    (
      "The government said on Thursday that it was\nconcerned about it.\nAnd then",
      ["The government said on Thursday that it was\nconcerned about it.", "And then"]
    ),
    ("A short head\nand another", ["A short head", "and another"]),
    (
      "It was a bright cold day in April, and the\nclocks were striking thirteen. Winston Smith\nslipped quickly through the glass doors of\nVictory Mansions.",
      [
        "It was a bright cold day in April, and the\nclocks were striking thirteen. Winston Smith\nslipped quickly through the glass doors of\nVictory Mansions."
      ]
    ),
  ])
  func `are blocks, wrapped ones together`(text: String, blocks: [String]) throws {
    let document = try document(from: Array(text.utf8), as: .text)
    #expect(document.blocks.map { document.words(at: $0.span) } == blocks)
    #expect(document.text == document.received)
  }
}
