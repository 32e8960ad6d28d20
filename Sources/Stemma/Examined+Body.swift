import StemmaText

extension Examined {
  /// The running text alone, cleaned: no headline, byline or dateline.
  ///
  /// A page's standfirst belongs to it, as readers and the public sets of pages count it; that of
  /// text without markup is told from a lede only by its place, and is left out.
  ///
  /// Paragraphs are set apart by a blank line.
  public var body: [UInt8] {
    let openings = cleaning.outcomes.flatMap(\.finding.lifted)
      .filter { $0.field == .dateline || $0.field == .byline }
      .compactMap(\.span)
    let headings = document.particulars.filter { $0.field == .title || $0.field == .subtitle }
      .compactMap(\.span)
    var body: [UInt8] = []
    for (block, profile) in zip(segmentation.blocks, segmentation.profiles)
    where block.role.map({ $0 == .body || $0 == .standfirst })
      ?? (profile.zone == .body && !headings.contains(block.span))
    {
      // On a page, a dateline in a paragraph is part of it.
      let opening =
        block.role == nil
        ? openings.first { $0.lower == block.span.lower && $0.upper < block.span.upper } : nil
      let span = Span<Extracted>((opening?.upper ?? block.span.lower)..<block.span.upper)
      let words = cleaned[cleaning.lineage.image(of: span).range].drop { $0 <= 0x20 }
      if words.isEmpty { continue }
      if !body.isEmpty { body += [0x0A, 0x0A] }
      body += words
    }
    return body
  }
}
