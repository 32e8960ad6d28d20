extension Lineage {
  /// The lineage from the older layer of this one to the newer layer of `next`.
  ///
  /// An edit of `next` that lies in copied text keeps its span, moved; one that reaches over
  /// edits of this lineage takes them in, whole, and its rule answers for all of it. An edit made
  /// here that `next` does not touch is kept as it is.
  public func followed<Next>(by next: Lineage<To, Next>) -> Lineage<From, Next> {
    precondition(next.sourceCount == resultCount, "Lineages meet in one layer.")
    if next.edits.isEmpty { return Lineage<From, Next>(composed: edits, over: sourceCount) }
    if edits.isEmpty {
      return Lineage<From, Next>(
        composed: next.edits.map {
          Edit(Span($0.span.range), inserted: $0.inserted, rule: $0.rule, $0.editClass)
        },
        over: sourceCount
      )
    }
    var composition = Composition<From, To>(of: edits)
    for edit in next.edits { composition.add(edit) }
    return Lineage<From, Next>(composed: composition.finished(), over: sourceCount)
  }

  fileprivate init(composed edits: [Edit<From>], over count: Int) {
    do {
      self = try Lineage(edits, over: count)
    } catch {
      preconditionFailure("Composed edits are sorted and disjoint: \(error)")
    }
  }
}

/// Merges later edits into earlier ones, left to right.
private struct Composition<From, To> {
  private let earlier: [Edit<From>]
  private var result: [Edit<From>] = []

  /// The next earlier edit not yet kept or taken in, and where its inserted text starts.
  private var i = 0
  private var shift = 0

  /// A later edit being merged: its place in both layers, and what it inserts so far.
  private var open: Group?

  private struct Group {
    var source: Range<Int>
    var upper: Int  // end in the layer between, including the tail of an earlier insertion
    var tail: [UInt8]  // rest of an earlier insertion after the last later edit
    var inserted: [UInt8]
    let rule: String
    let editClass: EditClass
  }

  init(of edits: [Edit<From>]) {
    earlier = edits
  }

  mutating func add(_ edit: Edit<To>) {
    let span = edit.span
    if var group = open, span.lower < group.upper {
      // Inside the tail of an insertion that the open group already took in.
      let kept = group.tail.count - (group.upper - span.lower)
      group.inserted += group.tail[..<kept]
      group.inserted += edit.inserted.utf8
      group.tail = Array(group.tail[min(group.tail.count, kept + span.count)...])
      group.upper = max(group.upper, span.upper)
      open = group
      absorb(upTo: span.upper)
      return
    }
    close()
    keep(endingBy: span.lower)
    var start = source(of: span.lower)
    var head: [UInt8] = []
    if i < earlier.count, insertion(i) < span.lower {
      // The edit starts inside an earlier insertion: what stands before it there is kept.
      start = earlier[i].span.lower
      head = Array(Array(earlier[i].inserted.utf8)[..<(span.lower - insertion(i))])
    }
    open = Group(
      source: start..<start,
      upper: span.upper,
      tail: [],
      inserted: head + Array(edit.inserted.utf8),
      rule: edit.rule,
      editClass: edit.editClass
    )
    absorb(upTo: span.upper)
  }

  mutating func finished() -> [Edit<From>] {
    close()
    result += earlier[i...]
    return result
  }

  /// Takes in the earlier edits that start before `offset` of the layer between.
  private mutating func absorb(upTo offset: Int) {
    guard var group = open else { return }
    while i < earlier.count, insertion(i) < offset {
      let edit = earlier[i]
      let end = insertion(i) + edit.inserted.utf8.count
      group.source = group.source.lowerBound..<edit.span.upper
      if end > offset {
        group.tail = Array(Array(edit.inserted.utf8)[(offset - insertion(i))...])
        group.upper = end
      }
      advance()
    }
    if group.tail.isEmpty {
      group.source = group.source.lowerBound..<max(group.source.upperBound, source(of: offset))
    }
    open = group
  }

  /// Keeps the earlier edits whose inserted text ends by `offset` of the layer between.
  private mutating func keep(endingBy offset: Int) {
    while i < earlier.count, insertion(i) + earlier[i].inserted.utf8.count <= offset {
      result.append(earlier[i])
      advance()
    }
  }

  private mutating func close() {
    guard let group = open else { return }
    result.append(
      Edit(
        Span(group.source),
        inserted: String(decoding: group.inserted + group.tail, as: UTF8.self),
        rule: group.rule,
        group.editClass
      )
    )
    open = nil
  }

  private func insertion(_ index: Int) -> Int { earlier[index].span.lower + shift }

  /// Where an offset in copied text stands in the older layer, after all edits so far.
  private func source(of offset: Int) -> Int { offset - shift }

  private mutating func advance() {
    shift += earlier[i].inserted.utf8.count - earlier[i].span.count
    i += 1
  }
}
