internal import StemmaText

extension FeedArticle {
  /// Reads the texts of an entry.
  init(_ facts: FeedFacts, of entry: FeedEntry, in source: Source, of feed: Feed) {
    let passages = EntryPassages(facts, in: source, of: feed)
    title = passages.title?.string
    summaryText = passages.summary?.text ?? passages.content?.text
    contentText = passages.content?.text ?? passages.summary?.text
    var assembly = EntryAssembly(of: entry.range)
    for (text, place) in passages.shown { assembly.add(text, at: place) }
    document = assembly.document(
      in: source,
      of: feed,
      stating: entry.particulars(titled: title, in: feed)
    )
  }
}

extension FeedEntry {
  /// What an entry says of itself beside its text.
  fileprivate func particulars(titled title: String?, in feed: Feed) -> [Particular] {
    func stated(_ field: Particular.Field, _ value: String?) -> Particular? {
      value.map { Particular(field, value: $0, basis: .feed) }
    }
    return [
      stated(.title, title), stated(.canonicalURL, link), stated(.datePublished, published),
      stated(.dateModified, updated), stated(.language, language), stated(.publisher, feed.title),
    ].compactMap { $0 } + authors.compactMap { stated(.byline, $0) }
  }
}

/// The texts of an entry, and which of them are shown.
private struct EntryPassages {
  let title: FeedText?
  let summary: FeedText?
  let content: FeedText?

  /// Headline and body with their places in the feed; an abstract that the body repeats is left
  /// out, and so is a body that the abstract says more fully.
  let shown: [(text: FeedText, place: Range<Int>)]

  init(_ facts: FeedFacts, in source: Source, of feed: Feed) {
    func read(_ passage: FeedPassage?) -> FeedText? {
      passage.map { $0.text(in: source, of: feed) }.flatMap { $0.text.isEmpty ? nil : $0 }
    }
    let (title, summary, content) = (read(facts.title), read(facts.summary), read(facts.content))
    (self.title, self.summary, self.content) = (title, summary, content)
    var shown: [(FeedText, Range<Int>)] = []
    func show(_ text: FeedText?, _ passage: FeedPassage?) {
      if let text, let passage { shown.append((text, passage.content)) }
    }
    show(title, facts.title)
    let isAbstractRepeated = summary.flatMap { content?.opens(with: $0) } ?? false
    let isBodyRepeated = content.flatMap { summary?.opens(with: $0) } ?? false
    if !isAbstractRepeated { show(summary, facts.summary) }
    if isAbstractRepeated || !isBodyRepeated { show(content, facts.content) }
    self.shown = shown
  }
}

extension FeedText {
  /// Whether the text starts with all words of another; marks, white space and an ellipsis at the
  /// end of an excerpt do not count.
  fileprivate func opens(with other: FeedText) -> Bool {
    guard text.count >= other.text.count / 2 else { return false }
    var i = 0
    for byte in other.text where byte.isLetterByte {
      while i < text.count, !text[i].isLetterByte { i += 1 }
      guard i < text.count, text[i] == byte else { return false }
      i += 1
    }
    return true
  }
}

extension UInt8 {
  /// Whether the byte is part of a word, and of no ellipsis (E2 80 A6).
  fileprivate var isLetterByte: Bool { isWordByte && self != 0xE2 && self != 0x80 && self != 0xA6 }
}
