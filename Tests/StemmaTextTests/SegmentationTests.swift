import StemmaText
import Testing

/// A document without markup: every line that is not blank is a block.
func plain(_ text: String, _ kind: Block.Kind = .paragraph) -> Document {
  let bytes = Array(text.utf8)
  var blocks: [Block] = []
  var start = 0
  for i in 0...bytes.count where i == bytes.count || bytes[i] == UInt8(ascii: "\n") {
    let isBlank = bytes[start..<i].allSatisfy { $0 == UInt8(ascii: " ") }
    if !isBlank { blocks.append(Block(kind, Span(start..<i))) }
    start = i + 1
  }
  return Document(
    mediaType: .text,
    encoding: TextEncoding(declared: nil, used: "UTF-8", hasByteOrderMark: false, isVerbatim: true),
    received: bytes,
    lineage: Lineage(unchanged: bytes.count),
    blocks: blocks
  )
}

private func tokens(_ text: String) -> [String] {
  let document = plain(text)
  return Segmentation(document).tokens.map { document.words(at: $0.span) }
}

private func sentences(_ text: String) -> [String] {
  let document = plain(text)
  return Segmentation(document).sentences.map { document.words(at: $0.span) }
}

@Suite struct `Tokens of a text` {
  @Test(arguments: [
    ("Kim Jong-un didn't sign.", ["Kim", "Jong-un", "didn't", "sign", "."]),
    ("a 24-year-old’s car", ["a", "24-year-old’s", "car"]),
    ("the U.S. and Mr. Smith, Jr.", ["the", "U.S.", "and", "Mr.", "Smith", ",", "Jr", "."]),
    ("1,000.50 at 16:10, 5%", ["1,000.50", "at", "16:10", ",", "5", "%"]),
    ("on 20.06.2024.", ["on", "20.06.2024", "."]),
    ("see https://a.example/b?c=1, now", ["see", "https://a.example/b?c=1", ",", "now"]),
    ("mail a.b@c.org or example.com.", ["mail", "a.b@c.org", "or", "example.com", "."]),
    ("“increasingly difficult”, after", ["“", "increasingly", "difficult", "”", ",", "after"]),
    ("AT&T's 2020-21 season", ["AT&T's", "2020-21", "season"]),
    ("well... he said", ["well", "...", "he", "said"]),
    ("東京は。", ["東", "京", "は", "。"]),
    ("Küfür, hakaret", ["Küfür", ",", "hakaret"]),
    ("June 20. /TASS/.", ["June", "20", ".", "/", "TASS", "/", "."]),
    ("the leaders' plan", ["the", "leaders", "'", "plan"]),
    ("@name #tag", ["@name", "#tag"]),
  ])
  func `keep what belongs together`(text: String, expected: [String]) {
    #expect(tokens(text) == expected)
  }

  @Test func `cover every byte but white space`() {
    let text = "A “b” – c's d... (e) 1,5 €7 x@y.org\u{a0}ß\u{200b} अच्छा।"
    let document = plain(text)
    let spans = Segmentation(document).tokens.map(\.span)
    #expect(zip(spans, spans.dropFirst()).allSatisfy { $0.upper <= $1.lower })
    let covered = spans.reduce(into: Set<Int>()) { $0.formUnion($1.range) }
    let left = document.text.indices.filter { !covered.contains($0) }
    let rest = String(decoding: left.map { document.text[$0] }, as: UTF8.self)
    #expect(rest.unicodeScalars.allSatisfy { $0.properties.isWhitespace || $0 == "\u{200b}" })
  }
}

@Suite struct `Longest tokens` {
  @Test(arguments: [
    (String(repeating: "é", count: 40_000), Token.Kind.word),
    ("https://a.example/" + String(repeating: "b", count: 70_000), .address),
    (String(repeating: "7", count: Token.longest + 1), .number),
  ])
  func `are followed by others of their kind, and no byte is lost`(
    long: String,
    kind: Token.Kind
  ) {
    let document = plain("Read \(long) now.")
    let tokens = Segmentation(document).tokens
    let parts = tokens.dropFirst().dropLast(2)
    #expect(parts.count > 1)
    #expect(parts.map { document.words(at: $0.span) }.joined() == long)
    #expect(parts.allSatisfy { $0.kind == kind && $0.span.count <= Token.longest })
    #expect(parts.map { $0.shape.contains(.afterSpace) }.filter { $0 } == [true])
    #expect(tokens.suffix(2).map { document.words(at: $0.span) } == ["now", "."])
  }

  @Test func `are one token`() {
    let word = String(repeating: "a", count: Token.longest)
    #expect(tokens("\(word) b") == [word, "b"])
  }
}

@Suite struct `Sentences of a text` {
  @Test(arguments: [
    ["Mr. Smith met Gen. Lee.", "They spoke for 3.5 hours."],
    ["Sens. Mary Roe and Ann Poe, and Reps. Lee and Kim, voted.", "The Drs. Roe did not."],
    ["He lives in the U.S. now.", "She does not."],
    ["He left the U.S.", "The war went on."],
    ["J. K. Rowling wrote it.", "George W. Bush read it."],
    ["“We won.”", "He left."],
    ["“We won,” he said."],
    ["“Did we win?” he asked."],
    ["TOKYO, June 20. /TASS/.", "Japan has accused Russia."],
    ["ISTANBUL (AA) -", "Growing ties pose a threat."],
    ["WASHINGTON, Jan. 5 (Reuters) —", "The court ruled."],
    ["It rose in 2019.", "The rest fell."],
    ["No. 10 said no.", "It was Jan. 5 at 5 p.m. in London."],
    ["Well... maybe not.", "Well…", "Then he left."],
    ["他来了。", "她走了！", "好"],
    ["वह आया।", "वह गया।"],
    ["Was ist das?", "Am 20. Juni war es so weit."],
    ["He went home.", "\"Now what?\"", "She did not know."],
    ["It ended.", "The next began."],
  ])
  func `end where a reader would say so`(expected: [String]) {
    let isWide = expected[0].utf8.first == 0xE4
    let text = expected.joined(separator: isWide ? "" : " ")
    #expect(sentences(text) == expected)
  }

  @Test func `may lack the space between them`() {
    #expect(sentences("It ended.The next began.") == ["It ended.", "The next began."])
  }

  @Test func `never cross a block`() {
    #expect(sentences("A headline\nand a line") == ["A headline", "and a line"])
  }
}

@Suite struct `Zones of a document` {
  private let prose =
    "The ministry said that it had not yet received the report from the commission."
  private let other =
    "Another paragraph of the article that is long enough to be running text here."

  private func zones(_ lines: [String]) -> String {
    Segmentation(plain(lines.joined(separator: "\n\n"))).profiles
      .map { String($0.zone.rawValue.prefix(1)) }.joined()
  }

  @Test func `set headline and comment form apart`() {
    #expect(zones(["Headline here", prose, other, "Leave a Reply"]) == "tbbe")
  }

  @Test func `keep a headline between paragraphs in the body`() {
    #expect(zones(["All news", prose, "A related headline", other, prose, "Tags"]) == "tbbbbe")
  }

  @Test func `put a standfirst with furniture behind it at the top`() {
    let lines = [
      "Headline", prose, "Publication: 20.06.2024", "Headline", "Abone Ol", other, prose, other,
    ]
    #expect(zones(lines) == "tttttbbb")
  }

  @Test func `put a lone notice behind furniture at the end`() {
    let lines = ["Headline", prose, other, "Read more", "Sport", "Culture", "Money", prose]
    #expect(zones(lines) == "tbbeeeee")
  }

  @Test func `count prose in another language as no running text`() {
    let turkish =
      "Küfür ve hakaret içeren bir yorum için bu kurallar daha önce olduğu gibi ve çok açık olarak geçerlidir."
    #expect(zones([prose, other, "Be the first to comment", turkish, "News"]) == "bbeee")
  }

  @Test func `are all top where nothing is running text`() {
    #expect(zones(["One", "Two"]) == "tt")
  }
}

@Suite struct `Guessed languages` {
  @Test(arguments: [
    ("en", "The ministry said that it had not yet received the report from the commission."),
    (
      "de",
      "Das Ministerium hat erklärt, dass es den Bericht der Kommission noch nicht erhalten hat."
    ),
    (
      "fr",
      "Le ministère a déclaré que le rapport de la commission n'est pas encore dans les mains."
    ),
    (
      "pt",
      "O ministério disse que ainda não recebeu o relatório da comissão para os seus arquivos."
    ),
    (
      "tr",
      "Bakanlık bu rapor için daha önce olduğu gibi bir açıklama ve çok uzun bir yazı yayımladı."
    ),
    (
      "ru",
      "Министерство заявило, что оно ещё не получило доклад от комиссии и не может его читать."
    ),
    ("ja", "外務省はまだ報告書を受け取っていない。"),
    ("zh", "外交部表示尚未收到委员会的报告。"),
  ])
  func `follow the function words or the script`(language: String, text: String) {
    #expect(Segmentation(plain(text)).language.language == language)
  }

  @Test func `stay open for names and short lines`() {
    #expect(
      Segmentation(plain("Sport Politics Money Weather Video Travel Culture Opinion")).language
        .language == nil
    )
    #expect(Segmentation(plain("Abone Ol")).language.language == nil)
  }
}
