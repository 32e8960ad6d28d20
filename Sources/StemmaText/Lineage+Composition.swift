extension Lineage {
  /// The lineage from the older layer of this one to the newer layer of `next`.
  ///
  /// An edit of `next` that lies in copied text keeps its span, moved; one that reaches over
  /// edits of this lineage takes them in, whole, and its rule answers for all of it. An edit made
  /// here that `next` does not touch is kept as it is.
  @inlinable public func followed<Next>(by next: Lineage<To, Next>) -> Lineage<From, Next> {
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
    composition.result.reserveCapacity(edits.count + next.edits.count)
    for edit in next.edits { composition.add(edit) }
    return Lineage<From, Next>(composed: composition.finished(), over: sourceCount)
  }

  @inlinable init(composed edits: [Edit<From>], over count: Int) {
    do {
      self = try Lineage(edits, over: count)
    } catch {
      preconditionFailure("Composed edits are sorted and disjoint: \(error)")
    }
  }
}

/// Merges later edits into earlier ones, left to right.
@usableFromInline struct Composition<From, To> {
  @usableFromInline let earlier: [Edit<From>]
  @usableFromInline var result: [Edit<From>] = []

  /// The next earlier edit not yet kept or taken in, and where its inserted text starts.
  @usableFromInline var i = 0
  @usableFromInline var shift = 0

  /// A later edit being merged: its place in both layers, and what it inserts so far.
  @usableFromInline var open: Group?

  @usableFromInline struct Group {
    @usableFromInline var source: Range<Int>
    // End in the layer between, including the tail of an earlier insertion.
    @usableFromInline var upper: Int
    // Rest of an earlier insertion after the last later edit.
    @usableFromInline var tail: [UInt8]
    @usableFromInline var inserted: [UInt8]
    @usableFromInline let rule: String
    @usableFromInline let editClass: EditClass

    @inlinable init(_ edit: Edit<To>, behind head: [UInt8], at start: Int) {
      source = start..<start
      upper = edit.span.upper
      tail = []
      inserted = head + Array(edit.inserted.utf8)
      rule = edit.rule
      editClass = edit.editClass
    }
  }

  @inlinable init(of edits: [Edit<From>]) {
    earlier = edits
  }

  @inlinable mutating func add(_ edit: Edit<To>) {
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
    guard i < earlier.count, insertion(i) < span.upper else {
      // It touches nothing that was done before.
      let place = source(of: span.lower)..<source(of: span.upper)
      result.append(Edit(Span(place), inserted: edit.inserted, rule: edit.rule, edit.editClass))
      return
    }
    var start = source(of: span.lower)
    var head: [UInt8] = []
    if i < earlier.count, insertion(i) < span.lower {
      // The edit starts inside an earlier insertion: what stands before it there is kept.
      start = earlier[i].span.lower
      head = Array(Array(earlier[i].inserted.utf8)[..<(span.lower - insertion(i))])
    }
    open = Group(edit, behind: head, at: start)
    absorb(upTo: span.upper)
  }

  @inlinable mutating func finished() -> [Edit<From>] {
    close()
    result += earlier[i...]
    return result
  }

  /// Takes in the earlier edits that start before `offset` of the layer between.
  @inlinable mutating func absorb(upTo offset: Int) {
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
  @inlinable mutating func keep(endingBy offset: Int) {
    while i < earlier.count, insertion(i) + earlier[i].inserted.utf8.count <= offset {
      result.append(earlier[i])
      advance()
    }
  }

  @inlinable mutating func close() {
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

  @inlinable func insertion(_ index: Int) -> Int { earlier[index].span.lower + shift }

  /// Where an offset in copied text stands in the older layer, after all edits so far.
  @inlinable func source(of offset: Int) -> Int { offset - shift }

  @inlinable mutating func advance() {
    shift += earlier[i].inserted.utf8.count - earlier[i].span.count
    i += 1
  }
}
