/// Runs of stamps: lines that say who wrote something when, and the other lines that return alike.
///
/// Readers' comments, lists of stories and boxes of offers repeat one pattern. A run has at least
/// three stamps, none more than `widest` lines behind the one before.
struct StampThreads {
  private struct Thread {
    let lines: Range<Int>
    let size: Int
    let place: Int
    let comments: Int
    let density: Int
    let dates: Int
    let prose: Int
    let person: Int
    let isSpokenOf: Bool
    let isMorePersonal: Bool
    let end: Int
  }

  private var threads: [Thread] = []
  /// For each line, its thread from 1, or 0.
  private var places: [Int32] = []
  private var isStamp: [Bool] = []
  /// How often the document speaks in the first person, as a class.
  private var personality = 0

  /// Lines between two stamps of a run, at most; tuned on long comments.
  private static let widest = 12
  /// Lines behind the last stamp that belong to it.
  private static let rest = 6
  /// Words of a stamp, at most; and of one that is known by its date alone.
  private static let mostWords = 12
  private static let mostDatedWords = 10

  init() {}

  init(in lines: [LineSketch]) {
    var builds: [UInt64: Int] = [:]
    var copies: [UInt64: Int] = [:]
    for line in lines where line.words > 0 && !line.isProse {
      if line.shape != 0 { builds[line.shape, default: 0] += 1 }
      if line.words <= Self.mostWords { copies[line.hash, default: 0] += 1 }
    }
    isStamp = lines.map { Self.isStamp($0, copies, builds) }
    places = [Int32](repeating: 0, count: lines.count)
    let tally = ThreadTally(lines, isStamp)
    personality = Self.personality.bucket(of: tally.personShare(0..<lines.count))
    var first = 0
    let stamps = lines.indices.filter { isStamp[$0] }
    while first < stamps.count {
      var last = first
      while last + 1 < stamps.count, stamps[last + 1] - stamps[last] <= Self.widest { last += 1 }
      if last - first >= 2 {
        add(stamps[first]..<min(lines.count, stamps[last] + Self.rest), last - first + 1, tally)
      }
      first = last + 1
    }
  }

  private static func isStamp(
    _ line: LineSketch,
    _ copies: [UInt64: Int],
    _ builds: [UInt64: Int]
  ) -> Bool {
    guard !line.isProse, line.words > 0 else { return false }
    if (line.evidence | line.partialEvidence) & ofComments != 0 { return true }
    if line.isDated, line.words <= mostDatedWords { return true }
    guard line.words <= mostWords else { return false }
    if copies[line.hash, default: 0] >= 3 { return true }
    return line.shape != 0 && builds[line.shape, default: 0] >= 3
      && (line.isDated || line.numeralShare > 0)
  }

  private mutating func add(_ lines: Range<Int>, _ count: Int, _ tally: ThreadTally) {
    let before = tally.personShare(0..<lines.lowerBound)
    let person = tally.personShare(lines)
    let comments = tally.comments[lines.upperBound] - tally.comments[lines.lowerBound]
    let dates = tally.dates[lines.upperBound] - tally.dates[lines.lowerBound]
    let prose = tally.prose[lines.upperBound] - tally.prose[lines.lowerBound]
    let all = max(1, tally.proseWords[tally.proseWords.count - 1])
    threads.append(
      Thread(
        lines: lines,
        size: Self.size.bucket(of: count),
        place: Self.place.bucket(of: tally.proseWords[lines.lowerBound] * 100 / all),
        comments: Self.comments.bucket(of: comments),
        density: Self.density.bucket(of: lines.count * 10 / count),
        dates: Self.dates.bucket(of: dates * 100 / count),
        prose: Self.prose.bucket(of: prose * 100 / lines.count),
        person: Self.person.bucket(of: person),
        isSpokenOf: tally.comments[lines.lowerBound] > 0,
        isMorePersonal: 2 * person > 3 * before + 80,
        end: Self.end.bucket(of: places.count - lines.upperBound + Self.rest)
      )
    )
    for i in lines { places[i] = Int32(threads.count) }
  }

  /// Gives the signs of a line.
  func giveSigns(of i: Int, _ line: LineSketch, zone: Int, _ give: (FurnitureSign, Int) -> Void) {
    let size = Self.personSize.bucket(of: line.words)
    give(.firstPerson, (min(line.firstPerson, 2) * 4 + size) * 5 + personality)
    give(.secondPerson, (min(line.secondPerson, 2) * 4 + size) * 3 + zone)
    guard places[i] > 0 else { return }
    let thread = threads[Int(places[i]) - 1]
    let role = isStamp[i] ? 0 : line.isProse ? 1 : 2
    give(.threadSize, thread.size * 3 + role)
    give(.threadPlace, (thread.place * 3 + role) * 3 + min(thread.comments, 2))
    give(.threadComments, (thread.comments * 3 + role) * 2 + (thread.isSpokenOf ? 1 : 0))
    give(.threadDensity, (thread.density * 3 + role) * 4 + thread.place / 2)
    give(.threadDates, (thread.dates * 3 + role) * 4 + thread.place / 2)
    give(.threadProse, thread.prose * 3 + role)
    let person = (thread.person * 2 + (thread.isMorePersonal ? 1 : 0)) * 3 + role
    give(.threadPerson, person * 3 + thread.place / 3)
    give(.threadEnd, thread.end * 3 + role)
  }

  /// Evidence of comment forms and of the heads of comments.
  private static let ofComments: UInt32 = 1 << 3 | 1 << 4

  private static let size = StaticBounds(3, 5, 9, 20, 60)
  private static let place = StaticBounds(0, 5, 15, 35, 60, 85)
  private static let comments = StaticBounds(0, 1, 3, 8)
  private static let density = StaticBounds(13, 20, 30, 50)
  private static let dates = StaticBounds(0, 10, 40, 80)
  private static let prose = StaticBounds(5, 20, 40, 60)
  private static let person = StaticBounds(20, 80, 160, 300)
  private static let personality = StaticBounds(10, 50, 120, 250)
  private static let end = StaticBounds(3, 10, 30)
  private static let personSize = StaticBounds(6, 15, 40)
}

/// What is counted over the lines of a document, up to each line.
private struct ThreadTally {
  private(set) var comments = [0]
  private(set) var dates = [0]
  private(set) var prose = [0]
  private(set) var proseWords = [0]
  private var words = [0]
  private var persons = [0]

  init(_ lines: [LineSketch], _ isStamp: [Bool]) {
    let ofComments: UInt32 = 1 << 3 | 1 << 4
    for (i, line) in lines.enumerated() {
      let isOfComments = (line.evidence | line.partialEvidence) & ofComments != 0
      comments.append(comments[i] + (isOfComments ? 1 : 0))
      dates.append(dates[i] + (isStamp[i] && line.isDated ? 1 : 0))
      prose.append(prose[i] + (line.isProse ? 1 : 0))
      proseWords.append(proseWords[i] + (line.isProse ? line.words : 0))
      words.append(words[i] + line.words)
      persons.append(persons[i] + line.firstPerson)
    }
  }

  /// Words of the first person among 10,000.
  func personShare(_ lines: Range<Int>) -> Int {
    let all = words[lines.upperBound] - words[lines.lowerBound]
    return (persons[lines.upperBound] - persons[lines.lowerBound]) * 10_000 / max(1, all)
  }
}
