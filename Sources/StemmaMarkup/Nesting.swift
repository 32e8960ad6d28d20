/// Keeps account of the elements that are open at a tag, to say which tags nest too deep.
///
/// Elements that others of their kind end (`<p>`, `<li>`, cells) count as no level: lists and
/// tables of thousands of them are common, and are not deep.
struct Nesting {
  private let limit: Int

  /// The open elements by name, those within the limit and those below it.
  private var shallow = OpenElements()
  private var deep = OpenElements()

  init(limit: Int) { self.limit = limit }

  /// Whether a tag is to make and end no element.
  mutating func flattens(_ tag: NestedTag) -> Bool {
    if tag.isEnd {
      if deep.count > 0 {
        deep.close(tag.name)
        return true
      }
      if tag.isEndedByOthers { return !shallow.holds(tag.name) }
      return !shallow.close(tag.name)
    }
    if tag.isEmpty { return false }
    if tag.isEndedByOthers {
      if deep.count == 0 { shallow.note(tag.name) }
      return deep.count > 0
    }
    guard shallow.count >= limit else {
      shallow.open(tag.name)
      return false
    }
    deep.open(tag.name)
    return true
  }
}

/// Elements that are open, by name.
private struct OpenElements {
  private var names: [UInt64] = []
  private var counts: [UInt64: Int] = [:]

  var count: Int { names.count }

  func holds(_ name: UInt64) -> Bool { counts[name, default: 0] > 0 }

  /// Remembers that an element of a name was met, without opening it.
  mutating func note(_ name: UInt64) { counts[name, default: 0] += 1 }

  mutating func open(_ name: UInt64) {
    names.append(name)
    counts[name, default: 0] += 1
  }

  /// Ends the innermost element of a name and all in it; `false` where none is open.
  @discardableResult
  mutating func close(_ name: UInt64) -> Bool {
    guard holds(name) else { return false }
    while let last = names.popLast() {
      counts[last, default: 1] -= 1
      if last == name { return true }
    }
    return true
  }
}

/// A tag as far as nesting goes.
struct NestedTag {
  let range: Range<Int>
  let isEnd: Bool

  /// A hash of the name in small letters.
  let name: UInt64

  /// Whether it stands for a whole element.
  let isEmpty: Bool

  /// Whether another element of the kind ends it.
  let isEndedByOthers: Bool

  /// The tag at a `<`; `nil` where none stands, or where what follows it is no markup.
  init?(at i: Int, of source: Source) {
    isEnd = i + 1 < source.count && source[i + 1] == UInt8(ascii: "/")
    let start = isEnd ? i + 2 : i + 1
    guard start < source.count, source[start].isLetter else { return nil }
    var end = start
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325  // FNV-1a, 64 bits
    while end < source.count, source[end].isWordByte || source[end] == 0x2D || source[end] == 0x3A {
      hash = (hash ^ UInt64(source[end].lowercased)) &* 0x100_0000_01B3
      end += 1
    }
    name = hash
    let element = ElementName(Source(rebasing: source[start..<end]))
    guard element != .script, element != .style else { return nil }
    range =
      i..<(isEnd
      ? min(source.count, source.first(0x3E, from: end, to: source.count) + 1)
      : source.endOfTag(at: i, to: source.count))
    isEmpty = element.isVoid || range.count > 2 && source[range.upperBound - 2] == 0x2F
    isEndedByOthers = element.isEndedByOthers
  }
}

extension ElementName {
  /// Whether its end tag may be left out before another of its kind.
  ///
  /// https://html.spec.whatwg.org/#optional-tags
  fileprivate var isEndedByOthers: Bool {
    switch self {
    case .p, .li, .dt, .dd, .option, .optgroup, .rb, .rp, .rt, .rtc, .caption, .colgroup, .thead,
      .tbody, .tfoot, .tr, .td, .th:
      true
    default: false
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The name in the tag at a `<`.
  func elementName(inTagAt i: Int) -> ElementName {
    let start = i + 1 < count && self[i + 1] == UInt8(ascii: "/") ? i + 2 : i + 1
    var end = start
    while end < count, self[end].isLetter || self[end].isDigit { end += 1 }
    return ElementName(Source(rebasing: self[Swift.min(start, count)..<Swift.min(end, count)]))
  }

  /// Where markup at a `<` ends that is no tag with markup behind it: a comment, a script.
  func endOfUnnested(at i: Int) -> Int {
    guard i + 1 < count else { return count }
    if self[i + 1] == UInt8(ascii: "!") || self[i + 1] == UInt8(ascii: "?") {
      return endOfDeclaration(at: i, to: count).end
    }
    for (start, end) in opaqueElements where matches(start, at: i) {
      return first(end, from: endOfTag(at: i, to: count), to: count) ?? count
    }
    return i + 1
  }
}

/// What the parser reads no markup in.
private let opaqueElements: [(StaticString, StaticString)] = [
  ("<script", "</script"), ("<style", "</style"),
]
