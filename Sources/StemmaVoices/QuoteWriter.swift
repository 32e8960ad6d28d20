internal import StemmaText

/// Turns attributions into quotes: spans, speakers and chains.
struct QuoteWriter {
  private let voicing: Voicing
  private let nouns: NounPhraseFinder
  private let chains: Chains
  private var resolution: SpeakerResolution
  private let days: [DayFinder.Sighting]

  /// Most days that a quote is given.
  private static let mostDays = 8

  /// Most tokens between a cue and the day on which something was said; a guess.
  private static let reach = 12

  init(
    _ voicing: Voicing,
    _ vocabulary: Vocabulary,
    _ names: GivenNames,
    _ chains: Chains,
    written: WritingDay? = nil
  ) {
    self.voicing = voicing
    self.chains = chains
    nouns = voicing.nouns
    let finder = DayFinder(
      voicing.nouns,
      vocabulary,
      language: voicing.segmentation.language.language ?? (voicing.isRead ? "en" : ""),
      written: written
    )
    days = finder.sightings(in: 0..<voicing.nouns.tokens.count)
    resolution = SpeakerResolution(
      Cast(voicing.nouns, names),
      voicing.nouns,
      vocabulary,
      isRead: voicing.isRead
    )
  }

  /// The quotes that attributions with content make, by place.
  mutating func quotes(of found: [Attribution]) -> [Quote] {
    let attributions = withoutPlaceLabels(found)
    resolution.hear(attributions.flatMap(\.contents))
    let ranges = attributions.map { range(of: $0) }
    let order = attributions.indices.sorted { a, b in
      let (x, y) = (ranges[a], ranges[b])
      if x.lowerBound != y.lowerBound { return x.lowerBound < y.lowerBound }
      return x.upperBound != y.upperBound ? x.upperBound > y.upperBound : a < b
    }
    var speakers = [Speaker](repeating: .unknown, count: attributions.count)
    // Pronouns look back, so speakers are found in the order in which they are named.
    let places = zip(attributions, ranges).map { $0.source?.lowerBound ?? $1.lowerBound }
    for i in attributions.indices.sorted(by: { (places[$0], $0) < (places[$1], $1) }) {
      speakers[i] = resolution.speaker(attributions[i].source)
    }
    var quotes: [Quote] = []
    quotes.reserveCapacity(attributions.count)
    var open: [(index: Int, range: Range<Int>)] = []
    for i in order {
      let own = ranges[i]
      while let last = open.last, last.range.upperBound <= own.lowerBound { open.removeLast() }
      let outer = open.last { $0.range.upperBound >= own.upperBound && $0.range != own }?.index
      let around = outer.map { reporters(from: $0, in: quotes) } ?? []
      quotes.append(quote(attributions[i], speakers[i], nestedIn: outer, around))
      open.append((quotes.count - 1, own))
    }
    return quotes
  }

  /// Leaves out headlines such as “Harrisburg: strike enters third week”, which tell where, not who.
  private func withoutPlaceLabels(_ found: [Attribution]) -> [Attribution] {
    func isLabel(_ attribution: Attribution) -> Bool {
      guard attribution.order == .colon, let source = attribution.source else { return false }
      return voicing.isHeadline(source.lowerBound) && resolution.cast.isPlaceOnly(source)
        && resolution.government(source) == nil
    }
    guard found.contains(where: isLabel) else { return found }
    let speaking = Set(
      found.lazy.filter { $0.order != .colon }.compactMap(\.source).map { resolution.name($0) }
    )
    return found.filter { label in
      !isLabel(label) || label.source.map { speaking.contains(resolution.name($0)) } ?? false
    }
  }

  /// The speakers of the quotes around one, from the nearest outwards.
  private func reporters(from outer: Int, in quotes: [Quote]) -> [Link] {
    var links: [Link] = []
    var next: Int? = outer
    while let i = next, links.count < 8 {
      if let link = chains.link(for: quotes[i].speaker, at: quotes[i].source) { links.append(link) }
      next = quotes[i].nestedIn
    }
    return links
  }

  private func range(of attribution: Attribution) -> Range<Int> {
    let contents = attribution.contents.filter { !$0.isEmpty }
    let lower = contents.map(\.lowerBound).min() ?? 0
    return lower..<max(lower, contents.map(\.upperBound).max() ?? 0)
  }

  private func quote(
    _ attribution: Attribution,
    _ speaker: Speaker,
    nestedIn outer: Int?,
    _ reporters: [Link]
  ) -> Quote {
    let contents = attribution.contents.filter { !$0.isEmpty }
    let marked = contents.flatMap { passages(in: $0) }
    let source = attribution.source.map { span($0) }
    let clause =
      voicing.isRead ? ClauseReading(voicing.grammar).reading(of: attribution) : (nil, nil)
    return Quote(
      kind: kind(of: attribution, marked, speaker),
      content: contents.map { content($0, marked) },
      quoted: marked.map(\.inner),
      source: source,
      cue: attribution.cue.map { span($0) },
      speaker: speaker,
      chain: chains.chain(
        of: speaker,
        at: source,
        reporters,
        sentence: voicing.sentence(around: range(of: attribution))
      ),
      nestedIn: outer,
      polarity: clause.0,
      modality: clause.1,
      days: mentions(attribution, contents),
      certainty: certainty(attribution, speaker),
      repair: marked.first { $0.repair != .none }?.repair ?? .none
    )
  }

  /// The days in what is said, and beside the words that say it is said.
  private func mentions(_ attribution: Attribution, _ contents: [Range<Int>]) -> [DayMention] {
    var mentions: [DayMention] = []
    for range in contents { add(in: range, of: .content, contents, to: &mentions) }
    if let around = attribution.cue ?? attribution.source {
      var lower = around.lowerBound
      var upper = around.upperBound
      while lower > max(0, around.lowerBound - Self.reach), !isStop(lower - 1) { lower -= 1 }
      while upper < min(nouns.tokens.count, around.upperBound + Self.reach), !isStop(upper) {
        upper += 1
      }
      add(in: lower..<upper, of: .saying, contents, to: &mentions)
    }
    return mentions.sorted { $0.span.lower < $1.span.lower }
  }

  private func isStop(_ i: Int) -> Bool { nouns.tags[i].contains(.stop) }

  /// Adds the days in a range; what is said outside of contents is of the saying.
  private func add(
    in range: Range<Int>,
    of subject: DayMention.Subject,
    _ contents: [Range<Int>],
    to mentions: inout [DayMention]
  ) {
    var i = days.partitioningIndex { $0.tokens.lowerBound >= range.lowerBound }
    while i < days.count, days[i].tokens.upperBound <= range.upperBound,
      mentions.count < Self.mostDays
    {
      let day = days[i]
      i += 1
      let isSaid = contents.contains { $0.overlaps(day.tokens) }
      guard isSaid == (subject == .content) else { continue }
      mentions.append(
        DayMention(
          span: span(day.tokens),
          value: day.value,
          subject: subject,
          certainty: day.certainty
        )
      )
    }
  }

  /// The outermost passages that begin in a range.
  private func passages(in range: Range<Int>) -> [Passage] {
    var found: [Passage] = []
    var i = range.lowerBound
    while i < range.upperBound {
      let p = nouns.passageOf[i]
      guard p >= 0 else {
        i += 1
        continue
      }
      found.append(voicing.passages[Int(p)])
      i = max(i + 1, voicing.passages[Int(p)].tokens.upperBound)
    }
    return found
  }

  private func kind(
    of attribution: Attribution,
    _ passages: [Passage],
    _ speaker: Speaker
  ) -> Quote.Kind {
    if voicing.isHeadline(range(of: attribution).lowerBound) { return .headline }
    if speaker.kind == .document { return .document }
    guard !passages.isEmpty else { return .indirect }
    let marked = passages.reduce(0) { $0 + $1.tokens.count }
    let all = attribution.contents.reduce(0) { $0 + $1.count }
    return marked + 1 >= all ? .direct : .mixed
  }

  /// The span of a content: without marks where it is one passage, without a comma or stop behind.
  private func content(_ range: Range<Int>, _ passages: [Passage]) -> Span<Extracted> {
    if let only = passages.first(where: { $0.tokens == range }) { return only.inner }
    var upper = range.upperBound
    while upper - 1 > range.lowerBound, nouns.passageOf[upper - 1] < 0,
      !nouns.tags[upper - 1].isDisjoint(with: [.comma, .stop, .dash])
    {
      upper -= 1
    }
    let isThat = nouns.tags[range.lowerBound].contains(.that) && upper - range.lowerBound > 1
    var lower = isThat ? range.lowerBound + 1 : range.lowerBound
    // “that, in the end, he left”
    if lower + 1 < upper, nouns.tags[lower].contains(.comma) { lower += 1 }
    return span(lower..<max(upper, lower + 1))
  }

  private func certainty(_ attribution: Attribution, _ speaker: Speaker) -> Certainty {
    if attribution.order == .carried { return .inferred }
    switch speaker.resolvedBy {
    case .named: return attribution.order == .colon ? .probable : .certain
    case .pronoun, .title, .metonym: return .probable
    case .nothing: return .inferred
    }
  }

  private func span(_ tokens: Range<Int>) -> Span<Extracted> {
    Span(nouns.tokens[tokens.lowerBound].lower..<nouns.tokens[tokens.upperBound - 1].upper)
  }
}
