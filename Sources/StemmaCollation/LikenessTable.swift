/// How alike pairs of words are, as far as that was asked: sentences of one story pair the same
/// words again and again.
///
/// A square of one byte a pair; a word, its kind and whether it opens a sentence are one form, with
/// a number of its own.
struct LikenessTable {
  /// Most forms; where there are more, the table starts anew, which bounds it to 4 MB.
  private static let limit = 2_048

  /// What stands for a pair that was not asked for.
  static let unknown: Int8 = -2

  /// What stands for a pair that cannot stand for each other.
  static let none: Int8 = -1

  /// Numbers of the forms by word, kind and opening; -1 where there is none yet.
  private var numbers: [Int32] = []
  private var count = 0
  private var side = 0
  private var scores: [Int8] = []

  /// The numbers of the forms of two runs of terms; -1 for numbers, dates and negations, which are
  /// compared by what they say.
  mutating func forms(
    of a: some Collection<Term>,
    _ b: some Collection<Term>
  ) -> (rows: [Int32], columns: [Int32]) {
    if count + a.count + b.count > Self.limit { self = LikenessTable() }
    let rows = a.map { number(of: $0) }
    let columns = b.map { number(of: $0) }
    if count > side { grow() }
    return (rows, columns)
  }

  private mutating func number(of term: Term) -> Int32 {
    let kind: Int
    switch term.kind {
    case .word: kind = 0
    case .function: kind = 1
    case .name: kind = 2
    case .negation, .number, .date: return -1
    }
    let slot = term.word * 6 + kind * 2 + (term.isOpening ? 1 : 0)
    while slot >= numbers.count {
      numbers += [Int32](repeating: -1, count: max(600, numbers.count))
    }
    if numbers[slot] < 0 {
      numbers[slot] = Int32(count)
      count += 1
    }
    return numbers[slot]
  }

  private mutating func grow() {
    let old = (side: side, scores: scores)
    side = min(max(256, 2 * count), Self.limit)
    scores = [Int8](repeating: Self.unknown, count: side * side)
    for row in 0..<old.side {
      let from = row * old.side
      scores.replaceSubrange(
        row * side..<row * side + old.side,
        with: old.scores[from..<from + old.side]
      )
    }
  }

  /// How alike two forms are; `unknown` before that was kept.
  subscript(row: Int32, column: Int32) -> Int8 {
    @inline(__always) get { scores[Int(row) * side + Int(column)] }
    @inline(__always) set { scores[Int(row) * side + Int(column)] = newValue }
  }
}

extension Vocabulary {
  /// What `likeness` measures, looked up where both have a form.
  @inline(__always)
  mutating func knownLikeness(_ a: Term, _ b: Term, _ row: Int32, _ column: Int32) -> Int? {
    guard row >= 0, column >= 0 else { return likeness(a, b) }
    let known = likenesses[row, column]
    if known != LikenessTable.unknown { return known < 0 ? nil : Int(known) }
    let score = likeness(a, b)
    likenesses[row, column] = score.map { Int8($0) } ?? LikenessTable.none
    return score
  }
}
