/// Something between angle brackets that has the form of a tag.
struct LooseTag {
  let range: Range<Int>
  let name: ElementName
  let isEnd: Bool
  let isSelfClosing: Bool

  /// Whether the name has a prefix that only markup has: `o:p`, `fb:like`.
  let hasMarkupPrefix: Bool
  private let attributes: LooseAttributes

  var attributeCount: Int { attributes.count }
  var hasQuotedAttribute: Bool { attributes.hasQuotedValue }

  /// Whether what follows the name can only be attributes.
  var hasSoundAttributes: Bool { attributes.isSound }

  /// Whether the element stands apart from the text around it.
  var breaksLine: Bool { name == .br || name.display == .block || name.display == .item }

  /// `nil` where no tag ends within 16 KiB.
  init?(_ source: Source, at lower: Int, to limit: Int) {
    let upper = min(limit, lower + 16 << 10)
    var i = lower + 1
    guard i < upper else { return nil }
    isEnd = source[i] == UInt8(ascii: "/")
    if isEnd { i += 1 }
    let start = i
    guard i < upper, source[i].isLetter else { return nil }
    while i < upper,
      source[i].isLetter || source[i].isDigit || source[i] == 0x3A || source[i] == 0x2D
    {
      i += 1
    }
    let word = Source(rebasing: source[start..<i])
    name = ElementName(word)
    hasMarkupPrefix = markupPrefixes.contains { source.matches($0, at: start) }
    var list = LooseAttributes()
    i = list.read(source, from: i, to: upper)
    guard i < upper else { return nil }
    isSelfClosing = source[i] == UInt8(ascii: "/")
    if isSelfClosing { i += 1 }
    while i < upper, source[i] == 0x20 { i += 1 }
    guard i < upper, source[i] == 0x3E else { return nil }
    attributes = list
    range = lower..<i + 1
  }
}

/// What stands behind the name of a tag.
struct LooseAttributes {
  private(set) var count = 0
  private(set) var hasQuotedValue = false

  /// False where a word stands alone that is no attribute of HTML.
  private(set) var isSound = true

  /// Reads attributes, and says where it stopped.
  mutating func read(_ source: Source, from lower: Int, to upper: Int) -> Int {
    var i = lower
    while true {
      while i < upper, source[i].isMarkupSpace { i += 1 }
      let start = i
      while i < upper,
        source[i].isLetter || source[i].isDigit || source[i] == 0x2D
          || source[i] == 0x5F || source[i] == 0x3A
      {
        i += 1
      }
      guard i > start else { return i }
      let name = start..<i
      while i < upper, source[i] == 0x20 { i += 1 }
      if i < upper, source[i] == UInt8(ascii: "=") {
        guard let end = endOfValue(source, from: i + 1, to: upper) else { return start }
        i = end
        count += 1
      } else if !standalone.contains(where: {
        $0.utf8CodeUnitCount == name.count && source.matches($0, at: start)
      }) {
        isSound = false
      } else {
        count += 1
      }
    }
  }

  private mutating func endOfValue(_ source: Source, from lower: Int, to upper: Int) -> Int? {
    var i = lower
    while i < upper, source[i] == 0x20 { i += 1 }
    guard i < upper else { return nil }
    let quote = source.lengthOfQuote(at: i)
    if quote > 0 {
      let first = source[i]
      i += quote
      while i < upper {
        let closing = source.lengthOfQuote(at: i)
        if closing > 0, closing == quote, quote > 1 || source[i] == first {
          hasQuotedValue = true
          return i + closing
        }
        if source[i] == 0x0A, i + 1 < upper, source[i + 1] == 0x0A { return nil }
        i += 1
      }
      return nil
    }
    let start = i
    while i < upper, !source[i].isMarkupSpace, source[i] != 0x3E, source[i] != 0x3C { i += 1 }
    return i > start ? i : nil
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Length of a quotation mark around a value: `"`, `'`, or what typographers made of it; else 0.
  func lengthOfQuote(at i: Int) -> Int {
    if self[i] == 0x22 || self[i] == 0x27 { return 1 }
    let curly: [StaticString] = ["\u{201C}", "\u{201D}", "\u{2033}", "\u{2019}", "\u{2018}"]
    return self[i] == 0xE2 && curly.contains { matches($0, at: i) } ? 3 : 0
  }
}

/// Prefixes of office programs, of XML vocabularies and of widgets.
private let markupPrefixes: [StaticString] = [
  "o:p", "o:", "w:", "v:shape", "v:image", "st1:", "m:omath", "fb:", "g:plusone", "svg:", "xsl:",
  "amp-",
  "dc:", "itunes:", "media:", "wp:",
]

/// Attributes without a value.
private let standalone: [StaticString] = [
  "nowrap", "checked", "disabled", "async", "defer", "controls", "allowfullscreen", "hidden",
  "noshade",
  "compact", "selected", "readonly", "multiple", "autoplay", "loop", "muted", "required",
  "itemscope",
  "playsinline", "webkitallowfullscreen", "mozallowfullscreen",
]
