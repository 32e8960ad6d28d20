/// What changed from one text to another, in the unified form that `patch` and `git apply` read
/// (POSIX, diff -u), over bytes: line breaks and encodings stay as they are.
public struct UnifiedDiff: Hashable, Sendable {
  /// Lines of context around a change; what `diff -u` and git give.
  private static let context = 3

  /// Changes up to which the shortest way is looked for; of more, the whole is replaced.
  ///
  /// The search takes time and memory by its square: 4 MB at 1,000.
  private static let patience = 1000

  /// A run of lines that another run takes the place of.
  private struct Change: Hashable {
    var old: Range<Int>
    var new: Range<Int>
  }

  private let old: [ArraySlice<UInt8>]
  private let new: [ArraySlice<UInt8>]
  private let changes: [Change]

  /// Compares two texts.
  public init(from old: [UInt8], to new: [UInt8]) {
    self.old = lines(of: old)
    self.new = lines(of: new)
    changes = Self.changes(from: self.old, to: self.new)
  }

  /// The difference as a file; empty where there is none.
  ///
  /// - Parameter path: The path of the text, as bytes; below the folder where it is to be applied.
  /// - Returns: A header, and hunks with three lines of context.
  public func bytes(named path: [UInt8]) -> [UInt8] {
    guard !changes.isEmpty else { return [] }
    var bytes = Array("--- ".utf8) + quoted("a/", path)
    bytes += Array("+++ ".utf8) + quoted("b/", path)
    var rest = changes[...]
    while let first = rest.first {
      var hunk = [first]
      rest = rest.dropFirst()
      while let next = rest.first, let last = hunk.last,
        next.old.lowerBound - last.old.upperBound <= 2 * Self.context
      {
        hunk.append(next)
        rest = rest.dropFirst()
      }
      write(hunk, to: &bytes)
    }
    return bytes
  }

  private func write(_ hunk: [Change], to bytes: inout [UInt8]) {
    guard let first = hunk.first, let last = hunk.last else { return }
    let start = max(0, first.old.lowerBound - Self.context)
    let end = min(old.count, last.old.upperBound + Self.context)
    let shift = first.new.lowerBound - first.old.lowerBound
    let newCount = hunk.reduce(end - start) { $0 + $1.new.count - $1.old.count }
    bytes += Array("@@ -\(range(start, end - start)) +\(range(start + shift, newCount)) @@\n".utf8)
    var position = start
    for change in hunk {
      for line in old[position..<change.old.lowerBound] { write(line, " ", to: &bytes) }
      for line in old[change.old] { write(line, "-", to: &bytes) }
      for line in new[change.new] { write(line, "+", to: &bytes) }
      position = change.old.upperBound
    }
    for line in old[position..<end] { write(line, " ", to: &bytes) }
  }

  private func range(_ start: Int, _ count: Int) -> String {
    count == 1 ? "\(start + 1)" : "\(count == 0 ? start : start + 1),\(count)"
  }

  private func write(_ line: ArraySlice<UInt8>, _ sign: Unicode.Scalar, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: sign))
    bytes += line
    if line.last != UInt8(ascii: "\n") { bytes += Array("\n\\ No newline at end of file\n".utf8) }
  }

  /// A file name as git writes it: in quotation marks where it holds what would end it early, with
  /// a tab behind one that holds spaces.
  private func quoted(_ side: String, _ path: [UInt8]) -> [UInt8] {
    let name = Array(side.utf8) + path
    let isPlain = path.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x22 && $0 != 0x5C }
    if isPlain { return name + (path.contains(0x20) ? [0x09, 0x0A] : [0x0A]) }
    var bytes = [UInt8(ascii: "\"")]
    for byte in name {
      switch byte {
      case 0x22, 0x5C: bytes += [0x5C, byte]
      case 0x20..<0x7F: bytes.append(byte)
      default:
        let digits = String(byte, radix: 8)
        bytes.append(0x5C)
        bytes += Array((String(repeating: "0", count: 3 - digits.utf8.count) + digits).utf8)
      }
    }
    return bytes + [UInt8(ascii: "\""), 0x0A]
  }

  private static func changes(
    from old: [ArraySlice<UInt8>],
    to new: [ArraySlice<UInt8>]
  ) -> [Change] {
    var start = 0
    while start < min(old.count, new.count), old[start] == new[start] { start += 1 }
    var (oldEnd, newEnd) = (old.count, new.count)
    while oldEnd > start, newEnd > start, old[oldEnd - 1] == new[newEnd - 1] {
      oldEnd -= 1
      newEnd -= 1
    }
    if start == oldEnd, start == newEnd { return [] }
    let whole = Change(old: start..<oldEnd, new: start..<newEnd)
    guard !whole.old.isEmpty, !whole.new.isEmpty else { return [whole] }
    var numbers: [ArraySlice<UInt8>: Int] = [:]
    func number(_ line: ArraySlice<UInt8>) -> Int {
      if let known = numbers[line] { return known }
      let next = numbers.count
      numbers[line] = next
      return next
    }
    let a = old[whole.old].map(number)
    let b = new[whole.new].map(number)
    guard let path = shortestPath(from: a, to: b, within: patience) else { return [whole] }
    return path.map {
      Change(
        old: $0.old.lowerBound + start..<$0.old.upperBound + start,
        new: $0.new.lowerBound + start..<$0.new.upperBound + start
      )
    }
  }

  /// The fewest insertions and deletions that lead from one sequence to another.
  ///
  /// `nil` where there are more than `limit`. E. Myers, “An O(ND) difference algorithm and its
  /// variations”, 1986.
  private static func shortestPath(from a: [Int], to b: [Int], within limit: Int) -> [Change]? {
    var rows: [[Int32]] = []
    for count in 0...min(limit, a.count + b.count) {
      let previous = rows.last
      var row = [Int32](repeating: 0, count: 2 * count + 1)
      for i in stride(from: 0, through: 2 * count, by: 2) {
        let diagonal = i - count
        var x = previous.map { furthest(in: $0, diagonal, count) } ?? 0
        while x < a.count, x - diagonal < b.count, a[x] == b[x - diagonal] { x += 1 }
        row[i] = Int32(x)
        if x >= a.count, x - diagonal >= b.count {
          rows.append(row)
          return changes(along: rows, from: a.count, b.count)
        }
      }
      rows.append(row)
    }
    return nil
  }

  /// Where a diagonal is reached with one more change than `row` has, as a place in the old text.
  private static func furthest(in row: [Int32], _ diagonal: Int, _ count: Int) -> Int {
    let below = value(in: row, diagonal + 1, count - 1)
    let left = value(in: row, diagonal - 1, count - 1)
    guard let left else { return below ?? 0 }
    guard let below else { return left + 1 }
    return left < below ? below : left + 1
  }

  private static func value(in row: [Int32], _ diagonal: Int, _ count: Int) -> Int? {
    abs(diagonal) <= count ? Int(row[diagonal + count]) : nil
  }

  private static func changes(along rows: [[Int32]], from x: Int, _ y: Int) -> [Change] {
    var changes: [Change] = []
    var (x, y) = (x, y)
    for count in stride(from: rows.count - 1, to: 0, by: -1) {
      let diagonal = x - y
      let row = rows[count - 1]
      let below = value(in: row, diagonal + 1, count - 1)
      let left = value(in: row, diagonal - 1, count - 1)
      let isInsertion = left.map { left in below.map { left < $0 } ?? false } ?? true
      let fromX = isInsertion ? below ?? 0 : left ?? 0
      let fromY = isInsertion ? fromX - diagonal - 1 : fromX - diagonal + 1
      let step = Change(
        old: fromX..<(isInsertion ? fromX : fromX + 1),
        new: fromY..<(isInsertion ? fromY + 1 : fromY)
      )
      if let next = changes.last, next.old.lowerBound == step.old.upperBound,
        next.new.lowerBound == step.new.upperBound
      {
        changes[changes.count - 1] = Change(
          old: step.old.lowerBound..<next.old.upperBound,
          new: step.new.lowerBound..<next.new.upperBound
        )
      } else {
        changes.append(step)
      }
      (x, y) = (fromX, fromY)
    }
    return changes.reversed()
  }
}

/// The lines of a text, each with its line feed; the last may have none.
private func lines(of text: [UInt8]) -> [ArraySlice<UInt8>] {
  var lines: [ArraySlice<UInt8>] = []
  var rest = text[...]
  while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
    lines.append(rest[...end])
    rest = rest[(end + 1)...]
  }
  if !rest.isEmpty { lines.append(rest) }
  return lines
}
