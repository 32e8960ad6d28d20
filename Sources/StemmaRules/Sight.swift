internal import StemmaText

/// A document as rules see it.
struct Sight {
  let document: Document
  let segmentation: Segmentation

  /// Tells one document from the next, for what is worked out once for each.
  let pass: Int

  /// Whether a scalar starts, or the text ends, at an offset.
  func isScalarBoundary(_ offset: Int) -> Bool {
    offset >= document.text.count || document.text[offset] & 0xc0 != 0x80
  }

  /// The first place from an offset on where a scalar starts or the text ends.
  func scalarBoundary(atOrAfter offset: Int) -> Int {
    var offset = max(0, offset)
    while !isScalarBoundary(offset) { offset += 1 }
    return offset
  }

  /// Whether no letter goes on before or behind a range that starts or ends with one; digits alike.
  ///
  /// Scripts that put no space between words have no such bounds.
  func isBounded(_ range: Range<Int>) -> Bool {
    document.text.withUnsafeBufferPointer { text in
      guard !range.isEmpty else { return false }
      if let (before, _) = scalar(in: text, before: range.lowerBound),
        joins(before, scalar(in: text, at: range.lowerBound).value)
      {
        return false
      }
      guard range.upperBound < text.count,
        let (last, _) = scalar(in: text, before: range.upperBound)
      else { return true }
      return !joins(last, scalar(in: text, at: range.upperBound).value)
    }
  }

  /// Whether a range has an i that case folding confuses: U+0130 or U+0131.
  func hasDottedOrDotless(_ range: Range<Int>) -> Bool {
    let text = document.text
    return range.contains { i in
      text[i] == 0xc4 && i + 1 < range.upperBound && (text[i + 1] == 0xb0 || text[i + 1] == 0xb1)
    }
  }

  /// Whether a range has a letter.
  func hasLetter(_ range: Range<Int>) -> Bool {
    document.text.withUnsafeBufferPointer { text in
      var i = range.lowerBound
      while i < range.upperBound {
        let (value, length) = scalar(in: text, at: i)
        if isLetter(value) { return true }
        i += length
      }
      return false
    }
  }
}

/// Whether two scalars side by side belong to one word or number.
private func joins(_ a: UInt32, _ b: UInt32) -> Bool {
  if isDigit(a), isDigit(b) { return true }
  return isLetter(a) && isLetter(b) && !isWithoutSpaces(a) && !isWithoutSpaces(b)
}

func isDigit(_ value: UInt32) -> Bool {
  if value < 0x80 { return (0x30...0x39).contains(value) }
  return Unicode.Scalar(value)?.properties.generalCategory == .decimalNumber
}

/// Whether a scalar is a letter or a mark on one.
func isLetter(_ value: UInt32) -> Bool {
  if value < 0x80 { return (0x41...0x5a).contains(value & 0xdf) }
  guard let scalar = Unicode.Scalar(value) else { return false }
  return scalar.properties.isAlphabetic || scalar.properties.generalCategory.isMark
}

/// Whether a scalar's script writes words without spaces: Thai to Myanmar, Khmer, kana and Han.
private func isWithoutSpaces(_ value: UInt32) -> Bool {
  switch value {
  case 0xe00...0xeff, 0x1000...0x109f, 0x1780...0x17ff, 0x3005...0x30ff, 0x31f0...0x31ff,
    0x3400...0x4dbf, 0x4e00...0x9fff, 0xf900...0xfaff, 0xff66...0xff9f, 0x20000...0x323af:
    true
  default: false
  }
}

extension Sight {
  /// Whether a match stands where a rule wants it.
  func isInPlace(_ range: Range<Int>, _ rule: Rule) -> Bool {
    guard let block = segmentation.block(at: range.lowerBound) else {
      return rule.place == Place(blocks: [], zones: [], extent: nil, words: nil)
    }
    let kind = segmentation.blocks[block].kind
    let profile = segmentation.profiles[block]
    let place = rule.place
    let isRightKind =
      place.blocks.isEmpty ? kind != .code && kind != .preformatted : place.blocks.contains(kind)
    guard isRightKind else { return false }
    guard place.zones.isEmpty || place.zones.contains(profile.zone) else { return false }
    // A block too short to tell its language is read by every rule.
    if let language = profile.language, !rule.languages.isEmpty {
      guard rule.languages.contains(language) else { return false }
    }
    if let words = place.words {
      guard let line = segmentation.line(at: range.lowerBound),
        words.contains(segmentation.lines[line].words)
      else { return false }
    }
    guard let extent = place.extent else { return true }
    return fills(extent, range, block)
  }

  /// Whether no letter lies between a match and the ends of what it must fill.
  private func fills(_ extent: Place.Extent, _ range: Range<Int>, _ block: Int) -> Bool {
    let unit: Range<Int>?
    switch extent {
    case .block, .blockStart, .blockEnd: unit = segmentation.blocks[block].span.range
    case .line:
      unit = segmentation.line(at: range.lowerBound).map { segmentation.lines[$0].span.range }
    case .sentence:
      unit = segmentation.sentence(at: range.lowerBound).map {
        segmentation.sentences[$0].span.range
      }
    }
    guard let unit else { return false }
    let reachesStart = extent == .blockEnd || isBlank(unit.lowerBound, range.lowerBound)
    let reachesEnd = extent == .blockStart || isBlank(range.upperBound, unit.upperBound)
    return reachesStart && reachesEnd
  }

  /// Ranges with those as one that no letter parts, where a rule's matches must fill a line or so.
  ///
  /// “Facebook Twitter WhatsApp” is one bar of buttons, not three.
  func joined(_ ranges: [Range<Int>], filling extent: Place.Extent?) -> [Range<Int>] {
    switch extent {
    case nil, .blockStart, .blockEnd: return ranges
    case .line, .sentence, .block: break
    }
    var joined: [Range<Int>] = []
    for range in ranges {
      if let last = joined.last, last.upperBound <= range.lowerBound,
        segmentation.line(at: last.lowerBound) == segmentation.line(at: range.lowerBound),
        isBlank(last.upperBound, range.lowerBound)
      {
        joined[joined.count - 1] = last.lowerBound..<range.upperBound
      } else {
        joined.append(range)
      }
    }
    return joined
  }

  private func isBlank(_ lower: Int, _ upper: Int) -> Bool {
    lower >= upper || !hasLetter(lower..<upper)
  }
}
