internal import Stemma
internal import StemmaCollation
internal import StemmaText

/// Statements of one story as rows, its texts as columns.
struct WitnessTable {
  /// What several texts say in their own words, and where they part in it.
  struct Statement {
    /// Who said it; empty where only words were compared.
    let speaker: String

    /// Each text's words, without those that stand within others.
    let members: [Comparison.Member]

    /// Where the texts part in them, the gravest first.
    var divergences: [Comparison.Divergence] = []

    /// The places where the wording varies.
    let apparatus: [Comparison.Place]

    /// How grave it is.
    var severity: Severity? { divergences.map(\.severity).max() }
  }

  /// Sigla of the texts, one a column.
  let documents: [String]

  /// The statements: first where texts part, the gravest first, then the others.
  let statements: [Statement]

  /// Lays out what some texts say.
  ///
  /// A divergence stands with the first utterance in which two of its texts have their words.
  init(
    of documents: [String],
    utterances: [Comparison.Utterance],
    divergences: [Comparison.Divergence]
  ) {
    self.documents = documents
    var statements = utterances.map { utterance in
      Statement(
        speaker: utterance.speaker,
        members: outermost(utterance.members),
        apparatus: utterance.apparatus
      )
    }
    let shared = statements.count
    for divergence in divergences {
      let home = statements[..<shared].firstIndex { holds(divergence, in: $0.members) }
      if let home {
        statements[home].divergences.append(divergence)
      } else {
        statements.append(
          Statement(
            speaker: "",
            members: outermost(divergence.members),
            divergences: [divergence],
            apparatus: []
          )
        )
      }
    }
    for i in statements.indices { statements[i].divergences.sort { $0.severity > $1.severity } }
    self.statements = statements.enumerated().sorted {
      let (a, b) = ($0.element.severity, $1.element.severity)
      guard a != b else { return $0.offset < $1.offset }
      guard let a, let b else { return a != nil }
      return a > b
    }.map(\.element)
  }
}

/// Members that stand in no other of the same text, by text and place.
private func outermost(_ members: [Comparison.Member]) -> [Comparison.Member] {
  members.indices.filter { i in
    !members.indices.contains { j in
      members[j].document == members[i].document && members[j].span.contains(members[i].span)
        && (members[j].span != members[i].span || j < i)
    }
  }.map { members[$0] }
}

/// Whether two texts have their words of a divergence in a statement.
private func holds(
  _ divergence: Comparison.Divergence,
  in members: [Comparison.Member]
) -> Bool {
  var documents: Set<String> = []
  for word in divergence.members {
    let isHeld = members.contains { $0.document == word.document && $0.span.contains(word.span) }
    if isHeld { documents.insert(word.document) }
  }
  return documents.count > 1
}

/// Consecutive words of one text.
struct Passage {
  /// Siglum of the text.
  let document: String

  /// Where they start in the received text.
  let start: Int

  /// The words.
  let bytes: [UInt8]

  /// Whether the sentence goes on before and behind them.
  let isCut: (before: Bool, after: Bool)

  /// Where they stand in the received text.
  var range: Range<Int> { start..<start + bytes.count }
}

extension Passage {
  /// The words of a member alone.
  init(_ member: Comparison.Member) {
    self.init(
      document: member.document,
      start: member.span.lower,
      bytes: Array(member.exact.utf8),
      isCut: (false, false)
    )
  }

  /// The sentences around some words of one text, each once.
  static func sentences(around members: [Comparison.Member], in text: [UInt8]) -> [Passage] {
    var ranges: [Range<Int>] = []
    for member in members.sorted(by: { $0.span < $1.span }) where member.span.upper <= text.count {
      let range =
        start(before: member.span.lower, in: text)..<end(behind: member.span.upper, in: text)
      if let last = ranges.last, range.lowerBound < last.upperBound {
        ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
      } else {
        ranges.append(range)
      }
    }
    return ranges.map { range in
      Passage(
        document: members[0].document,
        start: range.lowerBound,
        bytes: Array(text[range]),
        isCut: (
          range.lowerBound > 0 && text[range.lowerBound] == 0x20,
          range.upperBound < text.count && text[range.upperBound] == 0x20
            && !isStop(text[range.upperBound - 1])
        )
      )
    }
  }

  /// Bytes that are looked at on either side for the end of the sentence; a choice, a long sentence.
  private static let reach = 240

  private static func start(before offset: Int, in text: [UInt8]) -> Int {
    let limit = max(0, offset - reach)
    var i = offset
    var space = offset
    while i > limit {
      let byte = text[i - 1]
      if byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: ">") { return i }
      if byte == 0x20 {
        space = i - 1
        if i > 1, isStop(text[i - 2]) { return i }
      }
      i -= 1
    }
    return i == 0 ? 0 : space
  }

  private static func end(behind offset: Int, in text: [UInt8]) -> Int {
    let limit = min(text.count, offset + reach)
    var i = offset
    var space = offset
    while i < limit {
      let byte = text[i]
      if byte == 0x0A || byte == 0x0D || byte == UInt8(ascii: "<") { return i }
      if byte == 0x20 {
        space = i
        if i > offset, isStop(text[i - 1]) { return i }
      }
      i += 1
    }
    return i == text.count ? i : space
  }

  private static func isStop(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?")
  }
}

/// Words of one text, cut up where they differ from the others’.
struct PassageCut {
  /// How a stretch differs.
  enum Difference: Hashable {
    /// Other words for it elsewhere.
    case variant
    /// Where texts part.
    case divergent(Severity, inDoubt: Bool)
  }

  /// The stretches, with what is special about each.
  let parts: [(bytes: [UInt8], difference: Difference?)]

  /// Bytes of a passage that are looked at and shown; a choice, some sentences.
  static let longest = 1500

  /// Bytes that are not shown.
  let rest: Int

  /// Cuts a passage of a statement.
  init(_ passage: Passage, of statement: WitnessTable.Statement) {
    let whole = passage.bytes
    var end = min(whole.count, Self.longest)
    while end > 0, end < whole.count, whole[end] & 0xC0 == 0x80 { end -= 1 }
    let bytes = Array(whole[..<end])
    rest = whole.count - end
    var differences = [Difference?](repeating: nil, count: bytes.count)
    Self.mark(variantsOf: passage.document, statement.apparatus, in: bytes, &differences)
    for divergence in statement.divergences.reversed() {
      let isDoubted = divergence.suspects.contains(passage.document)
      for word in divergence.members where word.document == passage.document {
        let lower = max(word.span.lower - passage.start, 0)
        let upper = min(word.span.upper, passage.range.upperBound) - passage.start
        guard lower < min(upper, bytes.count) else { continue }
        for i in lower..<min(upper, bytes.count) {
          differences[i] = .divergent(divergence.severity, inDoubt: isDoubted)
        }
      }
    }
    var parts: [(bytes: [UInt8], difference: Difference?)] = []
    var start = 0
    for i in 1..<max(2, bytes.count + 1)
    where i == bytes.count || i < bytes.count && differences[i] != differences[start] {
      parts.append((Array(bytes[start..<i]), differences[start]))
      start = i
    }
    self.parts = parts
  }

  /// Marks each reading where it stands next; inflection and order are no difference to a reader.
  private static func mark(
    variantsOf document: String,
    _ apparatus: [Comparison.Place],
    in bytes: [UInt8],
    _ differences: inout [Difference?]
  ) {
    var from = 0
    for place in apparatus where place.relation != .inflection && place.relation != .order {
      for reading in place.readings where reading.documents.contains(document) {
        guard let found = position(of: Array(reading.text.utf8), in: bytes, from: from) else {
          continue
        }
        for i in found { differences[i] = .variant }
        from = found.upperBound
      }
    }
  }

  private static func position(of word: [UInt8], in bytes: [UInt8], from: Int) -> Range<Int>? {
    guard !word.isEmpty, bytes.count - from >= word.count else { return nil }
    for start in from...(bytes.count - word.count)
    where bytes[start..<start + word.count].elementsEqual(word) {
      return start..<start + word.count
    }
    return nil
  }
}
