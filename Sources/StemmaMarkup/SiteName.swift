/// The names that a page's site goes by, for telling them from titles and authors.
struct SiteName {
  private var known: Set<[UInt8]> = []

  /// Takes the names that a page states, and the addresses it is found at.
  init(_ names: [String], at addresses: [String]) {
    for name in names {
      let bytes = LooseText(name.utf8).bytes
      if bytes.count > 1 { known.insert(bytes) }
    }
    for address in addresses {
      let host = String(LooseAddress(address).host)
      let parts = host.split(separator: ".")
      guard parts.count >= 2 else { continue }
      known.insert(LooseText(host.utf8).bytes)
      for count in 1..<parts.count {
        let label = parts.dropLast(count).last.map { LooseText($0.utf8).bytes } ?? []
        if label.count > 2 { known.insert(label) }
        known.insert(LooseText(parts.suffix(count + 1).joined().utf8).bytes)
      }
    }
  }

  /// Whether a text is one of the names.
  func isName(_ text: String) -> Bool {
    let bytes = LooseText(text.utf8).bytes
    if known.contains(bytes) { return true }
    let isDefinite = bytes.starts(with: "the".utf8) && known.contains(Array(bytes.dropFirst(3)))
    return isDefinite || known.contains(Array("the".utf8) + bytes)
  }

  /// Whether a text is one of the names with little around it: “The Coast Daily Blog”.
  func isNearly(_ text: String) -> Bool {
    if isName(text) { return true }
    let loose = LooseText(text.utf8)
    return known.contains {
      $0.count > 3 && $0.count * 2 >= loose.bytes.count && loose.contains($0)
    }
  }
}

/// A title in the parts that bars and dashes divide it into.
struct DividedTitle {
  /// The parts, each with the divider behind it.
  fileprivate var parts: [(text: String, divider: String)] = []

  private static let bars = [
    " | ", " » ", " « ", " · ", " • ", " :: ", " ‹ ", " › ", " ← ", " / ", "｜", "ㅣ", " ~ ",
  ]
  private static let dashes = [" – ", " — ", " - ", " ― "]

  init(_ title: String) {
    let bytes = Array(title.utf8)
    let dividers = bytes.contains(0x20) ? Self.spaced : Self.spaced + ["_", "-"]
    var start = 0
    var i = 0
    while i < bytes.count, parts.count <= 20 {
      guard let divider = Self.divider(at: i, of: bytes, among: dividers) else {
        i += 1
        continue
      }
      parts.append((String(decoding: bytes[start..<i], as: UTF8.self), divider))
      i += divider.utf8.count
      start = i
    }
    parts.append((String(decoding: bytes[start...], as: UTF8.self), ""))
    parts = parts.filter { !$0.text.isEmpty }
  }

  private static let spaced = bars + dashes

  private static func divider(at i: Int, of bytes: [UInt8], among dividers: [String]) -> String? {
    switch bytes[i] {
    case 0x20, 0x2D, 0x5F, 0xE3...: dividers.first { bytes[i...].starts(with: $0.utf8) }
    default: nil
    }
  }

  /// The title without the names of the site in front and behind; `nil` where there are none.
  func without(_ site: SiteName) -> String? {
    var kept = parts[...]
    while kept.count > 1, let last = kept.last, site.isNearly(last.text) { kept.removeLast() }
    while kept.count > 1, let first = kept.first, site.isNearly(first.text) { kept.removeFirst() }
    if kept.count == parts.count {
      guard let colon = parts.first?.text.firstRange(of: ": "), let first = parts.first,
        site.isName(String(first.text[..<colon.lowerBound]))
      else { return nil }
      kept[kept.startIndex].text = String(first.text[colon.upperBound...])
    }
    return joined(kept)
  }

  /// The longest part, in doubt the first.
  var longest: String {
    var best = ""
    for part in parts where part.text.utf8.count > best.utf8.count { best = part.text }
    return best
  }

  /// Parts that dashes divide stay together; of those that bars divide the longest counts.
  private func joined(_ parts: ArraySlice<(text: String, divider: String)>) -> String {
    var groups = [""]
    for (i, part) in zip(parts.indices, parts) {
      groups[groups.count - 1] += part.text
      guard i + 1 < parts.endIndex else { break }
      if Self.dashes.contains(part.divider) {
        groups[groups.count - 1] += part.divider
      } else {
        groups.append("")
      }
    }
    var best = ""
    for group in groups where group.utf8.count > best.utf8.count { best = group }
    return best
  }
}

extension StringProtocol {
  /// Where another text first stands in it; standard library only.
  func firstRange(of other: String) -> Range<Index>? {
    let hay = utf8
    var (text, needle) = (String(self), other)
    let place = text.withUTF8 { hay in needle.withUTF8 { needle in hay.first(needle) } }
    return place.map {
      let start = hay.index(hay.startIndex, offsetBy: $0)
      return start..<hay.index(start, offsetBy: other.utf8.count)
    }
  }
}

extension DividedTitle {
  /// The last or first part, where it is a name of the site.
  func siteName(_ site: SiteName) -> String? {
    guard parts.count > 1 else { return nil }
    return [parts.last?.text, parts.first?.text].compactMap { $0 }.first { site.isNearly($0) }
  }
}
