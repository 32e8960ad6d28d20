import StemmaText

/// What the text itself says of the article: its headline, its standfirst, its language.
struct TextParticulars {
  private let document: Document
  private let text: Segmentation

  /// Blocks that belong to the page or were lifted out of the text.
  private let taken: [Bool]

  /// The block that a rule saw to be the headline though a paragraph stands before it.
  private let displaced: Int?

  init(of document: Document, _ text: Segmentation, _ findings: [Finding]) {
    self.document = document
    self.text = text
    var taken = [Bool](repeating: false, count: text.blocks.count)
    for finding in findings where finding.edit?.editClass == .boilerplate {
      guard let block = text.block(at: finding.spans[0].lower) else { continue }
      taken[block] = taken[block] || 2 * finding.spans[0].count > text.blocks[block].span.count
    }
    self.taken = taken
    displaced = findings.first { $0.rule == "displaced-headline" }
      .flatMap { text.block(at: $0.spans[0].lower) }
  }

  /// The particulars, each where it is known.
  func particulars(told language: String?) -> [Particular] {
    // The page has said it, or the feed.
    guard !document.particulars.contains(where: { $0.field == .title }) else {
      return [self.language(told: language)].compactMap(\.self)
    }
    let headline = displaced ?? top.first
    let names = [headline.map(title), headline.flatMap(standfirst).map(subtitle)]
    return names.compactMap(\.self) + [self.language(told: language)].compactMap(\.self)
  }

  /// Blocks before the running text that say something of the article.
  private var top: [Int] {
    text.profiles.indices.filter {
      text.profiles[$0].zone == .top && !taken[$0] && text.profiles[$0].words >= 3
        && text.runningText != nil
    }
  }

  private func title(_ block: Int) -> Particular {
    particular(
      .title,
      block,
      certainty: displaced == nil ? .certain : .probable,
      note: displaced == nil ? nil : "stands behind the first paragraph"
    )
  }

  private func subtitle(_ block: Int) -> Particular {
    particular(
      .subtitle,
      block,
      certainty: displaced == nil ? .probable : .inferred,
      note: displaced == nil ? nil : "stands before the headline"
    )
  }

  /// The block under the headline; or the first sentence of the text, where the next paragraph
  /// tells the same at greater length.
  private func standfirst(under headline: Int) -> Int? {
    guard displaced == nil else { return lede(before: headline) }
    if let next = top.first(where: { $0 > headline }) {
      return text.profiles[next].words >= 5 ? next : nil
    }
    guard let first = text.runningText?.lowerBound, first + 1 < text.blocks.count,
      text.profiles[first].sentences.count == 1
    else { return nil }
    let own = longWords(of: first)
    let repeated = own.intersection(longWords(of: first + 1)).count
    return own.count >= 6 && repeated * 4 >= own.count * 3 ? first : nil
  }

  /// The one sentence in front of a headline that stands out of place.
  private func lede(before headline: Int) -> Int? {
    guard headline > 0, !taken[headline - 1], text.profiles[headline - 1].sentences.count == 1,
      text.profiles[headline - 1].words >= 8
    else { return nil }
    return headline - 1
  }

  /// The words of a block that carry its sense: those of four letters and more, in small letters.
  private func longWords(of block: Int) -> Set<String> {
    let tokens = text.tokens[text.profiles[block].tokens]
    return Set(
      tokens.filter { $0.kind == .word && $0.upper - $0.lower > 3 }
        .map { document.words(at: $0.span).lowercased() }
    )
  }

  /// The language of the words, where a page declares one that they are not in.
  ///
  /// Templates declare their own language; only languages that are known by their words are told
  /// apart, and only in texts of some length.
  var refutedLanguage: Particular? {
    let guess = text.language
    let declared = document.particulars.first { $0.field == .language }
    guard let declared, let language = guess.language, guess.words >= 60 else { return nil }
    let subtag = String(declared.value.prefix { $0 != "-" })
    guard subtag != language, languagesWithFunctionWords.contains(subtag) else { return nil }
    return Particular(
      .language,
      value: language,
      basis: .inferred,
      certainty: .certain,
      note: "from its function words; the page declares \(declared.value)"
    )
  }

  private func language(told: String?) -> Particular? {
    if let told {
      return Particular(.language, value: told, basis: .inferred, note: "told by the sender")
    }
    return text.language.language.map {
      Particular(
        .language,
        value: $0,
        basis: .inferred,
        certainty: .probable,
        note: "from its function words"
      )
    }
  }

  private func particular(
    _ field: Particular.Field,
    _ block: Int,
    certainty: Certainty,
    note: String?
  ) -> Particular {
    let span = text.blocks[block].span
    let words = document.words(at: span).split(whereSeparator: \.isWhitespace)
    return Particular(
      field,
      value: words.joined(separator: " "),
      span: span,
      basis: .text,
      certainty: certainty,
      note: note
    )
  }
}
