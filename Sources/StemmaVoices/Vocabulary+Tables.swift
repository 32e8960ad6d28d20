/// Why a table of `rules/voices` cannot be used.
public struct VocabularyError: Error, Hashable, CustomStringConvertible {
  /// File and line, and what is wrong there.
  public let description: String
}

extension Vocabulary {
  /// A table as it was written.
  public struct Table: Hashable, Sendable {
    /// Name of its file, which says what its rows mean.
    public let name: String

    /// Its text: rows with tabs between the cells, comments behind “# ”.
    public let text: String

    /// Takes a table.
    public init(name: String, text: String) {
      self.name = name
      self.text = text
    }
  }

  /// Compiles the tables of `rules/voices`.
  ///
  /// - Returns: Bytes for `init(compiled:)`.
  public static func compiled(from tables: [Table]) throws(VocabularyError) -> [UInt8] {
    VocabularyRecord.compiled(try VocabularyBook(tables).records)
  }

  /// Reads tables without compiling them first.
  init(_ tables: [Table]) throws(VocabularyError) {
    self.init(records: try VocabularyBook(tables).records)
  }
}

/// The rows of all tables, joined by word.
private struct VocabularyBook {
  private(set) var records: [VocabularyRecord] = []
  private var places: [[UInt8]: Int] = [:]

  init(_ tables: [Vocabulary.Table]) throws(VocabularyError) {
    for (bit, word) in Vocabulary.prepositions.enumerated() { add(word, [], 1 << UInt32(16 + bit)) }
    for table in tables.sorted(by: { $0.name < $1.name }) {
      var number = 0
      for line in table.text.split(separator: "\n", omittingEmptySubsequences: false) {
        number += 1
        if line.isEmpty || line.hasPrefix("#") { continue }
        let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        let place = "rules/voices/\(table.name):\(number)"
        guard cells.count >= 3, let example = cells.last, !example.isEmpty else {
          throw VocabularyError(description: "\(place): the row lacks cells or its example.")
        }
        try add(cells, of: table.name, place)
      }
    }
  }

  private mutating func add(
    _ cells: [String],
    of table: String,
    _ place: String
  ) throws(VocabularyError) {
    switch table {
    case "cues.txt": try addVerb(cells, place)
    case "nouns.txt": try addNoun(cells, place)
    case "stances.txt":
      let prepositions = try mask(cells[1], place)
      for word in cells[0].split(separator: "|") { add(String(word), .stance, prepositions) }
    case "foreign.txt": try addForeign(cells, place)
    case "days.txt":
      try addWords(cells, place)
      let capitalised = cells[0].split(separator: "|").map {
        $0.prefix(1).uppercased() + $0.dropFirst()
      }
      try addWords([capitalised.joined(separator: "|")] + cells.dropFirst(), place)
    case "words.txt", "metonyms.txt", "governments.txt": try addWords(cells, place)
    default: throw VocabularyError(description: "\(place): no table has this name.")
    }
  }

  /// A row `words|words <TAB> use,use <TAB> value <TAB> example`.
  private mutating func addWords(_ cells: [String], _ place: String) throws(VocabularyError) {
    var uses: Vocabulary.Use = []
    for name in cells[1].split(separator: ",") {
      guard let use = Self.uses[String(name)] else {
        throw VocabularyError(description: "\(place): ‘\(name)’ is no use of a word.")
      }
      uses.insert(use)
    }
    for words in cells[0].split(separator: "|") {
      add(String(words), uses, value: cells.count > 3 && !cells[2].isEmpty ? cells[2] : nil)
    }
  }

  /// A row `words|words <TAB> use <TAB> language <TAB> example`; also with a capital in front.
  private mutating func addForeign(_ cells: [String], _ place: String) throws(VocabularyError) {
    guard cells.count == 4, let use = Self.foreignUses[cells[1]] else {
      throw VocabularyError(description: "\(place): ‘\(cells[1])’ is no use of a word.")
    }
    for words in cells[0].split(separator: "|") {
      add(String(words), use)
      add(words.prefix(1).uppercased() + words.dropFirst(), use)
    }
  }

  private mutating func addNoun(_ cells: [String], _ place: String) throws(VocabularyError) {
    let marks = cells[1].split(separator: ",").map(String.init)
    let isLone = marks.contains("lone")
    let prepositions = try mask(marks.filter { $0 != "lone" }.joined(separator: ","), place)
    let use: Vocabulary.Use = isLone ? [.noun, .lone] : .noun
    add(cells[0], use, prepositions)
    let stem = cells[0].hasSuffix("y") ? String(cells[0].dropLast()) + "ies" : cells[0] + "s"
    add(stem, use, prepositions)
  }

  private mutating func addVerb(_ cells: [String], _ place: String) throws(VocabularyError) {
    guard cells.count == 5 else {
      throw VocabularyError(description: "\(place): a verb has five cells.")
    }
    var frames: Vocabulary.Use = []
    for letter in cells[1] {
      guard let frame = Self.frames[letter] else {
        throw VocabularyError(description: "\(place): ‘\(letter)’ is no frame.")
      }
      frames.insert(frame)
    }
    let prepositions = try mask(cells[2], place)
    for (form, use) in Self.forms(of: cells[0], irregular: cells[3]) {
      add(form, frames.union(use), prepositions)
    }
  }

  private func mask(_ cell: String, _ place: String) throws(VocabularyError) -> UInt32 {
    var mask: UInt32 = 0
    for name in cell.split(separator: ",") {
      guard let bit = Vocabulary.prepositions.firstIndex(of: String(name)) else {
        throw VocabularyError(description: "\(place): ‘\(name)’ is not among the prepositions.")
      }
      mask |= 1 << UInt32(bit)
    }
    return mask
  }

  private mutating func add(
    _ words: String,
    _ uses: Vocabulary.Use,
    _ prepositions: UInt32 = 0,
    value: String? = nil
  ) {
    let key = Vocabulary.folded(words)
    if let i = places[key] {
      records[i].uses |= uses.rawValue
      records[i].prepositions |= prepositions
      records[i].value = records[i].value ?? value
      return
    }
    places[key] = records.count
    records.append(
      VocabularyRecord(key: key, uses: uses.rawValue, prepositions: prepositions, value: value)
    )
  }

  private static let frames: [Character: Vocabulary.Use] = [
    "q": .quotation, "t": .thatClause, "b": .bareClause, "o": .object, "i": .infinitive,
    "a": .addressee, "w": .whether, "v": .weakObject, "s": .alwaysVerb, "p": .hearsay,
    "e": .evidence, "n": .denial, "g": .tentative, "c": .naming, "y": .personal,
  ]

  private static let foreignUses: [String: Vocabulary.Use] = [
    "verb": .foreignVerb, "according": .foreignAccording, "according-behind": .accordingBehind,
  ]

  private static let uses: [String: Vocabulary.Use] = [
    "document": .document, "group": .group, "anonymous": .anonymous, "office": .office,
    "female": .female, "male": .male, "according": .according,
    "government": .government,
    "demonym": .demonym, "metonym": .metonym, "hedge": .hedge, "relative-day": .relativeDay,
    "broadcast": .broadcast, "agency": .agency, "whether": .whether, "adverb": .adverb,
    "body": .body, "utterance": .utterance, "subordinator": .subordinator, "record": .record,
    "weekday": .weekday, "shift": .shift, "period": .period, "month": .monthName,
    "stance": .stance,
    "contrast": .contrast, "answer": .answer, "same": .same, "alternative": .alternative,
    "poll": .poll, "possible": .possible, "only": .onlyWord,
  ]

  /// The forms of an English verb; the irregular ones are given.
  static func forms(of lemma: String, irregular: String) -> [(String, Vocabulary.Use)] {
    let given = irregular.split(separator: ",").map(String.init)
    let past = given.first ?? regular(lemma, "ed")
    let participle = given.count > 1 ? given[1] : past
    let doubled = past.hasSuffix("ed") && past.count == lemma.count + 3
    let ing = doubled ? past.dropLast(2) + "ing" : regular(lemma, "ing")
    return [
      (lemma, .base), (regular(lemma, "s"), .third), (past, .past), (participle, .participle),
      (ing, .ing),
    ]
  }

  private static func regular(_ lemma: String, _ ending: String) -> String {
    let vowels = "aeiou"
    let last = lemma.last ?? "e"
    let before = lemma.dropLast().last ?? "a"
    if last == "e" {
      if ending == "s" { return lemma + "s" }
      if ending == "ing" { return before == "e" ? lemma + "ing" : lemma.dropLast() + "ing" }
      return lemma + "d"
    }
    if last == "y", !vowels.contains(before) {
      if ending == "s" { return lemma.dropLast() + "ies" }
      return ending == "ed" ? lemma.dropLast() + "ied" : lemma + "ing"
    }
    if ending == "s", "sxz".contains(last) || lemma.hasSuffix("sh") || lemma.hasSuffix("ch") {
      return lemma + "es"
    }
    if ending == "s", lemma == "go" { return "goes" }
    return lemma + ending
  }
}

extension Vocabulary {
  /// Words as they are compared: ASCII capitals folded, apostrophes straight.
  static func folded(_ words: String) -> [UInt8] {
    var words = words
    return words.withUTF8 { bytes in
      var key: [UInt8] = []
      key.reserveCapacity(bytes.count)
      var i = 0
      while i < bytes.count {
        // U+2019 is E2 80 99.
        if bytes[i] == 0xE2, i + 2 < bytes.count, bytes[i + 1] == 0x80, bytes[i + 2] == 0x99 {
          key.append(UInt8(ascii: "'"))
          i += 3
        } else {
          key.append((0x41...0x5A).contains(bytes[i]) ? bytes[i] | 0x20 : bytes[i])
          i += 1
        }
      }
      return key
    }
  }
}
