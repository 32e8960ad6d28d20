import StemmaText

extension CheckedDocument {
  /// Blocks from the top in which a headline may be repeated; the seed has it in the fifth.
  private static let headlineReach = 12

  /// A line near the top that says again what one of the first two says.
  var repeatedHeadlines: [DocumentCheck.Sighting] {
    guard segmentation.runningText != nil else { return [] }
    let lines = segmentation.lines.prefix(Self.headlineReach)
    var result: [DocumentCheck.Sighting] = []
    for (i, line) in lines.enumerated().dropFirst()
    where line.words >= 4 && profiles[line.block].zone == .top {
      let isAgain = lines.prefix(min(i, 2)).contains { $0.words >= 4 && isSame($0, line) }
      if isAgain { result.append(DocumentCheck.Sighting(line.span)) }
    }
    return result
  }

  /// Whether two lines have the same words, leaving aside case and marks.
  private func isSame(_ a: Line, _ b: Line) -> Bool {
    let (first, second) = (segmentation.tokens[a.tokens], segmentation.tokens[b.tokens])
    var j = second.startIndex
    for token in first where token.kind != .punctuation {
      while j < second.endIndex, second[j].kind == .punctuation { j += 1 }
      guard j < second.endIndex, folded(token) == folded(second[j]) else { return false }
      j += 1
    }
    while j < second.endIndex, second[j].kind == .punctuation { j += 1 }
    return j == second.endIndex
  }

  /// Index of the block that is the headline though a paragraph stands before it.
  ///
  /// Nothing before the first paragraph shares its subject; the line behind it does.
  private var displacedHeadline: Int? {
    guard let running = segmentation.runningText, let first = profiles.firstIndex(where: \.isProse),
      first <= 3, first + 1 < profiles.count, running.upperBound > first + 1
    else { return nil }
    guard isHeadlineLike(first + 1, shortest: 7), namesSomeone(first + 1),
      !startsSentence(first + 1)
    else { return nil }
    let lede = contentWords(ofBlock: first)
    let own = contentWords(ofBlock: first + 1)
    let shared = own.intersection(lede).count
    guard shared >= 3, shared * 2 >= own.count else { return nil }
    let hasHeadline = (0..<first).contains {
      contentWords(ofBlock: $0).intersection(lede).count >= 2
    }
    return hasHeadline ? nil : first + 1
  }

  /// The headline behind the first paragraph.
  var displacedHeadlines: [DocumentCheck.Sighting] {
    displacedHeadline.flatMap(span(ofBlock:)).map { [DocumentCheck.Sighting($0)] } ?? []
  }

  /// Headlines of other articles between the paragraphs of this one.
  ///
  /// English only, because what a headline leaves out (articles, past tense, the final stop) is
  /// known of English. A line that could be a sentence without its stop is left alone.
  var foreignHeadlines: [DocumentCheck.Sighting] {
    guard segmentation.language.language == "en", let running = segmentation.runningText else {
      return []
    }
    let (share, paragraphs) = stops
    guard paragraphs >= 4, share >= 0.75 else { return [] }
    let lines = running.filter { !profiles[$0].isProse }
    guard !lines.isEmpty else { return [] }
    let displaced = displacedHeadline
    // Where every second block is a heading, headings are the article's own.
    guard lines.count * 2 <= running.count else { return [] }
    return lines.filter { i in
      i != displaced && i > running.lowerBound && i < running.upperBound
        && profiles[i - 1].isProse && profiles[i + 1].isProse
        && profiles[i - 1].endsWithStop && isHeadlineLike(i, shortest: 9) && !isSentenceLike(i)
        && namesSomeone(i) && !heads(i, i + 1)
    }.compactMap(span(ofBlock:)).map { DocumentCheck.Sighting($0) }
  }

  /// Whether a line is the heading of what follows: they speak of the same, or a dateline follows.
  private func heads(_ i: Int, _ next: Int) -> Bool {
    let own = contentWords(ofBlock: i)
    let ahead = own.intersection(contentWords(ofBlock: next)).count
    if ahead >= 2 || ahead == 1 && own.isDisjoint(with: contentWords(ofBlock: i - 1)) {
      return true
    }
    let tokens = segmentation.tokens[profiles[next].tokens]
    return tokens.first?.shape.contains(.upper) == true
  }

  /// Whether a line names a person, place or body, and sets other words in small letters: news
  /// does, while headings of advice either capitalise every word or name nobody.
  private func namesSomeone(_ i: Int) -> Bool {
    let words = segmentation.tokens[profiles[i].tokens].filter { $0.kind == .word }
    let long = words.dropFirst().filter { $0.span.count > 3 }
    guard long.count(where: { $0.shape.contains(.lower) }) * 2 > long.count else { return false }
    return words.enumerated().contains { n, token in
      guard token.shape.contains(.capitalised), !token.shape.contains(.digit) else { return false }
      var word = document.words(at: token.span)
      if token.shape.contains(.possessive) { word = String(word.dropLast(2)) }
      if lexicon.isWord(word, of: "name") || lexicon.isWord(word, of: "country") { return true }
      return n > 0 && !token.shape.contains(.upper) && !lexicon.knows(word.lowercased())
    }
  }

  /// One line, no stop, capitalised, neither list item nor label, question nor credit.
  private func isHeadlineLike(_ i: Int, shortest: Int) -> Bool {
    let profile = profiles[i]
    switch segmentation.blocks[i].kind {
    case .paragraph, .heading, .listItem: break
    case .title, .caption, .quotation, .table, .preformatted, .code: return false
    }
    guard !profile.isProse, !profile.endsWithStop, profile.lines.count == 1,
      profile.words >= shortest, profile.words <= 24,
      let first = profile.tokens.first, let last = profile.tokens.last
    else { return false }
    let tokens = segmentation.tokens
    guard tokens[first].shape.contains(.capitalised), tokens[first].kind == .word,
      tokens[last].kind == .word
    else { return false }
    return !isCredit(profile.tokens)
  }

  /// A caption or credit: an agency, a photographer, a copyright, a time.
  private func isCredit(_ range: Range<Int>) -> Bool {
    segmentation.tokens[range].contains { token in
      token.kind == .address || Self.creditWords.contains(folded(token))
        || lexicon.isWord(document.words(at: token.span), of: "agency")
    }
  }

  private static let creditWords: Set = [
    "photo", "photos", "image", "images", "picture", "pictured", "file", "getty", "©", "by", "/",
    "|", "via", "updated", "published",
  ]

  /// Whether a line begins with a small word, as sentences do and headlines seldom.
  private func startsSentence(_ i: Int) -> Bool {
    guard let first = profiles[i].tokens.first else { return true }
    let opening = lexicon.classes(of: folded(segmentation.tokens[first]))
    let small: Set = ["determiner", "pronoun", "conjunction", "preposition", "contraction"]
    return !small.isDisjoint(with: opening)
  }

  /// Whether a line reads like a sentence of the article: it begins like one, or tells what was.
  func isSentenceLike(_ i: Int) -> Bool {
    let tokens = segmentation.tokens[profiles[i].tokens]
    if startsSentence(i) { return true }
    return tokens.contains { token in
      let word = folded(token)
      if ["is", "are", "was", "were", "had", "has", "have", "said", "been", "that", "which"]
        .contains(word)
      {
        return true
      }
      return word == "i" || word == "we"
    }
  }

  /// Subheadings with an agency's dash: “- 'Seriously concerned'”.
  var subheadMarkers: [DocumentCheck.Sighting] {
    profiles.indices.compactMap { i in
      guard hasDash(i), i > 0, !hasDash(i - 1), i + 1 < profiles.count, !hasDash(i + 1),
        profiles[i - 1].isProse || profiles[i + 1].isProse, profiles[i].words <= 10,
        !profiles[i].endsWithStop, let span = span(ofBlock: i)
      else { return nil }
      let tokens = segmentation.tokens[profiles[i].tokens].dropFirst()
      guard let first = tokens.first, let last = tokens.last,
        tokens.contains(where: { $0.kind == .word })
      else { return nil }
      let isQuoted = first.shape.contains(.quote) && last.shape.contains(.quote) && tokens.count > 2
      // A dash before a name signs a letter; a subheading has small words and text under it.
      let isPhrase = tokens.contains { $0.shape.contains(.lower) } && profiles[i + 1].isProse
      guard isQuoted || isPhrase else { return nil }
      let bare = Span<Extracted>(
        (isQuoted ? first.upper : first.lower)..<(isQuoted ? last.lower : last.upper)
      )
      let right = document.words(at: bare)
      return DocumentCheck.Sighting(
        span,
        suggestion: right,
        DocumentCheck.Amendment(span: span, inserted: right)
      )
    }
  }

  private func hasDash(_ i: Int) -> Bool {
    guard let first = profiles[i].tokens.first, profiles[i].tokens.count > 1,
      segmentation.tokens[first].kind == .punctuation
    else { return false }
    let mark = document.words(at: segmentation.tokens[first].span)
    return (mark == "-" || mark == "–" || mark == "—")
      && segmentation.tokens[first + 1].shape.contains(.afterSpace)
  }
}
