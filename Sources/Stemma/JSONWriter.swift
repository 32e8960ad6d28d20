/// Writes JSON over UTF-8 bytes, in the order that reads best or in canonical order.
///
/// The canonical layout is RFC 8785 (JSON Canonicalization Scheme): members sorted by name, no
/// white space, only what must be escaped escaped. Numbers are integers, for which RFC 8785 needs
/// no rules. The other layouts escape, besides, what could steer a terminal or turn its text
/// around: one line has the canonical order, and the pretty layout puts what is marked `inline` on
/// one line.
package struct JSONWriter {
  /// How the text is laid out.
  package enum Layout {
    case canonical
    case line
    case pretty
  }

  /// What was written so far.
  package internal(set) var bytes: [UInt8] = []

  package let layout: Layout

  /// Takes what was written, where it is much; see `handOn`.
  package var sink: (([UInt8]) -> Void)?

  private var levels: [Level] = []
  private var isAfterKey = false

  /// Members of the open objects, for sorting; empty in the pretty layout.
  private var members: [Member] = []

  private struct Level {
    let isInline: Bool
    let firstMember: Int
    var isEmpty = true
    var isSorted = true
    var isHandedOn = false
  }

  private struct Member {
    let name: StaticString
    let prefix: UInt64  // the first eight bytes of the name, which mostly decide the order
    let start: Int
    var end = 0

    init(_ name: StaticString, start: Int) {
      self.name = name
      self.start = start
      var prefix: UInt64 = 0
      for i in 0..<8 {
        prefix = prefix << 8 | (i < name.utf8CodeUnitCount ? UInt64(name.utf8Start[i]) : 0)
      }
      self.prefix = prefix
    }

    func precedes(_ other: Member) -> Bool {
      if prefix != other.prefix { return prefix < other.prefix }
      let a = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
      let b = UnsafeBufferPointer(start: other.name.utf8Start, count: other.name.utf8CodeUnitCount)
      return a.lexicographicallyPrecedes(b)
    }
  }

  /// Room to sort members in, kept from object to object.
  private var scratch: [UInt8] = []

  /// Starts an empty text that may grow to `capacity` bytes without being moved.
  package init(_ layout: Layout, capacity: Int = 4096) {
    self.layout = layout
    bytes.reserveCapacity(capacity)
  }

  /// Opens an object; an inline one stands on one line of the pretty layout.
  package mutating func beginObject(inline: Bool = false) {
    begin(UInt8(ascii: "{"), inline: inline)
  }

  /// Closes an object.
  package mutating func endObject() {
    guard let level = levels.popLast() else { return }
    if layout != .pretty, members.count > level.firstMember {
      members[members.count - 1].end = bytes.count
      if !level.isSorted { sortMembers(from: level.firstMember) }
      members.removeLast(members.count - level.firstMember)
    }
    end(UInt8(ascii: "}"), level)
  }

  /// Opens an array; an inline one stands on one line of the pretty layout.
  package mutating func beginArray(inline: Bool = false) {
    begin(UInt8(ascii: "["), inline: inline)
  }

  /// Closes an array.
  package mutating func endArray() {
    guard let level = levels.popLast() else { return }
    end(UInt8(ascii: "]"), level)
  }

  /// Names the member of the open object whose value comes next; `name` is ASCII without escapes.
  package mutating func key(_ name: StaticString) {
    let end = bytes.count
    separate()
    if layout != .pretty, let level = levels.indices.last {
      let member = Member(name, start: bytes.count)
      if members.count > levels[level].firstMember {
        members[members.count - 1].end = end
        if member.precedes(members[members.count - 1]) {
          precondition(!levels[level].isHandedOn, "What was handed on cannot be sorted any more.")
          levels[level].isSorted = false
        }
      }
      members.append(member)
    }
    bytes.append(UInt8(ascii: "\""))
    bytes.append(
      contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
    )
    bytes.append(UInt8(ascii: "\""))
    endKey()
  }

  /// Names a member by a name known only now.
  ///
  /// All members of such an object are named this way, in the order of their UTF-16 code units,
  /// which is RFC 8785's.
  package mutating func key(sorted name: String) {
    separate()
    quote(name)
    endKey()
  }

  /// Writes a string.
  package mutating func value(_ string: String) {
    separateValue()
    quote(string)
  }

  /// Writes a string that is there as UTF-8.
  package mutating func value(utf8 text: [UInt8]) {
    separateValue()
    text.withUnsafeBufferPointer { quote($0) }
  }

  /// Writes an integer.
  package mutating func value(_ integer: Int) {
    separateValue()
    digits(of: integer)
  }

  /// Writes true or false.
  package mutating func value(_ boolean: Bool) {
    separateValue()
    bytes.append(contentsOf: boolean ? "true".utf8 : "false".utf8)
  }

  /// Writes null.
  package mutating func null() {
    separateValue()
    bytes.append(contentsOf: "null".utf8)
  }

  /// Writes JSON that is already laid out as this writer would.
  package mutating func verbatim(_ json: some Collection<UInt8>) {
    separateValue()
    bytes.append(contentsOf: json)
  }

  /// Hands on what was written so far, to go on behind it; in the pretty layout only, which never
  /// comes back to what it wrote.
  package mutating func taken() -> [UInt8] {
    precondition(layout == .pretty, "The canonical layout still sorts what it wrote.")
    defer { bytes.removeAll(keepingCapacity: true) }
    return bytes
  }

  /// Hands what was written on to `sink`, if there is one, and goes on behind it.
  ///
  /// Called where all members of the open objects come in the order of the layout; less than
  /// `least` bytes wait for more.
  package mutating func handOn(atLeast least: Int = 1 << 16) {
    guard let sink, bytes.count >= least else { return }
    precondition(levels.allSatisfy(\.isSorted), "What is to be sorted cannot be handed on.")
    for i in levels.indices { levels[i].isHandedOn = true }
    sink(bytes)
    bytes.removeAll(keepingCapacity: true)
  }

  /// Ends a file with a line break.
  package mutating func endFile() { bytes.append(UInt8(ascii: "\n")) }

  // MARK: Layout

  private mutating func begin(_ bracket: UInt8, inline: Bool) {
    separateValue()
    bytes.append(bracket)
    let isInline = inline || levels.last?.isInline ?? false
    levels.append(Level(isInline: isInline, firstMember: members.count))
  }

  private mutating func end(_ bracket: UInt8, _ level: Level) {
    if layout == .pretty, !level.isInline, !level.isEmpty { breakLine() }
    bytes.append(bracket)
  }

  private mutating func endKey() {
    isAfterKey = true
    bytes.append(UInt8(ascii: ":"))
    if layout == .pretty { bytes.append(UInt8(ascii: " ")) }
  }

  /// A value needs a comma in front in an array only: in an object its key had it.
  private mutating func separateValue() {
    if !isAfterKey { separate() }
    isAfterKey = false
  }

  private mutating func separate() {
    guard let last = levels.indices.last else { return }
    let isFirst = levels[last].isEmpty
    levels[last].isEmpty = false
    if !isFirst { bytes.append(UInt8(ascii: ",")) }
    guard layout == .pretty else { return }
    if !levels[last].isInline {
      breakLine()
    } else if !isFirst {
      bytes.append(UInt8(ascii: " "))
    }
  }

  private mutating func breakLine() {
    bytes.append(UInt8(ascii: "\n"))
    for _ in levels { bytes.append(UInt8(ascii: " ")) }
  }

  /// Puts the members written since `first` into the order of their names.
  private mutating func sortMembers(from first: Int) {
    let start = members[first].start
    for i in first + 1..<members.count {
      var j = i
      while j > first, members[j].precedes(members[j - 1]) {
        members.swapAt(j, j - 1)
        j -= 1
      }
    }
    var sorted = scratch
    scratch = []
    sorted.removeAll(keepingCapacity: true)
    bytes.withUnsafeBufferPointer { bytes in
      for member in members[first...] {
        if !sorted.isEmpty { sorted.append(UInt8(ascii: ",")) }
        sorted.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[member.start..<member.end]))
      }
    }
    bytes.withUnsafeMutableBytes { bytes in
      sorted.withUnsafeBytes {
        UnsafeMutableRawBufferPointer(rebasing: bytes[start...]).copyMemory(from: $0)
      }
    }
    scratch = sorted
  }
}
