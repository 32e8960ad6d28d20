/// Start tags that are written as they should be, read before the parser sees them.
///
/// libxml2 copies every value letter by letter into memory of its own, and news pages are attributes
/// for the most part. It is shown blanks in the place of those that are read here. Tags that it may
/// read in another way are left to it.
struct PlainTags {
  /// A start tag, and which of `attributes` are its.
  struct Tag {
    let lower: Int32
    let nameUpper: Int32
    let upper: Int32
    let attributes: Range<Int32>
  }

  /// The tags, by position.
  private(set) var tags: [Tag] = []

  /// The attributes that are kept; their offsets are the source's.
  private(set) var attributes: [MarkupAttribute] = []

  /// Takes in the tag at an offset; where it ends, or `nil` where it is left to the parser.
  mutating func read(tagAt lower: Int, in source: Source, upTo maximumAttributes: Int) -> Int? {
    let nameUpper = source.endOfPlainName(from: lower + 1)
    guard nameUpper > lower + 1, source.isPlainElement(lower + 1..<nameUpper) else { return nil }
    let first = attributes.count
    var count = 0
    var i = nameUpper
    while let byte = source.byte(at: i) {
      if byte == 0x3E { break }
      if byte == UInt8(ascii: "/") {
        guard source.byte(at: i + 1) == 0x3E else { return leave(first) }
        i += 1
      } else if byte == 0x20 || byte == 0x0A || byte == 0x09 {
        i += 1
      } else {
        guard i > nameUpper, source.isPlainSpace(at: i - 1), count < maximumAttributes,
          let end = readAttribute(at: i, of: first, in: source)
        else { return leave(first) }
        count += 1
        i = end
      }
    }
    guard i < source.count else { return leave(first) }
    tags.append(
      Tag(
        lower: Int32(lower),
        nameUpper: Int32(nameUpper),
        upper: Int32(i + 1),
        attributes: Int32(first)..<Int32(attributes.count)
      )
    )
    return i + 1
  }

  private mutating func leave(_ first: Int) -> Int? {
    attributes.removeSubrange(first...)
    return nil
  }

  /// Takes in an attribute, unless the tag has one of that name; `nil` where it is not plain.
  private mutating func readAttribute(at i: Int, of first: Int, in source: Source) -> Int? {
    let nameUpper = source.endOfPlainName(from: i)
    guard nameUpper > i else { return nil }
    var value = nameUpper..<nameUpper
    var end = nameUpper
    if source.byte(at: nameUpper) == UInt8(ascii: "=") {
      let quote = source.byte(at: nameUpper + 1) ?? 0
      let isQuoted = quote == 0x22 || quote == 0x27
      let lower = isQuoted ? nameUpper + 2 : nameUpper + 1
      guard let upper = source.endOfPlainValue(from: lower, quote: isQuoted ? quote : 0) else {
        return nil
      }
      value = lower..<upper
      end = isQuoted ? upper + 1 : upper
    }
    guard let next = source.byte(at: end), next <= 0x20 || next == 0x3E || next == 0x2F else {
      return nil
    }
    if let name = AttributeName(Source(rebasing: source[i..<nameUpper])),
      !attributes[first...].contains(where: { $0.name == name })
    {
      attributes.append(
        MarkupAttribute(name: name, lower: Int32(value.lowerBound), upper: Int32(value.upperBound))
      )
    }
    return end
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func byte(at i: Int) -> UInt8? { i < count ? self[i] : nil }

  fileprivate func isPlainSpace(at i: Int) -> Bool {
    self[i] == 0x20 || self[i] == 0x0A || self[i] == 0x09
  }

  /// Where a name ends that libxml2 reads whole; `lower` where none stands.
  fileprivate func endOfPlainName(from lower: Int) -> Int {
    guard lower < count, self[lower].isLetter else { return lower }
    // libxml2 reads a hundred bytes of a name.
    let limit = Swift.min(count, lower + 90)
    var i = lower + 1
    while i < limit {
      switch self[i] {
      case let byte where byte.isLetter || byte.isDigit: i += 1
      case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "_"), UInt8(ascii: "."): i += 1
      default: return i
      }
    }
    return lower
  }

  /// Whether the parser reports an element for each tag of that name, and each time the same.
  fileprivate func isPlainElement(_ name: Range<Int>) -> Bool {
    switch name.count {
    case 4:
      !matches("html", at: name.lowerBound) && !matches("head", at: name.lowerBound)
        && !matches("body", at: name.lowerBound)
    default: true
    }
  }

  /// Where a value ends in which nothing is to be read but `&amp;`; `nil` for others.
  ///
  /// A `<` or `>` in it might be read as markup by those who see no tag here. `quote` is 0 for a
  /// value without quotation marks.
  fileprivate func endOfPlainValue(from lower: Int, quote: UInt8) -> Int? {
    var i = lower
    while i < count {
      let byte = self[i]
      if byte > 0x3E, byte != 0xEF {
        i += 1
        continue
      }
      switch byte {
      case 0x22, 0x27:
        if byte == quote { return i }
        if quote == 0 { return nil }
      case 0x20, 0x09, 0x0A: if quote == 0 { return i == lower ? nil : i }
      case 0x3E:
        guard quote == 0, i > lower, self[i - 1] != UInt8(ascii: "/") else { return nil }
        return i
      case UInt8(ascii: "&"): guard isPlainAmpersand(at: i) else { return nil }
      case 0x3C, 0..<0x20, 0xEF: return nil
      default: break
      }
      i += 1
    }
    return nil
  }

  /// Whether an `&` begins `&amp;`, or is one itself, as in `?a=1&b=2`.
  private func isPlainAmpersand(at i: Int) -> Bool {
    if i + 4 < count, self[i + 4] == 0x3B {
      return self[i + 1] == 0x61 && self[i + 2] == 0x6D && self[i + 3] == 0x70
    }
    var k = i + 1
    while k < count, self[k].isLetter || self[k].isDigit || self[k] == 0x5F { k += 1 }
    return k > i + 1 && self[i + 1].isLetter && k < count && self[k] == UInt8(ascii: "=")
  }
}
