/// The names in a byline: “By Ann Lee and Bo Ek | Coast Daily” names two people.
struct Byline {
  /// People, without “By”, roles, places and degrees.
  private(set) var people: [String] = []

  /// Desks and houses.
  private(set) var organisations: [String] = []

  /// News agencies, by their codes.
  private(set) var agencies: [Vocabulary.Row] = []

  /// Whether it began with “By” or the like.
  private(set) var isIntroduced = false

  /// Where a byline was found, and so how much in it is taken for a name.
  enum Manner {
    /// A page says of it that it is one name or several.
    case stated
    /// An element of a page is named after authors.
    case named
    /// It is a line of the page, which may be anything.
    case shown
  }

  private let manner: Manner

  /// Reads a byline.
  ///
  /// An unlikely name is left out rather than guessed at. A tag's place is marked by U+001F.
  init(in text: String, _ manner: Manner) {
    self.manner = manner
    var words = Self.words(of: text)[...]
    while let first = words.first, Self.isIntroduction(first) || first == "\u{1F}" {
      if first != "\u{1F}" { isIntroduced = true }
      words.removeFirst()
    }
    var name: [String] = []
    var depth = 0
    var isPlace = false
    for (i, word) in zip(words.indices, words) {
      let lower = word.lowercased()
      if word.first == "(" || word.first == "（" { depth += 1 }
      if depth > 0 {
        // “Ann (Annie) Lee” is one name; “Ann Lee (Paris)” has a place behind it.
        if word.last == ")" || word.last == "）" { depth = 0 }
        let next = words[(i + 1)...].first
        if !name.isEmpty, depth == 0, word.first == "(", next?.first?.isUppercase == true {
          name.append(word)
        }
        continue
      }
      if word == "\u{1F}" {
        if name.count > 1 || name.first.map(isCompleteAlone) == true { end(&name) }
      } else if separators.contains(lower) || has(.and, lower) {
        end(&name)
        isPlace = false
      } else if isPlace {
        continue
      } else if has(.place, lower), !name.isEmpty || !people.isEmpty {
        end(&name)
        isPlace = true
      } else if closers.contains(word) || has(.over, lower) && isLine
        || word.utf8.contains(where: \.isDigit) && isLine
      {
        end(&name)
        if isLine || closers.contains(word) { return }
      } else {
        name.append(word)
      }
    }
    end(&name)
  }

  private var isLine: Bool { manner != .stated }

  /// Words, and the marks between them as words of their own.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    let scalars = text.unicodeScalars
    var start = scalars.startIndex
    var i = start
    while i != scalars.endIndex {
      let next = scalars.index(after: i)
      if scalars[i].isBylineSpace || scalars[i].isBylineMark {
        if start < i { words.append(String(scalars[start..<i])) }
        if scalars[i].isBylineMark { words.append(String(scalars[i])) }
        start = next
      }
      i = next
    }
    if start < i { words.append(String(scalars[start..<i])) }
    return words
  }

  /// Whether a line begins with “By” or the like: its first word tells.
  static func isIntroduced(_ line: String) -> Bool {
    let scalars = line.unicodeScalars.drop(while: \.isBylineSpace)
    guard let first = scalars.first else { return false }
    let word = scalars.prefix { !$0.isBylineSpace && !$0.isBylineMark }
    return first == "\u{1F}" || isIntroduction(first.isBylineMark ? String(first) : String(word))
  }

  private mutating func end(_ words: inout [String]) {
    defer { words = [] }
    let name = words.filter { $0 != "\u{1F}" && !$0.contains("@") }
    guard !name.isEmpty else { return }
    let whole = name.joined(separator: " ").trimmingMarks()
    let lower = whole.lowercased()
    if let agency = Vocabulary.agencies[lower] ?? Vocabulary.agencies["the " + lower] {
      if !agencies.contains(where: { $0.value == agency.value }) { agencies.append(agency) }
      if !organisations.contains(whole) { organisations.append(whole) }
      return
    }
    if name.contains(where: isHouse) || whole.isHostName {
      let isNamed = name.contains { !isHouse($0) } || whole.isHostName
      if isNamed, !organisations.contains(whole) { organisations.append(whole) }
      return
    }
    if let person = person(name), !people.contains(person) { people.append(person) }
  }

  /// A segment as the name of a person; `nil` where it is none.
  private mutating func person(_ words: [String]) -> String? {
    var words = words[...]
    while let first = words.first, words.count > 2, has(.role, first.lowercased()) {
      words.removeFirst()
    }
    // A degree, a place or a house behind a name: “Ann Lee, MD”, “Ann Lee, Paris”.
    if words.count == 1, let word = words.first, !people.isEmpty || !organisations.isEmpty {
      let isBehindName = people.contains { $0.contains(" ") } || !organisations.isEmpty
      if has(.degree, word.lowercased()) || word.isAcronym || isLine || isBehindName { return nil }
    }
    if let role = words.indices.dropFirst().first(where: { has(.role, words[$0].lowercased()) }) {
      // What follows a person and ends in a role is that person's office.
      guard people.isEmpty else { return nil }
      let rest = words[..<role]
      guard rest.count > 1 || rest.first.map(isCompleteAlone) == true else {
        organisations.append(words.joined(separator: " ").trimmingMarks())
        return nil
      }
      words = rest
    }
    while let last = words.last, words.count > 1, has(.degree, last.lowercased()) {
      words.removeLast()
    }
    let name = words.joined(separator: " ").trimmingMarks()
    let lower = name.lowercased()
    guard !name.isEmpty, name.utf8.count <= 80, words.count <= 6, !has(.role, lower),
      !has(.degree, lower), !has(.nobody, lower), !lower.hasSuffix(" admin"),
      !name.utf8.contains(where: { [0x40, 0x3A, 0x3F, 0x21, 0x3C, 0x3E].contains($0) })
    else { return nil }
    return manner == .stated || isLikely(words) ? name : nil
  }

  /// Whether words read off a page look like a name.
  private func isLikely(_ words: ArraySlice<String>) -> Bool {
    guard words.count <= 5, words.count(where: { !has(.particle, $0.lowercased()) }) <= 4,
      !words.contains(where: { has(.noName, $0.lowercased()) })
    else { return false }
    if words.count == 1, let word = words.first {
      return manner == .named || isCompleteAlone(word)
    }
    return words.allSatisfy { word in
      guard let first = word.unicodeScalars.first(where: { $0.properties.isAlphabetic }) else {
        return word.first == "(" || word.first == "&"
      }
      return first.properties.isUppercase || !first.properties.isCased
        || has(.particle, word.lowercased())
    }
  }

  /// Whether a word may be a whole name: those of East Asia are written together.
  private func isCompleteAlone(_ word: String) -> Bool {
    let scalars = word.unicodeScalars
    return (2...6).contains(scalars.count) && scalars.allSatisfy { $0.isEastAsian }
  }

  private func isHouse(_ word: String) -> Bool {
    let lower = word.lowercased()
    if has(.desk, lower) { return true }
    guard let mark = lower.lastIndex(of: "-") else { return false }
    return has(.desk, String(lower[lower.index(after: mark)...]))
  }

  private static func isIntroduction(_ word: String) -> Bool {
    let lower = word.lowercased().trimmingMarks()
    return lower.isEmpty || has(.introduction, lower)
  }
}

private let separators: Set<String> = [",", ";", "/", "、", "，", "；", "／"]
private let closers: Set<String> = ["|", "•", "·", "–", "—", "-", "→", "»", "｜", "--"]

/// What words in bylines do.
private enum BylineWord: String {
  case introduction, and, place, over, role, degree, particle, desk, nobody
  case noName = "no-name"
}

private func has(_ kind: BylineWord, _ word: String) -> Bool {
  Vocabulary.byline[kind.rawValue]?.contains(word) == true
}

extension Unicode.Scalar {
  fileprivate var isBylineSpace: Bool {
    switch self {
    case " ", "\n", "\r", "\t", "\u{A0}", "\u{3000}", "\u{202F}": true
    default: false
    }
  }

  /// Whether it stands between names, or where a tag stood.
  fileprivate var isBylineMark: Bool {
    switch self {
    case ",", ";", "|", "/", "、", "，", "；", "｜", "／", "\u{1F}": true
    default: false
    }
  }

  /// Whether it is punctuation around names.
  fileprivate var isAroundNames: Bool {
    switch self {
    case ":", ",", ";", "|", "-", "–", "—", "•", "·", "\"", "“", "”", "„", "«", "»", "'", "*", "：",
      "【", "】", "=", "_", "~", "+", "†", "[", "]":
      true
    default: false
    }
  }
}

extension Unicode.Scalar {
  /// Whether it is a character of Chinese, Japanese or Korean.
  var isEastAsian: Bool {
    switch value {
    case 0x3005...0x3007, 0x3040...0x30FF, 0x3400...0x9FFF, 0xAC00...0xD7A3, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}

extension String {
  /// Without the punctuation around it; a stop behind an initial stays.
  fileprivate func trimmingMarks() -> String {
    var text = unicodeScalars[...]
    while let first = text.first, first.isAroundNames || first == "." { text.removeFirst() }
    while let last = text.last, last.isAroundNames { text.removeLast() }
    // A stop behind an initial or “Jr” is no end of a sentence.
    if text.last == ".", text.reversed().prefix(while: { $0 != " " }).count > 4 {
      text.removeLast()
    }
    return String(text)
  }

  /// Whether it is the name of a host: “mdr.de”.
  fileprivate var isHostName: Bool {
    let parts = split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count >= 2, let last = parts.last, (2...4).contains(last.utf8.count),
      parts[0].utf8.count >= 2, last.utf8.allSatisfy(\.isLetter)
    else { return false }
    return !utf8.contains(0x20)
      && utf8.allSatisfy { $0.isLetter || $0.isDigit || $0 == 0x2E || $0 == 0x2D }
  }

  /// Whether it is a few capitals: “RDN”, “M.D.”.
  fileprivate var isAcronym: Bool {
    let letters = utf8.filter { $0 != 0x2E }
    return letters.count <= 5 && letters.allSatisfy { $0 &- 0x41 < 26 }
  }
}

/// The people in a byline of a text, without “By”, roles and places.
package func people(inByline text: String) -> [String] { Byline(in: text, .shown).people }
