/// The members of a JSON object, or the elements of an array, with their places.
///
/// It reads what RFC 8259 allows and passes over what it does not; nesting costs no stack.
struct JSONMembers {
  /// A member; an element of an array has an empty name.
  struct Member {
    let name: Range<Int>
    let value: Range<Int>
  }

  private let upper: Int
  private let isObject: Bool
  private var i: Int

  /// `range` starts at the `{` or `[`.
  init(in source: Source, at range: Range<Int>) {
    upper = range.upperBound
    i = range.lowerBound + 1
    isObject = range.lowerBound < upper && source[range.lowerBound] == UInt8(ascii: "{")
  }

  /// The next member; `nil` at the end of the object or array.
  mutating func next(in source: Source) -> Member? {
    var name = i..<i
    while i < upper {
      let byte = source[i]
      if byte.isMarkupSpace || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":") {
        i += 1
      } else if byte == UInt8(ascii: "}") || byte == UInt8(ascii: "]") {
        return nil
      } else {
        let value = i..<source.endOfJSONValue(at: i, to: upper)
        i = value.upperBound
        guard isObject, name.isEmpty, byte == 0x22 else { return Member(name: name, value: value) }
        name = value
        while i < upper, source[i].isMarkupSpace { i += 1 }
        guard i < upper, source[i] == UInt8(ascii: ":") else { return nil }
      }
    }
    return nil
  }
}

/// Reads the items of a JSON Feed, each when it is asked for.
struct FeedItems: Sendable {
  private var range: Range<Int>?
  private var i = 0

  init(in range: Range<Int>?) {
    self.range = range
    i = (range?.lowerBound ?? 0) + 1
  }

  /// The facts of the next item; `nil` after the last.
  mutating func next(in source: Source, for feed: FeedOutline) -> FeedFacts? {
    guard let range else { return nil }
    while i < range.upperBound {
      guard source[i] == UInt8(ascii: "{") else {
        i += 1
        continue
      }
      let item = i..<source.endOfJSONValue(at: i, to: range.upperBound)
      i = item.upperBound
      var facts = FeedFacts(from: item.lowerBound, base: feed.base, language: nil)
      facts.upper = item.upperBound
      var members = JSONMembers(in: source, at: item)
      while let member = members.next(in: source) {
        facts.add(json: source.jsonText(at: member.name), member.value, in: source)
      }
      return facts
    }
    return nil
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Where the value that starts at an offset ends; brackets in it are counted, strings passed over.
  func endOfJSONValue(at lower: Int, to upper: Int) -> Int {
    var i = lower
    var depth = 0
    while i < upper {
      switch self[i] {
      case 0x22:
        i = endOfJSONString(at: i, to: upper)
        if depth == 0 { return i }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        i += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard depth > 0 else { return i }
        depth -= 1
        i += 1
        if depth == 0 { return i }
      case UInt8(ascii: ","):
        if depth == 0 { return i }
        i += 1
      default: i += 1
      }
    }
    return upper
  }

  private func endOfJSONString(at lower: Int, to upper: Int) -> Int {
    var i = lower + 1
    while i < upper, self[i] != 0x22 { i += self[i] == 0x5C ? 2 : 1 }
    return Swift.min(upper, i + 1)
  }

  /// What stands between the quotation marks of a string; `nil` for other values.
  func jsonStringContent(at range: Range<Int>) -> Range<Int>? {
    guard range.count >= 2, self[range.lowerBound] == 0x22, self[range.upperBound - 1] == 0x22
    else { return nil }
    return range.lowerBound + 1..<range.upperBound - 1
  }

  /// The text of a string, or the word of a number; "" for other values.
  func jsonText(at range: Range<Int>) -> String {
    guard let inner = jsonStringContent(at: range) else {
      let isWord =
        !range.isEmpty && (self[range.lowerBound].isDigit || self[range.lowerBound] == 0x2D)
      return isWord ? value(at: range) : ""
    }
    guard first(0x5C, from: inner.lowerBound, to: inner.upperBound) < inner.upperBound else {
      return words(at: inner)
    }
    let bytes = FeedWrapping(json: Source(rebasing: self[inner])).unwrapped
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of a string that is not empty.
  func jsonString(at range: Range<Int>) -> String? {
    let text = jsonText(at: range)
    return text.isEmpty ? nil : text
  }

  /// The authors in an object or an array of them.
  func jsonAuthors(at range: Range<Int>) -> [FeedAuthor] {
    guard range.count > 1 else { return [] }
    if let name = jsonStringContent(at: range) {
      return [FeedAuthor(name: words(at: name), email: nil)].compactMap { $0 }
    }
    var members = JSONMembers(in: self, at: range)
    var authors: [FeedAuthor] = []
    while let member = members.next(in: self), authors.count < 100 {
      if member.name.isEmpty, self[member.value.lowerBound] == UInt8(ascii: "{") {
        authors += jsonAuthor(at: member.value)
      } else if jsonText(at: member.name) == "name" {
        authors += [FeedAuthor(name: jsonText(at: member.value), email: nil)].compactMap { $0 }
      }
    }
    return authors
  }

  private func jsonAuthor(at range: Range<Int>) -> [FeedAuthor] {
    var members = JSONMembers(in: self, at: range)
    while let member = members.next(in: self) {
      guard jsonText(at: member.name) == "name" else { continue }
      return [FeedAuthor(name: jsonText(at: member.value), email: nil)].compactMap { $0 }
    }
    return []
  }

  /// What the escape at a `\` means, and where it ends.
  func jsonEscape(at i: Int) -> (text: String, end: Int) {
    guard i + 1 < count else { return ("\\", count) }
    switch self[i + 1] {
    case UInt8(ascii: "n"): return ("\n", i + 2)
    case UInt8(ascii: "r"): return ("\r", i + 2)
    case UInt8(ascii: "t"): return ("\t", i + 2)
    case UInt8(ascii: "b"), UInt8(ascii: "f"): return (" ", i + 2)
    case UInt8(ascii: "u"): return jsonCharacter(at: i)
    case 0x22, 0x5C, 0x2F: return (words(at: i + 1..<i + 2), i + 2)
    default: return ("\\", i + 1)
    }
  }

  private func jsonCharacter(at i: Int) -> (text: String, end: Int) {
    guard let high = hexadecimal(at: i + 2) else { return ("\\", i + 1) }
    let isPair = high & 0xFC00 == 0xD800 && i + 7 < count && self[i + 6] == 0x5C
    if isPair, self[i + 7] | 0x20 == 0x75, let low = hexadecimal(at: i + 8),
      (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
    {
      return (String(scalar), i + 12)
    }
    return (high == 0 ? "\u{FFFD}" : Unicode.Scalar(high).map(String.init) ?? "\u{FFFD}", i + 6)
  }

  private func hexadecimal(at lower: Int) -> UInt32? {
    guard lower + 4 <= count else { return nil }
    var value: UInt32 = 0
    for i in lower..<lower + 4 {
      guard let digit = self[i].hexDigit else { return nil }
      value = value << 4 | digit
    }
    return value
  }
}
