/// A pattern's program made deterministic as far as texts ask for it.
///
/// A state is the ordered list of instructions that wait for the next scalar, with what stood
/// before. States are kept in a cache that is emptied when it is full, so memory is bounded and
/// time stays linear: at worst every scalar costs one walk over the program.
struct PatternAutomaton {
  /// States that are kept.
  private static let mostStates = 1_000

  /// What stands before a place.
  private struct Before: Hashable {
    let isWord: Bool
    let startsLine: Bool
  }

  private struct State: Hashable {
    /// Where threads go on, the preferred first.
    let places: [Int32]
    let before: Before
    /// Whether a match may still start here.
    let searches: Bool
  }

  /// A state after one scalar; `isMatch` says that a match ended before it, `isIdle` that no match
  /// has begun in the state.
  private struct Step {
    let state: Int32
    let isMatch: Bool
    let isIdle: Bool

    /// A packed step that was not taken yet.
    static let unknown = Int32.min

    init(state: Int32, isMatch: Bool, isIdle: Bool) {
      self.state = state
      self.isMatch = isMatch
      self.isIdle = isIdle
    }

    @inline(__always)
    init(packed: Int32) {
      state = packed >> 2
      isMatch = packed & 1 == 1
      isIdle = packed & 2 == 2
    }

    var packed: Int32 { state << 2 | (isIdle ? 2 : 0) | (isMatch ? 1 : 0) }
  }

  /// Where a search stopped that had found nothing.
  private struct Pause {
    let range: Range<Int>
    let position: Int
    let idle: Int
    let state: Int32
  }

  private let program: PatternProgram
  private var classes: ScalarClasses

  /// What finds the groups of a match, once there was one.
  private var captures: PatternCaptures?
  private var states: [State] = []
  private var numbers: [State: Int32] = [:]

  /// Steps of every state by class; rows are `width` long, steps packed.
  private var steps: [Int32] = []
  private var width = 16

  /// For each thing that may stand before a search, the state it starts in; -1 until it is asked.
  private var starts: [Int32] = [-1, -1, -1, -1]

  private var pause: Pause?

  private var marks: [Int]
  private var mark = 0
  private var closed: [Int32] = []
  private var stack: [Int32] = []

  /// The state in which no thread is left and none may start.
  private static let dead: Int32 = -1

  /// Creates an automaton without any state yet.
  init(_ pattern: Pattern) {
    program = pattern.program
    classes = ScalarClasses(pattern.program.sets)
    marks = Array(repeating: 0, count: pattern.program.instructions.count)
  }

  /// The leftmost match in `range` that starts at `from` or later.
  ///
  /// `latest` ends the search when nothing has matched: a place behind any match of interest. With
  /// `goesOn` the search goes on where the last one of the same text ended so, if that is behind
  /// `from`; then no match may start between the two that ends behind the last one's `latest`.
  mutating func firstMatch(
    in text: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>,
    from: Int,
    latest: Int = .max,
    goesOn: Bool = false
  ) -> PatternMatch? {
    var place: Pause?
    if goesOn, let pause, pause.range == range, pause.position >= from { place = pause }
    let begin =
      place
      ?? Pause(
        range: range,
        position: from,
        idle: from,
        state: start(behind: before(from, in: text, range))
      )
    pause = nil
    guard let (start, end) = match(in: text, begin, latest: latest) else { return nil }
    if captures == nil { captures = PatternCaptures(program) }
    return captures?.match(in: text, range, from: start, endingAt: end, &classes)
  }

  /// Where the leftmost match ends, and a place before its start at which none had begun.
  private mutating func match(
    in text: UnsafeBufferPointer<UInt8>,
    _ begin: Pause,
    latest: Int
  ) -> (start: Int, end: Int)? {
    let range = begin.range
    var state = begin.state
    var position = begin.position
    var idle = begin.idle
    var end: Int?
    while true {
      var symbol = ScalarClasses.end
      var length = 0
      if position < range.upperBound {
        let byte = text[position]
        let known = byte < 0x80 ? classes.knownSymbol(ofASCII: byte) : -1
        if known >= 0 {
          symbol = known
          length = 1
        } else {
          let (value, count) = scalar(in: text, at: position)
          symbol = classes.symbol(of: value)
          length = count
        }
      }
      let packed = symbol < width ? steps[Int(state) * width + symbol] : Step.unknown
      let step = packed == Step.unknown ? step(from: &state, symbol) : Step(packed: packed)
      if step.isMatch { end = position }
      guard length > 0, step.state != Self.dead else { return end.map { (idle, $0) } }
      state = step.state
      position += length
      if step.isIdle {
        // Up to the end of the line nothing can begin.
        if program.startsLines { position = Self.endOfLine(text, around: position, in: range) }
        idle = position
      }
      if end == nil, position > latest {
        pause = Pause(range: range, position: position, idle: idle, state: state)
        return nil
      }
    }
  }

  /// The next line break from a place on, or the end of the range; the place itself if it is behind
  /// a line break.
  private static func endOfLine(
    _ text: UnsafeBufferPointer<UInt8>,
    around place: Int,
    in range: Range<Int>
  ) -> Int {
    func isBreak(_ i: Int) -> Bool { text[i] == 0x0a || text[i] == 0x0d }
    guard place > range.lowerBound, !isBreak(place - 1) else { return place }
    var place = place
    while place < range.upperBound, !isBreak(place) { place += 1 }
    return place
  }

  private mutating func before(
    _ offset: Int,
    in text: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>
  ) -> Before {
    guard let (value, _) = scalar(in: text, before: offset, from: range.lowerBound) else {
      return Before(isWord: false, startsLine: true)
    }
    let symbol = classes.symbol(of: value)
    return Before(isWord: classes.isWord(symbol), startsLine: classes.isLineBreak(symbol))
  }

  /// The state in which a search starts.
  private mutating func start(behind before: Before) -> Int32 {
    let slot = (before.isWord ? 1 : 0) + (before.startsLine ? 2 : 0)
    if starts[slot] >= 0 { return starts[slot] }
    let number = number(of: State(places: [], before: before, searches: true))
    starts[slot] = number
    return number
  }

  private mutating func forgetStates() {
    states.removeAll(keepingCapacity: true)
    numbers.removeAll(keepingCapacity: true)
    steps.removeAll(keepingCapacity: true)
    for i in starts.indices { starts[i] = -1 }
    pause = nil
  }

  private mutating func number(of state: State) -> Int32 {
    if let number = numbers[state] { return number }
    if states.count >= Self.mostStates { forgetStates() }
    let number = Int32(states.count)
    states.append(state)
    numbers[state] = number
    steps.append(contentsOf: repeatElement(Step.unknown, count: width))
    return number
  }

  /// The step a state takes; the state's number may change when the cache is emptied.
  private mutating func step(from number: inout Int32, _ symbol: Int) -> Step {
    if symbol >= width { widen(&number, to: symbol) }
    let packed = steps[Int(number) * width + symbol]
    if packed != Step.unknown { return Step(packed: packed) }
    let state = states[Int(number)]
    let (next, isMatch) = successor(of: state, symbol)
    guard let next else {
      let step = Step(state: Self.dead, isMatch: isMatch, isIdle: false)
      steps[Int(number) * width + symbol] = step.packed
      return step
    }
    let nextNumber = self.number(of: next)
    let isIdle = next.searches && next.places.isEmpty
    let step = Step(state: nextNumber, isMatch: isMatch, isIdle: isIdle)
    if Int(number) < states.count, states[Int(number)] == state {
      steps[Int(number) * width + symbol] = step.packed
    }
    return step
  }

  private mutating func widen(_ number: inout Int32, to symbol: Int) {
    let state = states[Int(number)]
    width = max(2 * width, symbol + 1)
    forgetStates()
    number = self.number(of: state)
  }

  /// The state behind one scalar, `nil` where nothing can match any more.
  private mutating func successor(of state: State, _ symbol: Int) -> (State?, isMatch: Bool) {
    let isWord = classes.isWord(symbol)
    let endsLine = classes.isLineBreak(symbol)
    closed.removeAll(keepingCapacity: true)
    mark += 1
    var isMatch = false
    for place in state.places {
      isMatch = close(place, state.before, isWord: isWord, endsLine: endsLine)
      if isMatch { break }
    }
    if !isMatch, state.searches {
      isMatch = close(0, state.before, isWord: isWord, endsLine: endsLine)
    }
    guard symbol != ScalarClasses.end else { return (nil, isMatch) }
    mark += 1
    var places: [Int32] = []
    for place in closed {
      guard case .take(let set) = program.instructions[Int(place)] else { continue }
      if classes.holds(set, symbol), marks[Int(place) + 1] != mark {
        marks[Int(place) + 1] = mark
        places.append(place + 1)
      }
    }
    let searches = state.searches && !isMatch
    guard !places.isEmpty || searches else { return (nil, isMatch) }
    let before = Before(isWord: isWord, startsLine: endsLine)
    return (State(places: places, before: before, searches: searches), isMatch)
  }

  /// Follows all instructions that take nothing; says whether a match was reached.
  private mutating func close(
    _ place: Int32,
    _ before: Before,
    isWord: Bool,
    endsLine: Bool
  ) -> Bool {
    stack.append(place)
    while let place = stack.popLast() {
      guard marks[Int(place)] != mark else { continue }
      marks[Int(place)] = mark
      switch program.instructions[Int(place)] {
      case .take: closed.append(place)
      case .split(let first, let second):
        stack.append(Int32(second))
        stack.append(Int32(first))
      case .jump(let next): stack.append(Int32(next))
      case .save: stack.append(place + 1)
      case .assert(let assertion):
        let holds =
          switch assertion {
          case .wordBoundary: before.isWord != isWord
          case .insideOrOutsideWord: before.isWord == isWord
          case .lineStart: before.startsLine
          case .lineEnd: endsLine
          }
        if holds { stack.append(place + 1) }
      case .match:
        stack.removeAll(keepingCapacity: true)
        return true
      }
    }
    return false
  }
}
