/// Finds where a match and its groups start, once it is known that there is one.
///
/// R. Pike's virtual machine: all threads side by side, the preferred first, each with its slots.
struct PatternCaptures {
  private struct Thread {
    let place: Int
    let slots: [Int]
  }

  /// What stands on both sides of a place.
  private struct Sides {
    let wasWord: Bool
    let isWord: Bool
    let startsLine: Bool
    let endsLine: Bool
  }

  private let program: PatternProgram
  private var marks: [Int]
  private var mark = 0
  private var found: [Int]?

  init(_ program: PatternProgram) {
    self.program = program
    marks = Array(repeating: 0, count: program.instructions.count)
  }

  /// The leftmost match from `from` on, which is known to end at `end`.
  consuming func match(
    in text: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>,
    from: Int,
    endingAt end: Int,
    _ classes: inout ScalarClasses
  ) -> PatternMatch? {
    var threads: [Thread] = []
    var position = from
    var wasWord = false
    var startsLine = true
    if let (value, _) = scalar(in: text, before: from, from: range.lowerBound) {
      let symbol = classes.symbol(of: value)
      wasWord = classes.isWord(symbol)
      startsLine = classes.isLineBreak(symbol)
    }
    while position <= end {
      var symbol = ScalarClasses.end
      var length = 1
      if position < range.upperBound {
        let (value, count) = scalar(in: text, at: position)
        symbol = classes.symbol(of: value)
        length = count
      }
      let sides = Sides(
        wasWord: wasWord,
        isWord: classes.isWord(symbol),
        startsLine: startsLine,
        endsLine: classes.isLineBreak(symbol)
      )
      let next = step(
        threads,
        at: position,
        sides,
        takes: position < range.upperBound ? symbol : nil,
        classes
      )
      threads = next
      wasWord = sides.isWord
      startsLine = sides.endsLine
      position += length
    }
    guard let found else { return nil }
    var groups: [Range<Int>?] = []
    for slot in stride(from: 0, to: found.count, by: 2) {
      let isSet = found[slot] >= 0 && found[slot + 1] >= found[slot]
      groups.append(isSet ? found[slot]..<found[slot + 1] : nil)
    }
    return PatternMatch(groups: groups)
  }

  /// Lets every thread follow what takes nothing, then take one scalar.
  private mutating func step(
    _ threads: [Thread],
    at position: Int,
    _ sides: Sides,
    takes symbol: Int?,
    _ classes: ScalarClasses
  ) -> [Thread] {
    mark += 1
    var closed: [Thread] = []
    var isMatch = false
    for thread in threads {
      isMatch = close(thread, at: position, sides, &closed)
      if isMatch { break }
    }
    if !isMatch, found == nil {
      let slots = Array(repeating: -1, count: program.slotCount)
      _ = close(Thread(place: 0, slots: slots), at: position, sides, &closed)
    }
    guard let symbol else { return [] }
    mark += 1
    var next: [Thread] = []
    for thread in closed {
      guard case .take(let set) = program.instructions[thread.place] else { continue }
      if classes.holds(set, symbol), marks[thread.place + 1] != mark {
        marks[thread.place + 1] = mark
        next.append(Thread(place: thread.place + 1, slots: thread.slots))
      }
    }
    return next
  }

  private mutating func close(
    _ thread: Thread,
    at position: Int,
    _ sides: Sides,
    _ closed: inout [Thread]
  ) -> Bool {
    var stack = [thread]
    while let thread = stack.popLast() {
      let place = thread.place
      guard marks[place] != mark else { continue }
      marks[place] = mark
      switch program.instructions[place] {
      case .take: closed.append(thread)
      case .split(let first, let second):
        stack.append(Thread(place: second, slots: thread.slots))
        stack.append(Thread(place: first, slots: thread.slots))
      case .jump(let next): stack.append(Thread(place: next, slots: thread.slots))
      case .save(let slot):
        var slots = thread.slots
        slots[slot] = position
        stack.append(Thread(place: place + 1, slots: slots))
      case .assert(let assertion):
        let holds =
          switch assertion {
          case .wordBoundary: sides.wasWord != sides.isWord
          case .insideOrOutsideWord: sides.wasWord == sides.isWord
          case .lineStart: sides.startsLine
          case .lineEnd: sides.endsLine
          }
        if holds { stack.append(Thread(place: place + 1, slots: thread.slots)) }
      case .match:
        found = thread.slots
        return true
      }
    }
    return false
  }
}
