import StemmaText

/// How names are compared that are written by sound: Hayashi and Hayasi, Zelensky and Zelenskyy.
extension Vocabulary {
  /// Whether two names may be one, spelt or inflected in two ways: Japan and Japanese, Erdoğan and
  /// Erdugan, OSCE and its letters apart.
  ///
  /// Two countries are never one, however alike they are written: Iran and Iraq.
  mutating func isSameName(_ a: Int, _ b: Int) -> Bool {
    if isVariant(a, b) { return true }
    let x = words[a].folded.filter { $0.isLetter || $0.isDigit || $0 >= 0x80 }
    let y = words[b].folded.filter { $0.isLetter || $0.isDigit || $0 >= 0x80 }
    let common = zip(x, y).prefix { $0 == $1 }.count
    let short = min(x.count, y.count)
    let long = max(x.count, y.count)
    if common == short, short > 1, long - short <= 2 { return true }
    if words[a].traits.contains(.place), words[b].traits.contains(.place) {
      return meaning(of: a).kinship(to: meaning(of: b)) <= .derived
    }
    if common >= 4, common >= short - 1 || 10 * common >= 6 * long { return true }
    return short >= 4 && editDistance(x, y, atMost: 1 + long / 5) != nil
  }

  /// Whether two words are the same name in two spellings that both are right.
  func isVariant(_ a: Int, _ b: Int) -> Bool {
    if words[a].spelling == words[b].spelling { return true }
    if let name = words[a].name, name == words[b].name { return true }
    return words[a].sound.count > 3 && words[a].sound == words[b].sound
  }
}

/// A name without what transliterations differ in: Hayasi, zelenski, gadafi.
///
/// Letters that systems of writing Russian, Ukrainian, Japanese, Arabic and Korean in Latin render
/// in two ways fall together; double letters are one.
func soundOfName(_ folded: [UInt8]) -> [UInt8] {
  let letters = folded.filter { $0.isLetter || $0 >= 0x80 }
  var sound: [UInt8] = []
  var i = 0
  while i < letters.count {
    let rule = soundsAlike.first { letters[i...].starts(with: $0.0) }
    for letter in rule?.1 ?? [letters[i]] where sound.last != letter { sound.append(letter) }
    i += rule?.0.count ?? 1
  }
  if sound.count > 3, sound.last == UInt8(ascii: "h") { sound.removeLast() }
  return sound
}

/// What falls together, the longer first.
private let soundsAlike: [([UInt8], [UInt8])] = [
  ("shch", "s"), ("sch", "s"), ("tch", "c"), ("tsu", "tu"), ("chi", "ti"), ("shi", "si"),
  ("kh", "h"), ("gh", "g"), ("dh", "d"), ("th", "t"), ("ph", "f"), ("sh", "s"), ("zh", "j"),
  ("dj", "j"), ("dz", "z"), ("ck", "k"), ("ks", "x"), ("ts", "c"), ("tz", "c"),
  ("iy", "i"), ("yi", "i"), ("ij", "i"), ("ii", "i"), ("yy", "i"), ("ee", "i"), ("oo", "u"),
  ("ou", "u"), ("ei", "ai"), ("ey", "ai"), ("ay", "ai"), ("q", "k"), ("w", "v"), ("y", "i"),
].map { (Array($0.0.utf8), Array($0.1.utf8)) }

/// Levenshtein's distance of two words; `nil` above a bound, which keeps the work linear.
func editDistance(_ a: [UInt8], _ b: [UInt8], atMost bound: Int) -> Int? {
  if abs(a.count - b.count) > bound || a.count > 64 || b.count > 64 { return nil }
  var row = Array(0...b.count)
  for i in a.indices {
    var diagonal = row[0]
    row[0] = i + 1
    for j in b.indices {
      let kept = a[i] == b[j] ? diagonal : diagonal + 1
      diagonal = row[j + 1]
      row[j + 1] = min(kept, row[j] + 1, row[j + 1] + 1)
    }
    if row.min() ?? 0 > bound { return nil }
  }
  return row[b.count] <= bound ? row[b.count] : nil
}
