public import Stemma
internal import StemmaText

/// What the desk asks of its surroundings: the folder, its baseline, the page.
public struct DeskSurroundings: Sendable {
  /// Reads and examines all texts of the folder, handing them on one by one; gives what could not
  /// be read.
  let readEach: @Sendable (_ body: (Input) -> Void) async throws -> [String]

  /// Examines a text that was dropped in.
  let examine: @Sendable (_ name: String, _ bytes: [UInt8]) throws(DeskError) -> Input

  /// The rules in force.
  let rules: RulesInForce

  /// Compares texts, of which there are two at least.
  let compare: @Sendable (_ texts: [DeskText]) -> Comparison

  /// Renders the report on texts, of which there is one at least, and on their comparison, if there
  /// is one.
  let page: @Sendable (_ texts: [DeskText], _ comparison: Comparison?) -> [UInt8]

  /// The findings that the baseline knows.
  let known: @Sendable () throws(DeskError) -> Set<Baseline.Entry>

  /// Makes findings known or forgotten in the baseline.
  let record: @Sendable ([Record]) throws(DeskError) -> Void

  /// Puts a new file into the folder; refuses where one of that name is there.
  let keep: @Sendable (_ name: String, _ bytes: [UInt8]) throws(DeskError) -> Void

  /// Writes a cleaned text and gives its path; `nil` where no folder for them was named.
  let write: (@Sendable (_ name: String, _ bytes: [UInt8]) throws(DeskError) -> String)?

  /// A text of the folder.
  public struct Input: Sendable {
    let examined: Examined
    let name: String
    let baselineName: String

    /// Names a text.
    public init(_ examined: Examined, named name: String, inBaseline baselineName: String) {
      self.examined = examined
      self.name = name
      self.baselineName = baselineName
    }
  }

  /// What is to hold for a finding in the baseline.
  public struct Record: Hashable, Sendable {
    /// The finding.
    public let entry: Baseline.Entry

    /// Why it is known; `nil` where it is not to be known.
    public let reason: String?
  }

  /// Names what the desk needs.
  public init(
    rules: RulesInForce,
    readEach: @escaping @Sendable (_ body: (Input) -> Void) async throws -> [String],
    examine: @escaping @Sendable (_ name: String, _ bytes: [UInt8]) throws(DeskError) -> Input,
    compare: @escaping @Sendable (_ texts: [DeskText]) -> Comparison,
    page: @escaping @Sendable (_ texts: [DeskText], _ comparison: Comparison?) -> [UInt8],
    known: @escaping @Sendable () throws(DeskError) -> Set<Baseline.Entry>,
    record: @escaping @Sendable ([Record]) throws(DeskError) -> Void,
    keep: @escaping @Sendable (_ name: String, _ bytes: [UInt8]) throws(DeskError) -> Void,
    write: (@Sendable (_ name: String, _ bytes: [UInt8]) throws(DeskError) -> String)?
  ) {
    self.rules = rules
    self.readEach = readEach
    self.examine = examine
    self.compare = compare
    self.page = page
    self.known = known
    self.record = record
    self.keep = keep
    self.write = write
  }
}

/// The texts of a folder with the decisions on their findings.
///
/// An actor, because requests of several tabs come at once and take turns here.
actor Desk {
  /// Bytes of all texts that are held; what is beyond is told and left out.
  static let maximumBytes = 64 << 20

  /// The most texts that are held.
  static let maximumTexts = 2_000

  /// The most texts that are compared; comparing takes some hundredths of a second for each, and who
  /// reads the folder waits for it.
  static let maximumCompared = 500

  /// The most texts that were dropped in and not kept; the oldest goes first.
  static let maximumDropped = 16

  let surroundings: DeskSurroundings
  let store: DecisionStore

  /// Counts up whenever the texts change, so that findings are not taken for others.
  private(set) var edition = 0
  private(set) var texts: [DeskText] = []
  private(set) var notes: [String] = []
  private var comparison: Comparison?
  private var known: Set<Baseline.Entry> = []
  private var places: [String: (text: Int, finding: Int)] = [:]

  /// What a baseline knows each finding and each divergence by, in the order of the texts.
  private(set) var entries: [(identifier: String, entry: Baseline.Entry)] = []
  private var page: LivePage?

  /// The reading of the folder that is under way.
  private var reading: Task<Void, any Error>?

  /// How often the folder was to be read, and up to which of these it was.
  private var asked = 0
  private var answered = 0

  init(in surroundings: DeskSurroundings, keeping store: DecisionStore) {
    self.surroundings = surroundings
    self.store = store
  }

  // MARK: Texts

  /// Reads the folder anew; texts that were dropped in stay.
  ///
  /// One reading at a time, each with the room of all texts: what is asked for while one is under way
  /// waits for the next, which answers for all that wait.
  func load() async throws {
    asked += 1
    let own = asked
    while answered < own {
      if let reading {
        _ = await reading.result
      } else {
        let all = asked
        let fresh = Task {
          defer { reading = nil }
          try await read()
          answered = all
        }
        reading = fresh
        try await fresh.value
      }
    }
  }

  private func read() async throws {
    let (read, problems) = try await Self.texts(in: surroundings)
    let kept = Set(read.map(\.name))
    let dropped = texts.filter { !$0.isKept && !kept.contains($0.name) }
    notes = problems
    try lay(read + dropped)
    try reconcile()
  }

  /// The texts of the folder, as many as the desk holds, and what could not be read.
  private static func texts(
    in surroundings: DeskSurroundings
  ) async throws -> (texts: [DeskText], problems: [String]) {
    var sigla = Sigla()
    var texts: [DeskText] = []
    var bytes = 0
    var leftOut = 0
    var problems = try await surroundings.readEach { input in
      bytes += input.examined.document.received.count
      guard texts.count < maximumTexts, bytes <= maximumBytes else {
        leftOut += 1
        return
      }
      texts.append(
        DeskText(
          input.examined,
          named: input.name,
          inBaseline: input.baselineName,
          as: sigla.siglum(for: input.name),
          under: surroundings.rules,
          isKept: true
        )
      )
    }
    if texts.count > maximumCompared {
      problems.append("The texts are not compared: the desk compares up to \(maximumCompared).")
    }
    if leftOut > 0 {
      problems.append(
        "\(leftOut) texts are left out: the desk holds \(maximumTexts) of "
          + "\(maximumBytes >> 20) MiB together."
      )
    }
    return (texts, problems)
  }

  /// Examines a text that is not in the folder; gives its siglum.
  func drop(_ name: String, _ bytes: [UInt8]) throws -> String {
    let name = try plainName(name)
    guard !texts.contains(where: { $0.name == name }) else {
      throw DeskError.refused("A text called ‘\(name)’ is on the desk already.")
    }
    let input = try surroundings.examine(name, bytes)
    var sigla = Sigla()
    for text in texts { _ = sigla.siglum(for: text.report.identifier) }
    let text = DeskText(
      input.examined,
      named: name,
      inBaseline: input.baselineName,
      as: sigla.siglum(for: name),
      under: surroundings.rules,
      isKept: false
    )
    var rest = texts
    while rest.count(where: { !$0.isKept }) >= Self.maximumDropped,
      let oldest = rest.firstIndex(where: { !$0.isKept })
    {
      let gone = rest.remove(at: oldest)
      notes.append(
        "\(gone.name) is let go: \(Self.maximumDropped) texts that are not in the folder are held."
      )
    }
    try lay(rest + [text])
    return text.report.identifier
  }

  /// Puts a text that was dropped in into the folder, as it arrived.
  func keep(_ siglum: String) async throws {
    guard let text = text(siglum), !text.isKept else {
      throw DeskError.refused("There is no such text to keep.")
    }
    try surroundings.keep(text.name, text.examined.source.bytes)
    try await load()
  }

  /// The text that a report calls by a siglum.
  func text(_ siglum: String) -> DeskText? { texts.first { $0.report.identifier == siglum } }

  /// The cleaned text, as reviewers decided.
  func cleaned(_ siglum: String) throws -> (name: String, bytes: [UInt8])? {
    guard let text = text(siglum) else { return nil }
    return (text.name, text.cleaned(by: try store.decisions()))
  }

  /// Writes the cleaned text, as reviewers decided; gives its path.
  func write(_ siglum: String) throws -> String {
    guard let write = surroundings.write else {
      throw DeskError.refused("Start the desk with --output to have cleaned texts written.")
    }
    guard let cleaned = try cleaned(siglum) else {
      throw DeskError.refused("There is no such text.")
    }
    return try write("\(siglum).txt", cleaned.bytes)
  }

  /// The page on all texts, rendered once for each edition.
  func livePage() -> LivePage {
    if let page { return page }
    let report =
      texts.isEmpty
      ? Array(LivePage.withoutTexts.utf8)
      : surroundings.page(texts, comparison)
    let fresh = LivePage(of: report, edition: edition)
    page = fresh
    return fresh
  }

  private func lay(_ texts: [DeskText]) throws(DeskError) {
    known = try surroundings.known()
    self.texts = texts
    places = [:]
    entries = []
    for (i, text) in texts.enumerated() {
      for (j, finding) in text.report.findings.enumerated() {
        places[finding.identifier] = (i, j)
        entries.append((finding.identifier, text.entries[j]))
      }
    }
    comparison =
      (2...Self.maximumCompared).contains(texts.count) ? surroundings.compare(texts) : nil
    entries += divergences(of: comparison)
    page = nil
    edition += 1
  }

  /// What a baseline knows the divergences of the texts by.
  private func divergences(
    of comparison: Comparison?
  ) -> [(identifier: String, entry: Baseline.Entry)] {
    guard let divergences = comparison?.divergences else { return [] }
    let entries = Comparison.baselineEntries(of: divergences) { text($0)?.baselineName }
    return zip(divergences, entries).compactMap { divergence, entry in
      entry.map { (divergence.identifier, $0) }
    }
  }

  // MARK: Decisions

  /// A finding of the report.
  func finding(_ identifier: String) -> ReportedFinding? {
    places[identifier].map { texts[$0.text].report.findings[$0.finding] }
  }

  /// Whether the baseline knows a finding.
  func isKnown(_ entry: Baseline.Entry) -> Bool { known.contains(entry) }

  /// Decides about a finding or divergence of the texts as they were in an edition, or leaves it open
  /// again.
  func decide(on finding: String, of edition: Int, _ choice: Choice?, seen: Int) throws {
    guard edition == self.edition else { throw DeskError.readAnew }
    guard let entry = entries.first(where: { $0.identifier == finding })?.entry else {
      throw DeskError.refused("There is no finding ‘\(finding)’.")
    }
    _ = try store.decide(on: entry, choice, seen: seen, wasKnown: known.contains(entry))
    try record([entry])
  }

  /// Takes the last change back; says whether there was one.
  func undo(seen: Int) throws -> Bool {
    guard let entry = try store.undo(seen: seen) else { return false }
    try record([entry])
    return true
  }

  /// Brings the baseline into line with the decisions, after a run that died between the two.
  private func reconcile() throws {
    let decisions = try store.decisions()
    let open = try store.everDecided().subtracting(decisions.keys)
    try record(Set(entries.map(\.entry)).intersection(open.union(decisions.keys)).sorted())
  }

  private func record(_ entries: [Baseline.Entry]) throws {
    var records: [DeskSurroundings.Record] = []
    for entry in entries {
      let decision = try store.decision(on: entry)
      let reason: String? =
        if let choice = decision?.choice {
          choice.verdict == .rejected ? choice.reason : nil
        } else {
          try store.wasKnown(entry) ? "" : nil
        }
      if (reason != nil) != known.contains(entry) || reason?.isEmpty == false {
        records.append(DeskSurroundings.Record(entry: entry, reason: reason))
      }
    }
    if records.isEmpty { return }
    try surroundings.record(records)
    for record in records {
      if record.reason == nil { known.remove(record.entry) } else { known.insert(record.entry) }
    }
  }
}

/// The name of a new file: one part of a path, not hidden, of a readable length.
private func plainName(_ name: String) throws(DeskError) -> String {
  let bytes = Array(name.utf8)
  let isPlain =
    !bytes.isEmpty && bytes.count <= 120 && bytes[0] != UInt8(ascii: ".")
    && !bytes.contains {
      $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") || $0 < 0x20 || $0 == 0x7F
    }
  guard isPlain else {
    throw .refused("‘\(name)’ cannot name a file: take up to 120 letters, and no slash.")
  }
  return bytes.contains(UInt8(ascii: ".")) ? name : name + ".txt"
}
