internal import StemmaText

/// Through whom words came: speaker, document, agencies, outlet.
struct Chains {
  /// The agencies that write, and those that are named for other things; each as it is credited, and
  /// as a link.
  private let authors: [(credit: Particular, link: Link)]
  private let others: [(credit: Particular, link: Link)]

  /// The agencies that write, each name once.
  private let writers: [Link]

  private let outlet: Link

  /// Most credits that are looked at; no article has a tenth of them.
  private static let limit = 64

  /// Takes the agencies that a text credits, and its outlet.
  init(_ agencies: [Particular], of document: Document) {
    let credited = agencies.filter { $0.field == .agency && $0.span != nil }.prefix(Self.limit)
    authors = credited.filter { $0.role == .author }.map { ($0, Self.link(for: $0)) }
    others = credited.filter { $0.role != .author && $0.role != .photo && $0.role != .mention }
      .map { ($0, Self.link(for: $0)) }
    var names: Set<String> = []
    writers = authors.map(\.link).filter { names.insert($0.name).inserted }
    let publisher = document.particulars.first { $0.field == .publisher }
    outlet = Link(
      name: publisher?.value ?? "unknown outlet",
      kind: .outlet,
      isStated: publisher != nil,
      span: publisher?.span
    )
  }

  /// The chain of a quote.
  ///
  /// - Parameters:
  ///   - speaker: Who says it.
  ///   - source: Where that is said.
  ///   - reporters: The speakers of the quotes around it.
  ///   - sentence: The sentence the quote stands in, in which agencies may be named as its way.
  /// - Returns: Its links, the speaker first, the outlet last.
  func chain(
    of speaker: Speaker,
    at source: Span<Extracted>?,
    _ reporters: [Link],
    sentence: Span<Extracted>
  ) -> [Link] {
    var links: [Link] = []
    links.reserveCapacity(2 + reporters.count + writers.count)
    func add(_ link: Link?) {
      guard let link, !links.contains(where: { $0.name == link.name }) else { return }
      links.append(link)
    }
    add(link(for: speaker, at: source))
    for reporter in reporters { add(reporter) }
    for agency in others {
      if let span = agency.credit.span, sentence.overlaps(span) { add(agency.link) }
    }
    for writer in writers { add(writer) }
    add(outlet)
    return links
  }

  /// A speaker as a link.
  func link(for speaker: Speaker, at source: Span<Extracted>?) -> Link? {
    guard let name = speaker.name ?? speaker.role else { return nil }
    func credits(_ agency: (credit: Particular, link: Link)) -> Bool {
      guard let span = agency.credit.span, let source else { return false }
      return span.overlaps(source)
    }
    if let agency = others.first(where: credits) ?? authors.first(where: credits) {
      return agency.link
    }
    let kind: Link.Kind =
      switch speaker.kind {
      case .person, .anonymous, nil: .person
      case .persons: .persons
      case .organisation, .government: .organisation
      case .document: .document
      case .collective: .collective
      }
    return Link(name: name, kind: kind, isStated: source != nil, span: source)
  }

  private static func link(for agency: Particular) -> Link {
    let name = agency.name ?? agency.value
    return Link(
      name: name.contains(agency.value) ? name : "\(name) (\(agency.value))",
      kind: .agency,
      isStated: true,
      span: agency.span
    )
  }
}
