import Testing

@testable import StemmaRules

@Suite struct `Matching patterns` {
  @Test(arguments: [
    ("colou?r", "the colour, the color", ["colour", "color"]),
    ("(?i)straße", "STRASSE Straße straẞe", ["STRASSE", "Straße", "straẞe"]),
    ("(?i)masse", "Maße, MASSE", ["Maße", "MASSE"]),
    ("(?i)istanbul", "İstanbul ISTANBUL istanbul ıstanbul", ["İstanbul", "ISTANBUL", "istanbul"]),
    ("(?i)ısı", "ISI ısı isi", ["ISI", "ısı"]),
    ("(?i)новости", "НОВОСТИ Новости", ["НОВОСТИ", "Новости"]),
    (#"\bкот\b"#, "кот который скот", ["кот"]),
    (#"\w+-Verlag"#, "der Müller-Verlag", ["Müller-Verlag"]),
    (#"[“"]quoted[”"]"#, "“quoted” \"quoted”", ["“quoted”", "\"quoted”"]),
    ("foo|foobar", "foobar", ["foo"]),
    ("foobar|foo", "foobar", ["foobar"]),
    ("<.+?>x*", "<b>xx<i>", ["<b>xx", "<i>"]),
    ("^Abc$", "Abc\nxAbc\nAbc", ["Abc", "Abc"]),
    (#"\p{Lu}{2,3}abc"#, "XYZWabc ÄÖabc", ["YZWabc", "ÄÖabc"]),
    (#"\p{Han}+abc"#, "漢字abc abc", ["漢字abc"]),
    (#"\p{Cyrillic}+abc"#, "абвabc", ["абвabc"]),
    (#"[^\s,]+abc"#, "x, yabc", ["yabc"]),
    (#"\x{2026}abc"#, "…abc", ["…abc"]),
  ])
  func `finds the leftmost match its syntax asks for`(
    source: String,
    text: String,
    expected: [String]
  ) throws {
    let bytes = Array(text.utf8)
    let found = try Pattern(source).matches(in: text).map {
      String(decoding: bytes[$0.range], as: UTF8.self)
    }
    #expect(found == expected)
  }

  @Test func `reports the places of groups by number and name`() throws {
    let pattern = try Pattern(#"(?<day>\d{1,2})\. (Januar|Februar) (?<year>\d{4})"#)
    let match = try #require(pattern.matches(in: "Am 3. Februar 2024.").first)
    #expect(match.groups == [3..<18, 3..<4, 6..<13, 14..<18])
    #expect(pattern.groupNames.map(\.name) == ["day", "year"])
    #expect(pattern.groupNames.map(\.number) == [1, 3])
  }

  @Test(arguments: [
    (#"(\w)\1abc"#, "back-references are not read"),
    ("abc(?=d)", "look-around"),
    ("abc(?<!d)", "look-around"),
    ("(abc", "not closed"),
    ("abc)", "closes nothing"),
    ("[abc", "not closed"),
    ("*abc", "repeats nothing"),
    ("abc{2000}", "more than 1000 repetitions"),
    (#"\p{Foo}abc"#, "not a property"),
    (#"\qabc"#, "means nothing"),
    ("(((abc{900}){900}){900}){900}", "larger than"),
  ])
  func `refuses what cannot be matched in linear time, or not be read`(
    source: String,
    fault: String
  ) {
    do throws(PatternError) {
      _ = try Pattern(source)
      Issue.record("‘\(source)’ was accepted.")
    } catch {
      #expect(error.fault.contains(fault), "\(error.fault)")
    }
  }

  @Test(arguments: [
    ("colou?r", ["color", "colour"]),
    (#"(?:Monday|Tuesday) \d+"#, ["monday ", "tuesday "]),
    (#"\w+@example\.org"#, ["@example.org"]),
    (#"(?i)Straße"#, ["strasse"]),
    (#"read\s+more"#, ["read more"]),
    (#"x’s"#, ["x's"]),
    (#"\d+"#, []),
    (#"a*b*"#, []),
    ("abc|d", []),
    (#"\{\{\w+\}\}"#, ["{{"]),
    (#"©\s*\d+"#, ["©"]),
    ("[，。！]+", ["。", "！", "，"]),
  ])
  func `names a text that every match contains`(source: String, expected: [String]) throws {
    let literals = try Pattern(source).requiredLiterals
    #expect(literals.map { String(decoding: $0, as: UTF8.self) } == expected)
  }

  @Test(arguments: ["^(a+)+$|xyz", "(a|aa)+$|xyz", "(a*)*b|xyz", "(.*)(.*)(.*)(.*)(.*)[^x]{20}xyz"])
  func `takes time that grows with the text alone`(source: String) throws {
    let text = String(repeating: "a", count: 20_000) + "!"
    let start = ContinuousClock.now
    _ = try Pattern(source).matches(in: text)
    #expect(ContinuousClock.now - start < .seconds(20))
  }

  @Test func `matches what a naive backtracking matcher does`() throws {
    var generator = RandomPatterns(seed: 42)
    var compared = 0
    for _ in 0..<3_000 {
      let node = generator.node(depth: 3)
      let source = node.source
      let pattern = try Pattern(source)
      for _ in 0..<4 {
        let text = generator.text()
        let expected = node.firstMatch(in: Array(text.unicodeScalars))
        let found = pattern.matches(in: text).first?.range
        let scalars = Array(text.unicodeScalars)
        let bytes = expected.map { range in
          scalars[..<range.lowerBound].utf8Count..<scalars[..<range.upperBound].utf8Count
        }
        #expect(found == bytes, "\(source) in ‘\(text)’")
        compared += 1
      }
    }
    #expect(compared == 12_000)
  }

  @Test func `finds a required text in every match`() throws {
    var generator = RandomPatterns(seed: 7)
    for _ in 0..<2_000 {
      let node = generator.node(depth: 3)
      let pattern = try Pattern(node.source)
      let literals = pattern.requiredLiterals.map { String(decoding: $0, as: UTF8.self) }
      guard !literals.isEmpty else { continue }
      for _ in 0..<10 {
        let text = generator.text()
        guard !pattern.matches(in: text).isEmpty else { continue }
        let folded = String(decoding: FoldedText(Array(text.utf8)).bytes, as: UTF8.self)
        #expect(literals.contains { folded.contains($0) }, "\(node.source) in ‘\(text)’")
      }
    }
  }
}

/// A pattern that a naive matcher can run too.
private indirect enum Oracle {
  case scalar(Unicode.Scalar)
  case any
  case wordEdge
  case start
  case end
  case sequence([Oracle])
  case either(Oracle, Oracle)
  case many(Oracle, least: Int, most: Int?, isLazy: Bool)

  var source: String {
    switch self {
    case .scalar(let scalar): "\(scalar)"
    case .any: "."
    case .wordEdge: "\\b"
    case .start: "^"
    case .end: "$"
    case .sequence(let nodes): nodes.map(\.source).joined()
    case .either(let a, let b): "(?:\(a.source)|\(b.source))"
    case .many(let node, let least, let most, let isLazy):
      "(?:\(node.source)){\(least),\(most.map { "\($0)" } ?? "")}" + (isLazy ? "?" : "")
    }
  }

  func firstMatch(in text: [Unicode.Scalar]) -> Range<Int>? {
    for start in 0...text.count {
      if let end = match(text, start, { $0 }) { return start..<end }
    }
    return nil
  }

  private func match(_ text: [Unicode.Scalar], _ i: Int, _ next: (Int) -> Int?) -> Int? {
    switch self {
    case .scalar(let scalar): return i < text.count && text[i] == scalar ? next(i + 1) : nil
    case .any: return i < text.count && text[i] != "\n" ? next(i + 1) : nil
    case .wordEdge:
      let before = i > 0 && text[i - 1].properties.isAlphabetic
      let after = i < text.count && text[i].properties.isAlphabetic
      return before != after ? next(i) : nil
    case .start: return i == 0 || text[i - 1] == "\n" ? next(i) : nil
    case .end: return i == text.count || text[i] == "\n" ? next(i) : nil
    case .sequence(let nodes):
      guard let first = nodes.first else { return next(i) }
      return first.match(text, i) {
        Oracle.sequence(Array(nodes.dropFirst())).match(text, $0, next)
      }
    case .either(let a, let b): return a.match(text, i, next) ?? b.match(text, i, next)
    case .many(let node, let least, let most, let isLazy):
      if least > 0 {
        let rest = Oracle.many(node, least: least - 1, most: most.map { $0 - 1 }, isLazy: isLazy)
        return node.match(text, i) { rest.match(text, $0, next) }
      }
      if most == 0 { return next(i) }
      let rest = Oracle.many(node, least: 0, most: most.map { $0 - 1 }, isLazy: isLazy)
      // A turn that takes nothing is no turn, where turns have no bound.
      func turn() -> Int? {
        node.match(text, i) { $0 == i && most == nil ? nil : rest.match(text, $0, next) }
      }
      return isLazy ? next(i) ?? turn() : turn() ?? next(i)
    }
  }
}

/// Small patterns and texts, the same for the same seed.
private struct RandomPatterns {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  private mutating func number(below limit: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % limit
  }

  mutating func node(depth: Int) -> Oracle {
    switch number(below: depth == 0 ? 6 : 10) {
    case 0...3: return .scalar(["a", "b", "é", "я"][number(below: 4)])
    case 4: return .any
    case 5: return [.wordEdge, .start, .end, .scalar(" ")][number(below: 4)]
    case 6, 7: return .sequence((0..<(1 + number(below: 4))).map { _ in node(depth: depth - 1) })
    case 8: return .either(node(depth: depth - 1), node(depth: depth - 1))
    default:
      let least = number(below: 3)
      let most = number(below: 2) == 0 ? nil : least + number(below: 3)
      let isLazy = number(below: 3) == 0
      return .many(node(depth: depth - 1), least: least, most: most, isLazy: isLazy)
    }
  }

  mutating func text() -> String {
    var text = ""
    for _ in 0..<number(below: 9) {
      text += ["a", "b", "é", "я", " ", "\n"][number(below: 6)]
    }
    return text
  }
}

extension ArraySlice<Unicode.Scalar> {
  fileprivate var utf8Count: Int { reduce(0) { $0 + String($1).utf8.count } }
}
