internal import StemmaText

extension FeedEntry {
  /// Reads the texts of an entry.
  init(_ facts: FeedFacts, in source: Source, of feed: Feed) {
    let passages = EntryPassages(facts, in: source, of: feed)
    id = facts.id
    title = passages.title?.string
    link = facts.page.map { FeedAddress($0).resolved(against: feed.outline.base) }
    published = facts.datePublished
    updated = facts.updated
    let named = facts.authors.isEmpty ? [feed.outline.author].compactMap { $0 } : facts.authors
    author = named.last?.label
    authors = named.compactMap(\.plainName)
    summary = passages.summary?.string ?? passages.content?.string
    content = passages.content?.string ?? passages.summary?.string
    language = facts.language ?? feed.language
    base = facts.base ?? feed.outline.base
    range = facts.lower..<max(facts.lower, facts.upper)
    var assembly = EntryAssembly(of: range)
    for (text, place) in passages.shown { assembly.add(text, at: place) }
    document = assembly.document(
      in: source,
      of: feed,
      stating: statedParticulars(of: facts, titled: title, at: link, by: authors, in: feed)
    )
  }
}

/// What an entry says of itself beside its text.
private func statedParticulars(
  of facts: FeedFacts,
  titled title: String?,
  at link: String?,
  by authors: [String],
  in feed: Feed
) -> [Particular] {
  func stated(_ field: Particular.Field, _ value: String?) -> Particular? {
    value.map { Particular(field, value: $0, basis: .metaElement) }
  }
  return [
    stated(.title, title), stated(.canonicalURL, link),
    stated(.datePublished, facts.datePublished), stated(.dateModified, facts.updated),
    stated(.language, facts.language ?? feed.language), stated(.publisher, feed.title),
  ].compactMap { $0 } + authors.compactMap { stated(.byline, $0) }
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
    title = read(facts.title)
    summary = read(facts.summary)
    content = read(facts.content)
    var shown: [(FeedText, Range<Int>)] = []
    func show(_ text: FeedText?, _ passage: FeedPassage?) {
      if let text, let passage { shown.append((text, passage.content)) }
    }
    show(title, facts.title)
    let isBoth = summary != nil && content != nil
    let abstract = isBoth ? summary?.letters ?? [] : []
    let body = isBoth ? content?.letters ?? [] : []
    let isAbstractShown = !isBoth || !body.starts(with: abstract)
    if isAbstractShown { show(summary, facts.summary) }
    if !isBoth || !isAbstractShown || !abstract.starts(with: body) { show(content, facts.content) }
    self.shown = shown
  }
}

extension FeedText {
  /// The bytes of words: what is left when marks, white space and an ellipsis do not count.
  fileprivate var letters: [UInt8] {
    text.filter { $0.isWordByte && $0 != 0xE2 && $0 != 0x80 && $0 != 0xA6 }
  }
}
