import StemmaText

// Abbreviations that lost their capitals: what is left when a machine folds case.
extension CheckedDocument {
  /// Letters of an abbreviation that is looked at; longer ones are words.
  private static let abbreviation = 2...6

  /// Words before an abbreviation in which its letters are looked for.
  private static let reach = 9

  /// Abbreviations in small letters: in brackets behind their words, and wherever they return.
  var lostCapitals: [DocumentCheck.Sighting] {
    guard segmentation.language.language == "en" else { return [] }
    var lost: Set<String> = []
    for profile in profiles where profile.language == "en" && profile.endsWithStop {
      for i in profile.tokens.dropFirst(2).dropLast() where isAbbreviation(i, in: profile.tokens) {
        lost.insert(document.words(at: segmentation.tokens[i].span))
      }
    }
    guard !lost.isEmpty else { return [] }
    return segmentation.tokens.compactMap { token in
      guard token.kind == .word, Self.abbreviation ~= token.span.count,
        token.shape.contains(.lower), lost.contains(document.words(at: token.span))
      else { return nil }
      let capitals = document.words(at: token.span).uppercased()
      return DocumentCheck.Sighting(token.span, suggestion: capitals)
    }
  }

  /// Whether a word alone in brackets is made of the initials of the words before them.
  private func isAbbreviation(_ i: Int, in tokens: Range<Int>) -> Bool {
    let token = segmentation.tokens[i]
    guard token.lower > 0, text[token.lower - 1] == UInt8(ascii: "("), token.upper < text.count,
      text[token.upper] == UInt8(ascii: ")"), token.shape.contains(.lower),
      Self.abbreviation ~= token.span.count, token.shape.isDisjoint(with: [.wide, .digit]),
      !lexicon.knows(document.words(at: token.span))
    else { return false }
    var initials: [UInt8] = []
    for j in max(tokens.lowerBound, i - 1 - Self.reach)..<(i - 1) {
      let before = segmentation.tokens[j]
      guard before.kind == .word else { continue }
      for k in before.lower..<before.upper
      where k == before.lower || text[k - 1] == UInt8(ascii: "-") {
        initials.append(text[k].folded)
      }
    }
    // Each letter once, in any order: “squamous cell carcinoma of the head and neck (hnscc)”.
    var found = 0
    for letter in text[token.lower..<token.upper] {
      guard let place = initials.firstIndex(of: letter) else { continue }
      initials.remove(at: place)
      found += 1
    }
    return found * 3 >= token.span.count * 2 && found > 1
  }
}
