internal import StemmaMarkup
public import StemmaText

/// What is known about an article, each fact with where it was read.
public struct Metadata: Hashable, Sendable {
  /// The facts, in the order of `Particular.Field`; what was looked for and not found is among
  /// them, without a value.
  public let fields: [Field]

  /// The agencies credited, in the order they stand in the text.
  public let agencies: [Agency]

  /// Takes metadata as they were written down.
  package init(fields: [Field], agencies: [Agency]) {
    self.fields = fields
    self.agencies = agencies
  }

  /// The rules that a field names.
  var rules: [String] { fields.compactMap(\.rule) }

  /// A fact, if a report speaks of it.
  public func field(_ name: Particular.Field) -> Field? { fields.first { $0.name == name } }
}

extension Metadata {
  /// One fact.
  public struct Field: Hashable, Sendable {
    /// What a fact says.
    public enum Value: Hashable, Sendable {
      /// It is unknown.
      case unknown
      case text(String)
      case list([String])
    }

    /// Which fact.
    public let name: Particular.Field

    /// What it is.
    public let value: Value

    /// Where it stands in the received text.
    public let span: Span<Received>?

    /// What it was read from.
    public let basis: Particular.Basis

    /// How sure it is.
    public let certainty: Certainty

    /// The words that say so, where they differ from the value.
    public let raw: String?

    /// The rule that read it.
    public let rule: String?

    /// What a reader should know about it.
    public let note: String?

    /// The parts of a dateline; `nil` where none is known.
    public let dateline: Dateline?

    /// Creates a fact.
    public init(
      _ name: Particular.Field,
      value: Value,
      span: Span<Received>? = nil,
      basis: Particular.Basis,
      certainty: Certainty,
      raw: String? = nil,
      rule: String? = nil,
      note: String? = nil,
      dateline: Dateline? = nil
    ) {
      self.name = name
      self.value = value
      self.span = span
      self.basis = basis
      self.certainty = certainty
      self.raw = raw
      self.rule = rule
      self.note = note
      self.dateline = dateline == Dateline(place: nil, agency: nil, date: nil) ? nil : dateline
    }
  }

  /// The parts of a dateline.
  public struct Dateline: Hashable, Sendable {
    /// Where the text was written.
    public let place: String?

    /// The agency that sent it.
    public let agency: String?

    /// When: ISO 8601, `--06-20` where the year is not said.
    public let date: String?

    /// Creates the parts of a dateline.
    public init(place: String?, agency: String?, date: String?) {
      self.place = place
      self.agency = agency
      self.date = date
    }
  }

  /// An agency credited.
  public struct Agency: Hashable, Sendable {
    /// Its code, such as `EFE`.
    public let code: String

    /// Its name.
    public let name: String?

    /// What it has to do with the text.
    public let role: Particular.Role

    /// Where it is named, in the received text.
    public let span: Span<Received>

    /// How sure that is.
    public let certainty: Certainty?

    /// Creates a credit.
    public init(
      code: String,
      name: String?,
      role: Particular.Role,
      span: Span<Received>,
      certainty: Certainty?
    ) {
      self.code = code
      self.name = name
      self.role = role
      self.span = span
      self.certainty = certainty
    }
  }
}

extension Metadata {
  /// The facts of every report, known or not; the others only stand where they are known.
  private static let expected: [Particular.Field] = [
    .title, .subtitle, .byline, .dateline, .datePublished, .publisher, .language,
    .originalLanguage, .canonicalURL,
  ]

  private static let optional: [Particular.Field] = [
    .dateModified, .translator, .section, .licence,
  ]

  /// Gathers what findings lifted out of a text and what its markup says.
  ///
  /// The surer one counts; of two that are equally sure, the one in the text.
  init(of document: Document, lifted findings: [Finding]) {
    var sources: [Candidate] = []
    for (group, finding) in findings.enumerated() {
      let isOrigin = finding.lifted.contains { $0.field == .dateline || $0.field == .byline }
      sources += finding.lifted.map {
        Candidate(particular: $0, rule: finding.rule, group: group, isOrigin: isOrigin)
      }
    }
    let stated = document.particulars.map {
      Candidate(particular: $0, rule: nil, group: -1, isOrigin: false)
    }
    // A page was read with all that it shows; in plain text the rules know best.
    sources = document.mediaType == .text ? sources + stated : stated + sources
    let reading = Reading(document: document, candidates: sources)
    fields =
      Self.expected.map {
        reading.field($0) ?? Field($0, value: .unknown, basis: .nothing, certainty: .certain)
      }
      + Self.optional.compactMap { reading.field($0) }
    agencies = reading.agencies()
  }
}

/// A particular, with the rule and the finding it came by.
private struct Candidate {
  let particular: Particular
  let rule: String?
  let group: Int
  let isOrigin: Bool  // its finding is a dateline or a byline
}

private struct Reading {
  let document: Document
  let candidates: [Candidate]

  func field(_ name: Particular.Field) -> Metadata.Field? {
    let named = candidates.filter { $0.particular.field == name }
    let surest = Certainty.allCases.lazy.compactMap { level in
      named.first { $0.particular.certainty == level }
    }
    guard let best = surest.first else { return nil }
    let particular = best.particular
    return Metadata.Field(
      name,
      value: name == .byline || name == .translator
        ? .list(names(like: best, among: named)) : .text(particular.value),
      span: particular.span.flatMap(place) ?? particular.origin,
      basis: particular.basis,
      certainty: particular.certainty,
      raw: particular.raw ?? words(of: particular),
      rule: best.rule,
      note: particular.note,
      dateline: name == .dateline ? dateline(of: best) : nil
    )
  }

  /// All names of a byline: what the same place or the same markup says, without repetition.
  private func names(like best: Candidate, among named: [Candidate]) -> [String] {
    var names: [String] = []
    for other in named
    where other.rule == best.rule && other.particular.basis == best.particular.basis
      && !names.contains(other.particular.value)
    {
      names.append(other.particular.value)
    }
    guard best.rule != nil, best.particular.field == .byline else { return names }
    let people = people(inByline: names.joined(separator: ", "))
    return people.isEmpty ? names : people
  }

  private func dateline(of best: Candidate) -> Metadata.Dateline {
    func part(_ field: Particular.Field) -> String? {
      candidates.first { $0.group == best.group && $0.particular.field == field }?.particular.value
    }
    return Metadata.Dateline(place: part(.place), agency: part(.agency), date: part(.date))
  }

  func agencies() -> [Metadata.Agency] {
    var agencies: [Metadata.Agency] = []
    for candidate in candidates where candidate.particular.field == .agency {
      let particular = candidate.particular
      guard let span = particular.span.flatMap(place) ?? particular.origin else { continue }
      let agency = Metadata.Agency(
        code: code(for: candidate.particular.value),
        name: candidate.particular.name,
        role: candidate.particular.role ?? (candidate.isOrigin ? .author : .mention),
        span: span,
        certainty: candidate.particular.certainty
      )
      if !agencies.contains(where: { $0.code == agency.code && $0.role == agency.role }) {
        agencies.append(agency)
      }
    }
    return agencies.sorted { $0.span < $1.span }
  }

  /// An agency's name in the letters that identifiers may have.
  private func code(for name: String) -> String {
    var code: [UInt8] = []
    for byte in name.utf8 where code.count < 64 {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "."), UInt8(ascii: "-"),
        UInt8(ascii: "_"), UInt8(ascii: ":"):
        code.append(byte)
      case UInt8(ascii: " "): code.append(UInt8(ascii: "-"))
      default: break
      }
    }
    return code.isEmpty ? "unknown" : String(decoding: code, as: UTF8.self)
  }

  /// Where a place of the text stands in the received one; `nil` where nothing of it does.
  private func place(_ span: Span<Extracted>) -> Span<Received>? {
    let origin = document.lineage.origin(of: span)
    return origin.isEmpty ? nil : origin
  }

  /// The words at a particular's place, where its value says the same in another way.
  private func words(of particular: Particular) -> String? {
    guard let span = particular.span, !span.isEmpty else { return nil }
    let words = document.words(at: span)
    return words == particular.value ? nil : words
  }
}
