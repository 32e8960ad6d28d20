/// Finds where a match and its groups start, once it is known that there is one.
///
/// R. Pike's virtual machine: all threads side by side, the preferred first, each with its slots.
struct PatternCaptures {
  /// Threads in the order of preference, their slots one behind the other.
  private struct Threads {
    var places: [Int32] = []
    var slots: [Int] = []

    mutating func removeAll() {
      places.removeAll(keepingCapacity: true)
      slots.removeAll(keepingCapacity: true)
    }
  }

  /// What is still to be done for the thread that is followed.
  private enum Errand {
    case visit(Int)
    /// Gives a slot the value it had before a branch that is done with.
    case restore(slot: Int, to: Int)
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

  /// The threads that wait for a scalar, and those that have gone as far as they can without one.
  private var waiting = Threads()
  private var closed = Threads()

  /// The slots of the thread that is followed, and where it goes.
  private var slots: [Int]
  private var errands: [Errand] = []

  init(_ program: PatternProgram) {
    self.program = program
    marks = Array(repeating: 0, count: program.instructions.count)
    slots = Array(repeating: -1, count: program.slotCount)
  }

  /// The leftmost match from `from` on, which is known to end at `end`.
  mutating func match(
    in text: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>,
    from: Int,
    endingAt end: Int,
    _ classes: inout ScalarClasses
  ) -> PatternMatch? {
    found = nil
    waiting.removeAll()
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
      step(at: position, sides, takes: position < range.upperBound ? symbol : nil, classes)
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
    at position: Int,
    _ sides: Sides,
    takes symbol: Int?,
    _ classes: ScalarClasses
  ) {
    mark += 1
    closed.removeAll()
    var isMatch = false
    for n in waiting.places.indices {
      for k in slots.indices { slots[k] = waiting.slots[n * slots.count + k] }
      isMatch = follow(from: Int(waiting.places[n]), at: position, sides)
      if isMatch { break }
    }
    if !isMatch, found == nil {
      for k in slots.indices { slots[k] = -1 }
      _ = follow(from: 0, at: position, sides)
    }
    waiting.removeAll()
    guard let symbol else { return }
    mark += 1
    for n in closed.places.indices {
      let place = Int(closed.places[n])
      guard case .take(let set) = program.instructions[place], classes.holds(set, symbol),
        marks[place + 1] != mark
      else { continue }
      marks[place + 1] = mark
      waiting.places.append(Int32(place + 1))
      for k in slots.indices { waiting.slots.append(closed.slots[n * slots.count + k]) }
    }
  }

  /// Follows all instructions that take nothing; says whether a match was reached.
  private mutating func follow(from place: Int, at position: Int, _ sides: Sides) -> Bool {
    errands.append(.visit(place))
    while let errand = errands.popLast() {
      guard case .visit(let place) = errand else {
        if case .restore(let slot, let value) = errand { slots[slot] = value }
        continue
      }
      guard marks[place] != mark else { continue }
      marks[place] = mark
      switch program.instructions[place] {
      case .take:
        closed.places.append(Int32(place))
        closed.slots += slots
      case .split(let first, let second):
        errands.append(.visit(second))
        errands.append(.visit(first))
      case .jump(let next): errands.append(.visit(next))
      case .save(let slot):
        errands.append(.restore(slot: slot, to: slots[slot]))
        slots[slot] = position
        errands.append(.visit(place + 1))
      case .assert(let assertion):
        let holds =
          switch assertion {
          case .wordBoundary: sides.wasWord != sides.isWord
          case .insideOrOutsideWord: sides.wasWord == sides.isWord
          case .lineStart: sides.startsLine
          case .lineEnd: sides.endsLine
          }
        if holds { errands.append(.visit(place + 1)) }
      case .match:
        found = slots
        errands.removeAll(keepingCapacity: true)
        return true
      }
    }
    return false
  }
}
