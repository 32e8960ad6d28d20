/// How alike pairs of words are, as far as that was asked: sentences of one story pair the same
/// words again and again.
///
/// A square of one byte a pair; a word, its kind and whether it opens a sentence are one form, with
/// a number of its own.
struct LikenessTable {
  /// Most forms; where there are more, the table starts anew, which bounds it to 16 MB.
  private static let limit = 4_096

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
    of a: ArraySlice<Term>,
    _ b: ArraySlice<Term>
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
    get { scores[Int(row) * side + Int(column)] }
    set { scores[Int(row) * side + Int(column)] = newValue }
  }

  /// What is known of the pairs of one form, row by row of forms.
  func copyRow(_ row: Int32, _ columns: [Int32], to likeness: UnsafeMutablePointer<Int8>) -> Bool {
    var isWhole = true
    scores.withUnsafeBufferPointer { scores in
      let start = Int(row) * side
      for (j, column) in columns.enumerated() {
        let known = column < 0 ? Self.unknown : scores[start + Int(column)]
        likeness[j] = known
        isWhole = isWhole && known != Self.unknown
      }
    }
    return isWhole
  }
}

extension Vocabulary {
  /// What `likeness` measures for each term of one run with each of another, row by row; -1 where
  /// two cannot stand for each other.
  mutating func likenesses(of a: ArraySlice<Term>, _ b: ArraySlice<Term>) -> [Int8] {
    let (rows, columns) = likenesses.forms(of: a, b)
    return Array(unsafeUninitializedCapacity: rows.count * columns.count) { buffer, count in
      count = rows.count * columns.count
      guard var row = buffer.baseAddress else { return }
      for (i, form) in rows.enumerated() {
        if form < 0 || !likenesses.copyRow(form, columns, to: row) {
          for j in columns.indices where form < 0 || row[j] == LikenessTable.unknown {
            let score = likeness(a[a.startIndex + i], b[b.startIndex + j])
            row[j] = score.map { Int8($0) } ?? LikenessTable.none
            if form >= 0, columns[j] >= 0 { likenesses[form, columns[j]] = row[j] }
          }
        }
        row += columns.count
      }
    }
  }
}
