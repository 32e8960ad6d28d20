import RulePacks
import Stemma
import StemmaCollation
import StemmaReports
import StemmaText

/// The texts of a comparison, each with no more of it than what is yet to be done asks for.
struct CollatedTexts {
  /// The reports on them.
  private(set) var reports: [DocumentReport] = []

  /// Their words.
  private(set) var texts: [ComparedText] = []

  /// Where they stand.
  private(set) var places: [CheckedDocument.Place] = []

  /// What a baseline calls them, by siglum.
  private(set) var baselinePlaces: [String: KnownFindings.Place] = [:]

  /// Why others cannot be read.
  var problems: [String] = []

  private var sketches: [Sketch] = []
  private var witnesses: [Witness] = []
  private var sigla = Sigla()
  private let lexicon = RulePacks.lexicon()

  /// Takes a text in.
  mutating func add(_ read: ReadText, under rules: RulesInForce, known: KnownFindings) {
    let siglum = sigla.siglum(for: read.stem)
    let report = read.examined.report(as: siglum, under: rules)
    let witness = read.examined.witness(reportedAs: report)
    reports.append(report)
    texts.append(ComparedText(read.examined, siglum: siglum))
    places.append(read.place)
    baselinePlaces[siglum] = known.place(of: read)
    sketches.append(Sketch(of: witness, lexicon: lexicon))
    witnesses.append(witness)
  }

  /// Compares the texts, several events at once; of what that needed only the rest is kept.
  ///
  /// - Parameters:
  ///   - store: What remembers earlier stories, and these.
  ///   - input: How many at once, and whether the progress is shown.
  /// - Returns: What they say side by side.
  /// - Throws: Why the store cannot be used.
  mutating func collation(
    with store: StoreFile? = nil,
    _ input: InputOptions
  ) async throws -> Collation {
    let stories = try await stories(in: store)
    let origins = Collation.origins(of: witnesses)
    let memories = WordMemories(RulePacks.lexicon(), RulePacks.relations())
    let events = Events(in: stories, of: witnesses)
    witnesses = []
    var parts: [Collation] = []
    var progress = Progress(
      through: events.count,
      "stories",
      isShown: input.terminal.showsProgress
    )
    defer { progress.end() }
    try await inOrder(
      events,
      width: input.width,
      work: { event in
        memories.lent { words in
          Collation(ofOneStory: event.witnesses, knowing: &words).placed(at: event.numbers)
        }
      },
      emit: { part in
        parts.append(part)
        progress.step(Double(parts.count))
      }
    )
    return Collation(joining: parts, of: stories, from: origins)
  }

  /// Finds which of the texts tell one event, and remembers them where there is a store.
  private mutating func stories(in store: StoreFile?) async throws -> [Story] {
    defer { sketches = [] }
    if let store { return try store.stories(of: sketches, reportedAs: reports) }
    return await StemmaCollation.stories(among: sketches)
  }

  /// The divergences in the terms of a report.
  func divergences(in collation: Collation) -> [Comparison.Divergence] {
    let reading = ComparisonReading(of: texts)
    return collation.divergences.enumerated().map { reading.divergence($1, $0) }
  }

  /// Which divergences no baseline knows, in their order.
  func areNew(in collation: Collation, beside known: KnownFindings) -> [Bool] {
    known.areNew(divergences(in: collation), among: baselinePlaces)
  }
}

/// The events among some stories, each with its witnesses, which are let go with it.
///
/// A class, so that nobody else holds them.
final class Events: Sequence, IteratorProtocol {
  struct Event: Sendable {
    /// Indexes of the witnesses among all.
    let numbers: [Int]
    let witnesses: [Witness]
  }

  /// How many events are left.
  var count: Int { numbers.count }

  private var numbers: [[Int]]
  private var witnesses: [Witness?]

  init(in stories: [Story], of witnesses: [Witness]) {
    numbers = stories.filter { $0.relation == .sameEvent }.map(\.witnesses).reversed()
    self.witnesses = witnesses
    var isCompared = [Bool](repeating: false, count: witnesses.count)
    for i in numbers.joined() { isCompared[i] = true }
    for i in isCompared.indices where !isCompared[i] { self.witnesses[i] = nil }
  }

  func next() -> Event? {
    guard let event = numbers.popLast() else { return nil }
    let own = event.compactMap { witnesses[$0] }
    for i in event { witnesses[i] = nil }
    return Event(numbers: event, witnesses: own)
  }
}

/// What is known of words, lent to one comparison after the other.
struct WordMemories: Sendable {
  private let lexicon: Lexicon
  private let relations: Relations
  private let idle = BenchPool<WordMemory>()

  init(_ lexicon: Lexicon, _ relations: Relations) {
    self.lexicon = lexicon
    self.relations = relations
  }

  /// Calls `body` with a memory.
  func lent<Result>(to body: (inout WordMemory) -> Result) -> Result {
    var memory = idle.take() ?? WordMemory(lexicon, relations)
    let result = body(&memory)
    idle.put(memory)
    return result
  }
}
