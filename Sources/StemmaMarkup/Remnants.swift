internal import StemmaText

/// The layer of text whose escaped characters are characters again.
enum Unescaped {}

/// Remnants of markup inside text: found, and taken out.
///
/// Characters are unescaped first, however often they were escaped, so that a tag is seen whether
/// it stands as `<p>`, `&lt;p&gt;` or `&amp;lt;p&amp;gt;`; then tags and the like are taken out.
struct Remnants {
  /// How the text without remnants came from the text with them.
  let lineage: Lineage<Extracted, Extracted>

  /// Whether there are more than were taken out.
  let isIncomplete: Bool

  /// Looks through `places`, which are sorted and disjoint; text elsewhere stays as it is.
  ///
  /// Characters and tags stay as they are behind `limit` of either. `nil` where nothing is found.
  init?(in text: [UInt8], at places: [Range<Int>], upTo limit: Int = .max) {
    var escapes: [Edit<Extracted>] = []
    text.withUnsafeBufferPointer { source in
      for place in places where escapes.count < limit {
        escapes += EscapedCharacters(source, in: place, upTo: limit - escapes.count).edits
      }
    }
    let unescaping = laid(escapes, over: text.count) as Lineage<Extracted, Unescaped>
    let unescaped = escapes.isEmpty ? text : unescaping.applied(to: text)
    let tags = unescaped.withUnsafeBufferPointer { source in
      var finder = TagRemnants(source, upTo: limit)
      for place in places { finder.search(unescaping.image(of: Span(place)).range) }
      return finder.edits
    }
    guard !escapes.isEmpty || !tags.isEmpty else { return nil }
    isIncomplete = escapes.count >= limit || tags.count >= limit
    lineage = unescaping.followed(by: laid(tags, over: unescaped.count))
  }
}

/// Entities in text, escaped once or several times.
struct EscapedCharacters {
  private let source: Source
  private(set) var edits: [Edit<Extracted>] = []

  init(_ source: Source, in place: Range<Int>, upTo limit: Int = .max) {
    self.source = source
    var i = source.first(UInt8(ascii: "&"), from: place.lowerBound, to: place.upperBound)
    while i < place.upperBound, edits.count < limit {
      let end = unescape(at: i, to: place.upperBound)
      i = source.first(UInt8(ascii: "&"), from: end, to: place.upperBound)
    }
  }

  /// Reads one character, escaped as often as it may be, and says where to go on.
  private mutating func unescape(at start: Int, to upper: Int) -> Int {
    var i = start + 1
    var text: String?
    while let next = endOfAmpersand(at: i, to: upper) {
      i = next
      text = "&"
    }
    if let (character, end) = source.reference(after: i, to: upper) {
      text = character
      i = end
    }
    guard let text else { return start + 1 }
    edits.append(
      Edit(
        Span(start..<i),
        inserted: text,
        rule: ReaderEvent.entityRemnant.rawValue,
        .markup
      )
    )
    return i
  }

  private func endOfAmpersand(at i: Int, to upper: Int) -> Int? {
    for form in ["amp;", "#38;", "#038;", "#x26;"] as [StaticString]
    where source.matches(form, at: i) && i + form.utf8CodeUnitCount <= upper {
      return i + form.utf8CodeUnitCount
    }
    return nil
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The text that the rest of a reference means, whose `&` stands before `lower`, and its end.
  ///
  /// A no-break space becomes a space, a soft hyphen nothing: in text without markup both are
  /// leftovers of layout. Control characters stay escaped. `&nbsp` may lack its semicolon, and
  /// translation engines put a space behind the `&`.
  fileprivate func reference(after lower: Int, to upper: Int) -> (text: String, end: Int)? {
    if lower < upper, self[lower] == 0x20, let spaced = spacedReference(after: lower + 1, to: upper)
    {
      return spaced
    }
    var i = lower
    while i < upper, i - lower < 40, self[i].isLetter || self[i].isDigit || self[i] == 0x23 {
      i += 1
    }
    guard i > lower else { return nil }
    let hasSemicolon = i < upper && self[i] == UInt8(ascii: ";")
    if self[lower] == 0x23 {
      guard hasSemicolon || i - lower >= 3 else { return nil }
      var end = lower + 1
      if end < i, self[end] | 0x20 == UInt8(ascii: "x") {
        end = i
      } else {
        while end < i, self[end].isDigit { end += 1 }
        if !hasSemicolon, end - lower < 3 { return nil }
      }
      let isWhole = end == i && hasSemicolon
      guard isWhole || end < i || !hasSemicolon, isWhole || self[lower + 1].isDigit,
        let scalar = numericReference(at: lower - 1..<end), let text = written(scalar)
      else { return nil }
      return (text, isWhole ? end + 1 : end)
    }
    let name = words(at: lower..<i)
    if hasSemicolon { return characters(named: name).map { ($0, i + 1) } }
    let isEnd = i == upper || (self[i] != UInt8(ascii: "=") && !self[i].isWordByte)
    guard isEnd, ["nbsp", "amp", "quot"].contains(name) else { return nil }
    return characters(named: name).map { ($0, i) }
  }

  private func spacedReference(after lower: Int, to upper: Int) -> (text: String, end: Int)? {
    for name in ["nbsp", "amp", "quot", "lt", "gt", "apos", "#39", "#039", "#34", "#160"]
      as [StaticString]
    where matches(name, at: lower) {
      var end = lower + name.utf8CodeUnitCount
      if end < upper, self[end] == 0x20 { end += 1 }
      guard end < upper, self[end] == UInt8(ascii: ";") else { return nil }
      if name.utf8Start[0] == 0x23 {
        let text =
          name.utf8CodeUnitCount == 4 && name.utf8Start[1] == 0x31
          ? " " : name.utf8Start[2] == 0x34 ? "\"" : "'"
        return (text, end + 1)
      }
      return characters(named: words(at: lower..<lower + name.utf8CodeUnitCount)).map {
        ($0, end + 1)
      }
    }
    return nil
  }
}

/// What a named reference means in text; `nil` for names that HTML does not have.
private func characters(named name: String) -> String? {
  let folded =
    ["NBSP", "AMP", "LT", "GT", "QUOT", "COPY", "REG"].contains(name) ? name.lowercased() : name
  return character(named: folded).flatMap(written)
}

private func written(_ scalar: Unicode.Scalar) -> String? {
  switch scalar.value {
  case 0xA0: " "
  case 0xAD: ""
  case 0x09, 0x0A: String(Character(scalar))
  case 0x0D: "\n"
  case 0..<0x20, 0x7F..<0xA0: nil
  default: String(Character(scalar))
  }
}
