/// A pattern as instructions for a non-deterministic machine.
///
/// K. Thompson, “Regular expression search algorithm”, 1968; R. Cox, “Regular expression matching:
/// the virtual machine approach”, 2009.
struct PatternProgram: Sendable {
  enum Instruction: Sendable {
    /// Takes one scalar of a set, given by its index.
    case take(set: Int)
    /// Goes on at both places, the first preferred.
    case split(Int, Int)
    case jump(Int)
    case assert(PatternNode.Assertion)
    /// Notes the position in a slot: twice the group's number, plus one at its end.
    case save(slot: Int)
    case match
  }

  /// Instructions in one program; a limit on what a user's pattern may cost.
  static let mostInstructions = 20_000

  private(set) var instructions: [Instruction] = []

  /// The sets that the instructions take scalars of, without repeats.
  private(set) var sets: [ScalarSet] = []

  /// Slots for the whole match and every group.
  let slotCount: Int

  /// Whether a match can start only where a line does.
  private(set) var startsLines = false

  private var indexOfSet: [ScalarSet: Int] = [:]

  /// Compiles a tree.
  init(_ node: PatternNode, groupCount: Int) throws(PatternError) {
    slotCount = 2 * (groupCount + 1)
    try emit(.save(slot: 0))
    try compile(node)
    try emit(.save(slot: 1))
    try emit(.match)
    startsLines = asksForLineStart
  }

  /// Whether every way from the start comes to the start of a line before it takes a scalar.
  private var asksForLineStart: Bool {
    var seen: Set<Int> = []
    var open = [0]
    while let place = open.popLast() {
      guard seen.insert(place).inserted else { continue }
      switch instructions[place] {
      case .assert(.lineStart): break
      case .take, .match: return false
      case .split(let first, let second): open += [first, second]
      case .jump(let next): open.append(next)
      case .save, .assert: open.append(place + 1)
      }
    }
    return true
  }

  private mutating func emit(_ instruction: Instruction) throws(PatternError) {
    guard instructions.count < Self.mostInstructions else {
      throw PatternError(
        fault: "The pattern is larger than \(Self.mostInstructions) steps.",
        advice: "Repeat less, or split the rule."
      )
    }
    instructions.append(instruction)
  }

  private mutating func compile(_ node: PatternNode) throws(PatternError) {
    switch node {
    case .empty: break
    case .set(let set): try emit(.take(set: index(of: set)))
    case .assertion(let assertion): try emit(.assert(assertion))
    case .sequence(let nodes): for node in nodes { try compile(node) }
    case .alternatives(let nodes): try compile(alternatives: nodes)
    case .group(let node, nil): try compile(node)
    case .group(let node, let number?):
      try emit(.save(slot: 2 * number))
      try compile(node)
      try emit(.save(slot: 2 * number + 1))
    case .repetition(let node, let least, let most, let isLazy):
      for _ in 0..<least { try compile(node) }
      if let most {
        try compile(node, upTo: most - least, isLazy: isLazy)
      } else {
        try compileLoop(node, isLazy: isLazy)
      }
    }
  }

  private mutating func index(of set: ScalarSet) -> Int {
    if let index = indexOfSet[set] { return index }
    sets.append(set)
    indexOfSet[set] = sets.count - 1
    return sets.count - 1
  }

  private mutating func compile(alternatives nodes: [PatternNode]) throws(PatternError) {
    var jumps: [Int] = []
    for (i, node) in nodes.enumerated() {
      guard i < nodes.count - 1 else {
        try compile(node)
        break
      }
      let split = instructions.count
      try emit(.split(split + 1, 0))
      try compile(node)
      jumps.append(instructions.count)
      try emit(.jump(0))
      instructions[split] = .split(split + 1, instructions.count)
    }
    for jump in jumps { instructions[jump] = .jump(instructions.count) }
  }

  /// A node up to so many times: nested, each inside the one before.
  private mutating func compile(
    _ node: PatternNode,
    upTo count: Int,
    isLazy: Bool
  ) throws(PatternError) {
    var splits: [Int] = []
    for _ in 0..<count {
      splits.append(instructions.count)
      try emit(.split(0, 0))
      try compile(node)
    }
    for split in splits { setSplit(at: split, to: instructions.count, isLazy) }
  }

  private mutating func compileLoop(_ node: PatternNode, isLazy: Bool) throws(PatternError) {
    let split = instructions.count
    try emit(.split(0, 0))
    try compile(node)
    try emit(.jump(split))
    setSplit(at: split, to: instructions.count, isLazy)
  }

  private mutating func setSplit(at split: Int, to end: Int, _ isLazy: Bool) {
    instructions[split] = isLazy ? .split(end, split + 1) : .split(split + 1, end)
  }
}
