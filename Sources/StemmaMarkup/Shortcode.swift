/// A shortcode of a content-management system: `[caption id="1"]`, `[/vc_row]`, `[embed]…[/embed]`.
///
/// https://codex.wordpress.org/Shortcode_API; BBCode has the same form.
struct Shortcode {
  /// What to take out: the code, or with it an address that is all it holds.
  let range: Range<Int>

  /// Whether it lays out a page rather than a part of a sentence.
  let breaksLine: Bool

  init?(_ source: Source, at lower: Int, in place: Range<Int>) {
    var i = lower + 1
    let isEnd = i < place.upperBound && source[i] == UInt8(ascii: "/")
    if isEnd { i += 1 }
    let start = i
    while i < place.upperBound,
      source[i].isLetter || source[i].isDigit || source[i] == 0x5F || source[i] == 0x2D
    {
      i += 1
    }
    let name = start..<i
    guard !name.isEmpty, source[start].isLetter, i < place.upperBound else { return nil }
    var list = LooseAttributes()
    if source[i] == UInt8(ascii: "=") {
      i = source.first(0x5D, from: i, to: min(place.upperBound, i + 2048))  // BBCode: [url=…]
    } else if source[i] != 0x5D {
      i = list.read(source, from: i, to: min(place.upperBound, i + 4096))
    }
    if i < place.upperBound, source[i] == UInt8(ascii: "/") { i += 1 }
    guard i < place.upperBound, source[i] == 0x5D else { return nil }
    let isLayout = prefixes.contains { source.matches($0, at: start) }
    let isKnown = names.contains {
      $0.utf8CodeUnitCount == name.count && source.matches($0, at: start)
    }
    // A partner is looked for near by, so that brackets without number take no time.
    let reach = 8 << 10
    let closing =
      isEnd ? nil : Self.end(of: name, in: source, from: i, to: min(place.upperBound, i + reach))
    let hasPartner =
      isEnd
      ? Self.hasStart(name, in: source, before: lower, from: max(place.lowerBound, lower - reach))
      : closing != nil
    guard
      isLayout || isKnown && (isEnd || list.count > 0 || hasPartner) || list.hasQuotedValue
        || hasPartner
    else {
      return nil
    }
    breaksLine = isLayout
    range = lower..<(Self.endOfAddress(in: source, from: i + 1, to: closing) ?? i + 1)
  }

  /// Where `[/name]` starts and ends.
  private static func end(
    of name: Range<Int>,
    in source: Source,
    from lower: Int,
    to upper: Int
  ) -> Range<Int>? {
    var i = lower
    while let mark = source.first("[/", from: i, to: upper) {
      let end = mark + 2 + name.count
      if end < upper, source[end] == 0x5D, source.isSame(name, as: mark + 2) {
        return mark..<end + 1
      }
      i = mark + 2
    }
    return nil
  }

  private static func hasStart(
    _ name: Range<Int>,
    in source: Source,
    before upper: Int,
    from lower: Int
  ) -> Bool {
    var i = source.first(0x5B, from: lower, to: upper)
    while i < upper {
      let end = i + 1 + name.count
      if end < upper, !source[end].isWordByte, source.isSame(name, as: i + 1) { return true }
      i = source.first(0x5B, from: i + 1, to: upper)
    }
    return false
  }

  /// The end of the code's partner where only an address stands between the two.
  private static func endOfAddress(
    in source: Source,
    from lower: Int,
    to closing: Range<Int>?
  ) -> Int? {
    guard let closing, closing.lowerBound > lower else { return nil }
    let address = lower..<closing.lowerBound
    let isAddress = source.matches("http://", at: lower) || source.matches("https://", at: lower)
    guard isAddress, !address.contains(where: { source[$0].isMarkupSpace }) else { return nil }
    return closing.upperBound
  }
}

extension UnsafeBufferPointer<UInt8> {
  fileprivate func isSame(_ range: Range<Int>, as lower: Int) -> Bool {
    range.enumerated().allSatisfy { self[$1].lowercased == self[lower + $0].lowercased }
  }
}

/// Page builders: WPBakery, Divi, Avada, Enfold, Shortcodes Ultimate, and WordPress itself.
private let prefixes: [StaticString] = [
  "vc_", "et_pb_", "fusion_", "av_", "su_", "wp_", "cs_", "mk_", "tie_", "td_block_", "ultimate_",
  "contact-form-7", "one_half", "one_third", "two_third", "wpforms", "sc_",
]

private let names: [StaticString] = [
  "caption", "embed", "gallery", "audio", "video", "playlist", "youtube", "tweet", "twitter",
  "instagram", "facebook", "vimeo", "soundcloud", "dropcap", "pullquote", "adrotate", "jwplayer",
  "button", "column", "row", "slideshow", "media", "file", "image",
]
