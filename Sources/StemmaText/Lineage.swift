/// How one layer of a document came from another: sorted, disjoint edits, and nothing else.
///
/// Every byte of the older layer is either copied or covered by an edit that names its rule, so
/// the newer layer can be replayed and every place in it traced back.
public struct Lineage<From, To>: Hashable, Sendable {
  /// The edits, by position.
  public let edits: [Edit<From>]

  /// Length of the older layer, in bytes.
  public let sourceCount: Int

  /// Length of the newer layer, in bytes.
  public let resultCount: Int

  /// For each edit, where its inserted text starts in the newer layer.
  @usableFromInline let insertions: [Int]

  /// Checks the edits and lays them over a text of `count` bytes.
  @inlinable public init(_ edits: [Edit<From>], over count: Int) throws(EditError) {
    var insertions: [Int] = []
    insertions.reserveCapacity(edits.count)
    var end = 0
    var shift = 0
    // By index: in unspecialised generic code an iterator looks its metadata up for every edit.
    for i in edits.indices {
      let edit = edits[i]
      guard edit.span.lower >= end else { throw .unordered(index: i) }
      guard edit.span.upper <= count else { throw .outside(index: i, count: count) }
      insertions.append(edit.span.lower + shift)
      shift += edit.inserted.utf8.count - edit.span.count
      end = edit.span.upper
    }
    self.edits = edits
    self.insertions = insertions
    sourceCount = count
    resultCount = count + shift
  }

  /// The lineage of a text that nothing was done to.
  @inlinable public init(unchanged count: Int) {
    edits = []
    insertions = []
    sourceCount = count
    resultCount = count
  }

  /// The newer layer, from the bytes of the older one.
  @inlinable public func applied(to bytes: [UInt8]) -> [UInt8] {
    precondition(bytes.count == sourceCount, "A lineage is replayed on the text it was made for.")
    var result: [UInt8] = []
    result.reserveCapacity(resultCount)
    var position = 0
    for edit in edits {
      result.append(contentsOf: bytes[position..<edit.span.lower])
      result.append(contentsOf: edit.inserted.utf8)
      position = edit.span.upper
    }
    result.append(contentsOf: bytes[position...])
    return result
  }

  /// A run of bytes that both layers share.
  public struct Copy: Hashable, Sendable {
    /// Where it stands in the older layer.
    public let source: Span<From>

    /// Where it stands in the newer layer; of the same length.
    public let result: Span<To>
  }

  /// The runs that were copied, by position; together with `edits` they account for every byte.
  public var copies: Copies { Copies(of: self) }

  /// The runs that both layers share, one after the other.
  public struct Copies: Sequence, IteratorProtocol {
    private let lineage: Lineage
    private var i = 0
    private var position = 0
    private var output = 0

    fileprivate init(of lineage: Lineage) { self.lineage = lineage }

    /// The next run; `nil` behind the last.
    public mutating func next() -> Copy? {
      while i < lineage.edits.count {
        let edit = lineage.edits[i]
        let start = (source: position, result: output)
        position = edit.span.upper
        output = lineage.insertions[i] + edit.inserted.utf8.count
        defer { i += 1 }
        if edit.span.lower > start.source {
          return Copy(
            source: Span(start.source..<edit.span.lower),
            result: Span(start.result..<lineage.insertions[i])
          )
        }
      }
      guard position < lineage.sourceCount else { return nil }
      defer { position = lineage.sourceCount }
      return Copy(
        source: Span(position..<lineage.sourceCount),
        result: Span(output..<lineage.resultCount)
      )
    }
  }

  /// Indexes of the edits whose inserted text starts at an offset of the newer layer.
  @inlinable public func edits(insertedAt offset: Int) -> Range<Int> {
    let first = insertions.partitioningIndex { $0 >= offset }
    let end = insertions.partitioningIndex { $0 > offset }
    return first..<Swift.max(first, end)
  }

  /// The part of the older layer that a span of the newer one came from.
  ///
  /// A span that touches inserted text reaches over all that this text replaced.
  @inlinable public func origin(of span: Span<To>) -> Span<From> {
    let lower = origin(ofStart: span.lower)
    return Span(lower..<(span.isEmpty ? lower : max(lower, origin(ofEnd: span.upper))))
  }

  /// The part of the newer layer that a span of the older one became; empty where it was cut.
  @inlinable public func image(of span: Span<From>) -> Span<To> {
    let lower = image(ofStart: span.lower)
    return Span(lower..<(span.isEmpty ? lower : max(lower, image(ofEnd: span.upper))))
  }

  /// The edits that touch a span of the older layer or stand at its ends.
  @inlinable public func edits(around span: Span<From>) -> ArraySlice<Edit<From>> {
    let first = edits.partitioningIndex { $0.span.upper >= span.lower }
    let last = edits.partitioningIndex { $0.span.lower > span.upper }
    return edits[first..<max(first, last)]
  }

  // A span starts after what was cut before it and ends before what was cut behind it. Inside
  // inserted text it moves out to the edge of what that text replaced.
  @inlinable func origin(ofStart offset: Int) -> Int {
    let next = edits.indices.partitioningIndex { end(ofInsertion: $0) > offset }
    if next < edits.count, insertions[next] < offset { return edits[next].span.lower }
    return origin(of: offset, after: next - 1)
  }

  @inlinable func origin(ofEnd offset: Int) -> Int {
    let next = insertions.partitioningIndex { $0 >= offset }
    guard next > 0, end(ofInsertion: next - 1) > offset else {
      return origin(of: offset, after: next - 1)
    }
    return edits[next - 1].span.upper
  }

  @inlinable func origin(of offset: Int, after i: Int) -> Int {
    i < 0 ? offset : edits[i].span.upper + (offset - end(ofInsertion: i))
  }

  @inlinable func end(ofInsertion i: Int) -> Int { insertions[i] + edits[i].inserted.utf8.count }

  @inlinable func image(ofStart offset: Int) -> Int {
    let next = edits.partitioningIndex { $0.span.upper > offset }
    if next < edits.count, edits[next].span.lower < offset { return insertions[next] }
    return image(of: offset, after: next - 1)
  }

  @inlinable func image(ofEnd offset: Int) -> Int {
    let next = edits.partitioningIndex { $0.span.lower >= offset }
    guard next > 0, edits[next - 1].span.upper > offset else {
      return image(of: offset, after: next - 1)
    }
    return end(ofInsertion: next - 1)
  }

  @inlinable func image(of offset: Int, after i: Int) -> Int {
    guard i >= 0 else { return offset }
    return end(ofInsertion: i) + (offset - edits[i].span.upper)
  }
}

extension RandomAccessCollection {
  /// The first index whose element satisfies `predicate`, given that all after it do too.
  @inlinable package func partitioningIndex(where predicate: (Element) -> Bool) -> Index {
    var low = startIndex
    var count = self.count
    while count > 0 {
      let half = count / 2
      let middle = index(low, offsetBy: half)
      if predicate(self[middle]) {
        count = half
      } else {
        low = index(after: middle)
        count -= half + 1
      }
    }
    return low
  }
}
