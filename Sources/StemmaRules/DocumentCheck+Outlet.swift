import StemmaText

// The name of an outlet at the end of a page's title, where the mark before it is taken for a part
// of the last word: “third week-Northnews.com”.
extension CheckedDocument {
  /// Most words of a headline.
  private static let longestHeadline = 26

  /// Bytes behind the mark; no outlet's name is longer.
  private static let longestName = 40

  /// Words that the names of outlets end in.
  private static let outletWords: Set<String> = [
    "agency", "daily", "herald", "network", "news", "online", "post", "press", "radio", "times",
    "today", "tribune", "tv",
  ]

  /// Words that stand before a hyphen without being the end of a headline.
  private static let prefixes: Set<String> = [
    "anti", "half", "inter", "like", "mini", "multi", "neo", "non", "north", "once", "over", "post",
    "pre", "pro", "pseudo", "quasi", "self", "semi", "south", "super", "then", "trans", "ultra",
  ]

  /// The last word of a headline with the outlet's name behind it.
  var gluedOutlets: [DocumentCheck.Sighting] {
    profiles.indices.compactMap { i in
      let profile = profiles[i]
      guard !profile.endsWithStop || profile.words < Self.longestHeadline,
        (4...Self.longestHeadline).contains(profile.words), let span = span(ofBlock: i)
      else { return nil }
      return gluedOutlet(endingAt: span.upper, from: span.lower)
    }
  }

  private func gluedOutlet(endingAt end: Int, from start: Int) -> DocumentCheck.Sighting? {
    var end = end
    let endsInStop = end > start && text[end - 1] == UInt8(ascii: ".")
    if endsInStop { end -= 1 }
    guard end > start, text[end - 1].isLetter else { return nil }
    var mark = end - 1
    while mark > max(start, end - Self.longestName), text[mark] != UInt8(ascii: "-") { mark -= 1 }
    guard text[mark] == UInt8(ascii: "-"), mark > start else { return nil }
    let name = words((mark + 1)..<end)
    let isCapital = 0x41...0x5a ~= text[mark + 1]
    guard isCapital ? isOutlet(name, endsInStop: endsInStop) : isSite(name) else { return nil }
    var last = mark
    if text[last - 1] == UInt8(ascii: " "), last - 1 > start { last -= 1 }
    guard let first = lastWord(endingAt: last, from: start, isJoined: last == mark) else {
      return nil
    }
    return DocumentCheck.Sighting(Span(first..<end), suggestion: words(first..<last))
  }

  /// Where the last word of a headline begins, or the mark that closes a quotation there; `nil` where
  /// it does not look like one.
  private func lastWord(endingAt end: Int, from start: Int, isJoined: Bool) -> Int? {
    if let width = closingMark(endingAt: end) { return end - width }
    var first = end
    while first > start, text[first - 1].isLetter { first -= 1 }
    guard end - first > 2, 0x61...0x7a ~= text[end - 1] else { return nil }
    guard isJoined else { return first }
    let word = words(first..<end).lowercased()
    let isHyphened = first > start && text[first - 1] == UInt8(ascii: "-")
    return !isHyphened && !Self.prefixes.contains(word) && lexicon.knows(word) ? first : nil
  }

  /// Bytes of the quotation mark or bracket that ends there; `nil` if there is none.
  private func closingMark(endingAt end: Int) -> Int? {
    if end > 0, [UInt8(ascii: "\""), UInt8(ascii: ")")].contains(text[end - 1]) { return 1 }
    guard end > 2, text[end - 3] == 0xe2, text[end - 2] == 0x80, text[end - 1] == 0x9d else {
      return nil
    }
    return 3
  }

  private func words(_ range: Range<Int>) -> String { String(decoding: text[range], as: UTF8.self) }

  /// Whether a text is a known agency or ends in a domain or a word of outlets; behind a stop, which ends
  /// sentences too, an agency or the name of a site alone.
  private func isOutlet(_ name: String, endsInStop: Bool) -> Bool {
    let words = name.split(separator: " ")
    guard words.count <= 4, let last = words.last else { return false }
    if lexicon.isWord(name, of: "agency") { return true }
    if words.count == 1, name.hasSuffix("net") { return true }
    guard !endsInStop else { return false }
    if isDomain(String(last)) { return true }
    return words.count == 1 ? isInitials(name) : Self.outletWords.contains(last.lowercased())
  }

  /// Whether a text is the domain of an outlet by its name: “northnews.com”, but not “ferries.com”, which
  /// may be the second half of an address.
  private func isSite(_ name: String) -> Bool {
    guard isDomain(name) else { return false }
    let first = name.prefix { $0 != "." }.lowercased()
    return Self.outletWords.contains { first.hasSuffix($0) && first.utf8.count > $0.utf8.count }
  }

  /// Whether a text is letters with a dot among them.
  private func isDomain(_ name: String) -> Bool {
    name.utf8.allSatisfy { $0.isLetter || $0 == UInt8(ascii: ".") }
      && name.dropLast(2).contains(".")
  }

  /// Three to five capitals: the mark of a broadcaster.
  private func isInitials(_ name: String) -> Bool {
    3...5 ~= name.utf8.count && name.utf8.allSatisfy { 0x41...0x5a ~= $0 }
  }
}
