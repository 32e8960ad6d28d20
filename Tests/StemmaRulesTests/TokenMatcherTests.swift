import Foundation
import StemmaRules
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

/// The English lexicon as it stands in the repository.
let english: Lexicon = {
  let path = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../rules/lexicon/en/en.lexicon")
  guard let bytes = try? Data(contentsOf: path), let lexicon = try? Lexicon(compiled: Array(bytes))
  else { return .empty }
  return lexicon
}()

private func matches(_ pattern: String, in text: String) throws -> [String] {
  let matcher = try TokenMatcher([TokenPattern(pattern)], lexicon: english)
  let document = plain(text)
  return matcher.matches(in: document, Segmentation(document)).map { document.words(at: $0.span) }
}

@Suite struct `Matching token patterns` {
  @Test(arguments: [
    ("more than", "No More than that", ["More than"]),
    ("=May", "In May it may rain.", ["May"]),
    ("@be @verb-base-only", "Japan is observe the result.", ["is observe"]),
    ("@be @verb-base-only", "Japan is observing the result.", []),
    ("@foreign to @verb-base", "this resolution, com to obtain weapons", ["com to obtain"]),
    (
      "@spokesperson @nationality @person-noun", "the spokesperson Japanese man, X",
      ["spokesperson Japanese man"]
    ),
    ("in more !than&shape:number", "in more 24 years old", ["in more 24"]),
    (
      "<n:@noun> of _{1,5} =n:", "a violation of the UN Security Council violation.",
      [
        "violation of the UN Security Council violation"
      ]
    ),
    ("<n:@noun> of _{1,5} ~n:", "a violation of the violations", ["violation of the violations"]),
    ("lemma:sign [[ a ]] @noun", "He signed a treaty", ["a"]),
    ("( more | less ) ⟦ shape:number ⟧ @time-unit", "less 5 days", ["5"]),
    ("^ @be shape:lower", "Was hidden. It was hidden.", ["Was hidden"]),
    ("the a? !a b{0,2} end", "the x b b end, the a x end", ["the x b b end", "the a x end"]),
    ("shape:year $", "in 1999", ["1999"]),
    ("\\( @agency \\)", "ISTANBUL (AA) now", ["(AA)"]),
    ("\" shape:lower", "\"a", ["\"a"]),
    ("don't", "They don’t.", ["don’t"]),
    ("rest & recreation !", "Rest & recreation!", ["Rest & recreation!"]),
    ("a", "A a. a b", ["A", "a", "a"]),
    ("cat dog", "cat. Dog", []),
    (
      "shape:unmarked-thousands", "5038 goals, 146000 dead, 1,500 in 1999, 0123 or 12",
      ["5038", "146000"]
    ),
    (
      "shape:misgrouped-thousands", "276,0000 of 5.17,000 and 1,500,000; 0,1234, 2.5 or May 1,2019",
      ["276,0000", "5.17,000"]
    ),
    ("shape:unknown", "the xyzzyq house", ["xyzzyq"]),
  ])
  func `finds just what is written`(pattern: String, text: String, expected: [String]) throws {
    #expect(try matches(pattern, in: text) == expected)
  }

  @Test func `keeps what a message names`() throws {
    let matcher = try TokenMatcher([TokenPattern("@be <v:@verb-base-only>")], lexicon: english)
    let document = plain("Japan is observe the result.")
    let match = try #require(matcher.matches(in: document, Segmentation(document)).first)
    #expect(match.parts.map(\.name) == ["v"])
    #expect(match.parts.map { document.words(at: $0.span) } == ["observe"])
    #expect(english.inflected("observe", as: .present) == "observing")
  }

  @Test func `takes classes from rule packs`() throws {
    let matcher = try TokenMatcher(
      [TokenPattern("@fruit @noun")],
      lexicon: english,
      classes: [("fruit", ["apple", "pear"])]
    )
    let document = plain("A pear tree")
    #expect(matcher.matches(in: document, Segmentation(document)).count == 1)
  }

  @Test func `stays within bounds on a pattern made to explode`() throws {
    let pattern = "x " + String(repeating: "( a | a a | a a a )? ", count: 30) + "b"
    let text = "x " + String(repeating: "a ", count: 90)
    #expect(try matches(pattern, in: text).isEmpty)
  }

  @Test(arguments: [
    ("( a", 1, "‘)’ is missing."),
    ("a )", 2, "‘)’ closes nothing."),
    ("a{2", 3, "‘}’ is missing."),
    ("a{3,1}", 2, "Write {m,n} with m ≤ n ≤ 40."),
    ("a ?", 2, "‘?’ has a meaning of its own; write \\ before it to match it."),
    ("", 0, "Nothing to match here; write a token."),
  ])
  func `says what is wrong and where`(pattern: String, offset: Int, problem: String) {
    #expect(throws: TokenPatternError(offset: offset, problem: problem)) {
      try TokenPattern(pattern)
    }
  }

  @Test func `refuses an unknown class and a pattern without a required token`() {
    for (pattern, start) in [
      ("a @natonality", "‘@natonality’ is not a class"), ("* !a", "No token is required"),
      ("a? b?", "No token is required"), ("lemma:xyzzyq", "‘xyzzyq’ is not in the lexicon"),
    ] {
      let error = #expect(throws: TokenMatcherError.self) {
        try TokenMatcher([TokenPattern(pattern)], lexicon: english)
      }
      #expect(error?.cause.problem.hasPrefix(start) == true)
    }
  }
}

@Suite struct `The English lexicon` {
  @Test(arguments: [
    ("observe", "verb-base-only"), ("obtain", "verb-base-only"), ("said", "reporting-verb"),
    ("Japanese", "nationality"), ("com", "foreign-pt"), ("avec", "foreign-fr"),
    ("için", "foreign-tr"), ("und", "foreign-de"), ("children", "noun-plural"),
    ("spokeswoman", "office"), ("writing", "verb-ing"), ("June", "month"), ("went", "verb-past"),
    ("gone", "verb-participle"), ("Tokyo", "place"), ("doctor", "noun-person"),
  ])
  func `knows classes`(word: String, name: String) {
    #expect(english.classes(of: word).contains(name))
  }

  @Test(arguments: [("sign", "verb-base-only"), ("die", "foreign-de"), ("man", "foreign-de")])
  func `does not know more than it should`(word: String, name: String) {
    #expect(!english.classes(of: word).contains(name))
  }

  @Test func `never turns away a word that a slip may stand for, and nearly all others`() {
    func passes(_ word: String) -> Bool {
      Array(word.utf8).withUnsafeBufferPointer(english.mayBeAim)
    }
    let aims = ["government", "because", "the", "tuesday", "japanese", "september", "france"]
    #expect(aims.allSatisfy(passes))
    let letters = Array("etaoinshr")
    let others = (0..<729).map { n in
      "\(letters[n / 81])q\(letters[n / 9 % 9])\(letters[n % 9])vk"
    }
    #expect(others.count(where: passes) < 30)
  }

  @Test func `gives lemmas`() {
    #expect(english.lemmas(of: "signed") == ["sign"])
    #expect(Set(english.lemmas(of: "saw")).isSuperset(of: ["see"]))
  }

  @Test func `refuses bytes that are no lexicon`() {
    #expect(throws: LexiconError.notALexicon) { try Lexicon(compiled: [1, 2, 3]) }
    #expect(throws: LexiconError.damaged) {
      try Lexicon(compiled: Array("STEMLEX3".utf8) + [UInt8](repeating: 255, count: 48))
    }
  }
}
