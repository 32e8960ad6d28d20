/// Scalars that a program cannot tell apart, numbered as they are met.
///
/// Two scalars are of one class when the same sets of the program hold them, and both or neither
/// are word scalars or line breaks.
struct ScalarClasses {
  /// The class of the end of the text.
  static let end = 0

  private let sets: [ScalarSet]
  private var ascii: [Int32] = Array(repeating: -1, count: 128)
  private var cachedScalars: [UInt32] = Array(repeating: .max, count: 512)
  private var cachedClasses: [Int32] = Array(repeating: -1, count: 512)
  private var classes: [[Bool]: Int] = [:]

  /// Membership of every class in every set; the last two columns are word and line break.
  private(set) var members: [[Bool]]

  init(_ sets: [ScalarSet]) {
    self.sets = sets
    members = [Array(repeating: false, count: sets.count + 2)]
  }

  /// How many classes there are so far.
  var count: Int { members.count }

  /// Whether the scalars of a class belong to words.
  func isWord(_ symbol: Int) -> Bool { members[symbol][sets.count] }

  /// Whether the scalars of a class break lines, or the text ends there.
  func isLineBreak(_ symbol: Int) -> Bool { symbol == Self.end || members[symbol][sets.count + 1] }

  /// Whether a set holds the scalars of a class.
  func holds(_ set: Int, _ symbol: Int) -> Bool { members[symbol][set] }

  /// The class of an ASCII scalar; -1 until it is met.
  @inline(__always)
  func knownSymbol(ofASCII byte: UInt8) -> Int { Int(ascii[Int(byte)]) }

  /// The class of a scalar.
  mutating func symbol(of value: UInt32) -> Int {
    if value < 128 {
      let known = ascii[Int(value)]
      if known >= 0 { return Int(known) }
      let symbol = classified(value)
      ascii[Int(value)] = Int32(symbol)
      return symbol
    }
    let slot = Int(value & 511)
    if cachedScalars[slot] == value { return Int(cachedClasses[slot]) }
    let symbol = classified(value)
    cachedScalars[slot] = value
    cachedClasses[slot] = Int32(symbol)
    return symbol
  }

  private mutating func classified(_ value: UInt32) -> Int {
    let scalar = Unicode.Scalar(value) ?? "\u{fffd}"
    var row = sets.map { $0.contains(scalar) }
    row.append(ScalarSet.Property.word.contains(scalar))
    row.append(value == 0x0a || value == 0x0d)
    if let symbol = classes[row] { return symbol }
    members.append(row)
    classes[row] = members.count - 1
    return members.count - 1
  }
}
