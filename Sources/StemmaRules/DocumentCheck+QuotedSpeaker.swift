import StemmaText

// Where a quotation should have been closed: at the comma behind which its speaker is named.
extension QuotationReading {
  /// Tokens behind an opening mark in which the speaker is looked for; a guess.
  private static let longestQuotation = 120

  /// Tokens that name a speaker, at most: “the former foreign minister of Norway, …” has six.
  private static let longestName = 7

  /// Where the closing mark of an open quotation is missing, if the words behind say so.
  func placeOfClosing(for mark: Mark, in block: Int) -> Int? {
    let tokens = subject.segmentation.tokens
    let upper = subject.profiles[block].tokens.upperBound
    for i in mark.token + 1..<min(upper, mark.token + Self.longestQuotation) {
      let word = text(of: tokens[i])
      // A single mark may be an apostrophe.
      if tokens[i].shape.contains(.quote), !["'", "’", "‘"].contains(word) { return nil }
      // Of less than three words it may be a title: “Yes, Minister”.
      guard word == ",", i > mark.token + 3 else { continue }
      if isAttribution(from: i + 1, to: upper) { return tokens[i].upper }
    }
    return nil
  }

  /// Whether “the minister said.” or “said Anna Lund on Monday” stands at a place.
  private func isAttribution(from first: Int, to upper: Int) -> Bool {
    let tokens = subject.segmentation.tokens
    guard first < upper else { return false }
    if reports(tokens[first]) {
      return endOfName(from: first + 1, to: upper).map { ends(at: $0, upper) } ?? false
    }
    guard let verb = endOfName(from: first, to: upper), verb < upper, reports(tokens[verb]) else {
      return false
    }
    return ends(at: verb + 1, upper)
  }

  /// Where a name, a title, an office or “she” ends; `nil` where none stands.
  private func endOfName(from first: Int, to upper: Int) -> Int? {
    let tokens = subject.segmentation.tokens
    var hasHead = false
    var i = first
    while i < min(upper, first + Self.longestName) {
      let word = subject.folded(tokens[i])
      if i == first, Self.persons.contains(word) { return i + 1 }
      let isHead =
        tokens[i].shape.contains(.capitalised)
        || ["office", "person-noun", "spokesperson", "title-word"].contains {
          subject.lexicon.isWord(word, of: $0)
        }
      let isBefore =
        tokens[i].shape.contains(.possessive)
        || i == first
          && ["article", "possessive-determiner"].contains {
            subject.lexicon.isWord(word, of: $0)
          }
      guard tokens[i].kind == .word, isHead || isBefore else { break }
      hasHead = hasHead || isHead
      i += 1
    }
    return hasHead ? i : nil
  }

  /// Whether nothing that is said can stand from a place on.
  private func ends(at i: Int, _ upper: Int) -> Bool {
    guard i < upper else { return true }
    let token = subject.segmentation.tokens[i]
    let word = subject.folded(token)
    return word == "." || word == ","
      || ["preposition", "month", "time-unit"].contains { subject.lexicon.isWord(word, of: $0) }
      || Self.days.contains(word)
  }

  private static let persons: Set<String> = ["he", "she", "they"]
  private static let days: Set<String> = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today",
    "yesterday", "reporters", "journalists",
  ]
}
