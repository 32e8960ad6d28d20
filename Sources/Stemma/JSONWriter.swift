/// Writes JSON over UTF-8 bytes, in the order that reads best or in canonical order.
///
/// The canonical layout is RFC 8785 (JSON Canonicalization Scheme): members sorted by name, no
/// white space, only what must be escaped escaped. Numbers are integers, for which RFC 8785 needs
/// no rules. The pretty layout escapes, besides, what could steer a terminal or turn its text
/// around, and puts what is marked `inline` on one line.
package struct JSONWriter {
  /// How the text is laid out.
  package enum Layout {
    case canonical
    case pretty
  }

  /// What was written so far.
  package private(set) var bytes: [UInt8] = []

  private let layout: Layout
  private var levels: [Level] = []
  private var isAfterKey = false

  /// Members of the open objects, for sorting; empty in the pretty layout.
  private var members: [Member] = []

  private struct Level {
    let isInline: Bool
    let firstMember: Int
    var isEmpty = true
    var isSorted = true
  }

  private struct Member {
    let name: StaticString
    let start: Int

    func precedes(_ other: Member) -> Bool {
      let a = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
      let b = UnsafeBufferPointer(start: other.name.utf8Start, count: other.name.utf8CodeUnitCount)
      return a.lexicographicallyPrecedes(b)
    }
  }

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
    if layout == .canonical {
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
    separate()
    if layout == .canonical, let level = levels.indices.last {
      let member = Member(name: name, start: bytes.count)
      if members.count > levels[level].firstMember, let last = members.last,
        member.precedes(last)
      {
        levels[level].isSorted = false
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
    bytes.append(UInt8(ascii: "\""))
    text.withUnsafeBufferPointer { escape($0) }
    bytes.append(UInt8(ascii: "\""))
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
    let pieces = members[first...].indices.map { i in
      (
        member: members[i],
        end: i + 1 < members.count ? members[i + 1].start - 1 : bytes.count
      )
    }
    var sorted: [UInt8] = []
    sorted.reserveCapacity(bytes.count - start)
    for piece in pieces.sorted(by: { $0.member.precedes($1.member) }) {
      if !sorted.isEmpty { sorted.append(UInt8(ascii: ",")) }
      sorted.append(contentsOf: bytes[piece.member.start..<piece.end])
    }
    bytes.replaceSubrange(start..., with: sorted)
  }
}

extension JSONWriter {
  // Over bytes, because a quotation mark followed by a combining character is one `Character` that
  // equals no quotation mark.
  private mutating func quote(_ string: String) {
    var string = string
    bytes.append(UInt8(ascii: "\""))
    string.withUTF8 { escape($0) }
    bytes.append(UInt8(ascii: "\""))
  }

  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    var run = 0
    var i = 0
    while i < text.count {
      let byte = text[i]
      guard byte < 0x20 || byte == 0x22 || byte == 0x5C || byte >= 0x7F else {
        i += 1
        continue
      }
      let length = byte < 0x7F ? 1 : steeringLength(text, at: i)
      guard length > 0 else {
        i += 1
        continue
      }
      bytes.append(contentsOf: text[run..<i])
      escape(scalar(text, at: i, length: length))
      i += length
      run = i
    }
    bytes.append(contentsOf: text[run...])
  }

  /// How many bytes the character at `i` has if the pretty layout escapes it, else 0.
  ///
  /// DEL, C1 controls, line separators and the bidirectional controls of Unicode 16, table 23-3.
  private func steeringLength(_ text: UnsafeBufferPointer<UInt8>, at i: Int) -> Int {
    guard layout == .pretty else { return 0 }
    switch text[i] {
    case 0x7F: return 1
    case 0xC2: return text[i + 1] < 0xA0 ? 2 : 0
    case 0xD8: return text[i + 1] == 0x9C ? 2 : 0
    case 0xE2:
      let last = text[i + 2]
      let isMark = text[i + 1] == 0x80 && (0x8E...0x8F ~= last || 0xA8...0xAE ~= last)
      return isMark || text[i + 1] == 0x81 && 0xA6...0xA9 ~= last ? 3 : 0
    default: return 0
    }
  }

  private func scalar(_ text: UnsafeBufferPointer<UInt8>, at i: Int, length: Int) -> UInt16 {
    switch length {
    case 1: UInt16(text[i])
    case 2: UInt16(text[i] & 0x1F) << 6 | UInt16(text[i + 1] & 0x3F)
    default:
      UInt16(text[i] & 0x0F) << 12 | UInt16(text[i + 1] & 0x3F) << 6 | UInt16(text[i + 2] & 0x3F)
    }
  }

  private mutating func escape(_ scalar: UInt16) {
    bytes.append(UInt8(ascii: "\\"))
    switch scalar {
    case 0x22: bytes.append(UInt8(ascii: "\""))
    case 0x5C: bytes.append(UInt8(ascii: "\\"))
    case 0x08: bytes.append(UInt8(ascii: "b"))
    case 0x09: bytes.append(UInt8(ascii: "t"))
    case 0x0A: bytes.append(UInt8(ascii: "n"))
    case 0x0C: bytes.append(UInt8(ascii: "f"))
    case 0x0D: bytes.append(UInt8(ascii: "r"))
    default:
      bytes.append(UInt8(ascii: "u"))
      for shift in [12, 8, 4, 0] {
        let digit = UInt8(scalar >> UInt16(shift) & 15)
        bytes.append(digit < 10 ? digit + UInt8(ascii: "0") : digit - 10 + UInt8(ascii: "a"))
      }
    }
  }

  private mutating func digits(of integer: Int) {
    if integer < 0 { bytes.append(UInt8(ascii: "-")) }
    var rest = integer.magnitude
    let start = bytes.count
    repeat {
      bytes.append(UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0"))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}
