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
    if line.isOfComments { return true }
    if line.isDated, line.words <= mostDatedWords { return true }
    guard line.words <= mostWords else { return false }
    if copies[line.hash, default: 0] >= 3 { return true }
    return line.shape != 0 && builds[line.shape, default: 0] >= 3
      && (line.isDated || line.numeralShare > 0)
  }

  private mutating func add(_ lines: Range<Int>, _ count: Int, _ tally: ThreadTally) {
    let front = 0..<lines.lowerBound
    let before = tally.personShare(front)
    let person = tally.personShare(lines)
    let comments = tally.sum(of: \.comments, in: lines)
    let dates = tally.sum(of: \.dates, in: lines)
    let prose = tally.sum(of: \.prose, in: lines)
    let all = max(1, tally.sum(of: \.proseWords, in: places.indices))
    threads.append(
      Thread(
        lines: lines,
        size: Self.size.bucket(of: count),
        place: Self.place.bucket(of: tally.sum(of: \.proseWords, in: front) * 100 / all),
        comments: Self.comments.bucket(of: comments),
        density: Self.density.bucket(of: lines.count * 10 / count),
        dates: Self.dates.bucket(of: dates * 100 / count),
        prose: Self.prose.bucket(of: prose * 100 / lines.count),
        person: Self.person.bucket(of: person),
        isSpokenOf: tally.sum(of: \.comments, in: front) > 0,
        isMorePersonal: 2 * person > 3 * before + 80,
        end: Self.end.bucket(of: places.count - lines.upperBound + Self.rest)
      )
    )
    for i in lines { places[i] = Int32(threads.count) }
  }

  /// Gives the signs of a line.
  func giveSigns(of i: Int, _ line: LineSketch, zone: Int, _ give: (FurnitureSign, Int) -> Void) {
    let size = Self.personSize.bucket(of: line.words)
    give(.firstPerson, (Int(min(line.firstPerson, 2)) * 4 + size) * 5 + personality)
    give(.secondPerson, (Int(min(line.secondPerson, 2)) * 4 + size) * 3 + zone)
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
  struct Counts {
    var comments: Int32 = 0
    var dates: Int32 = 0
    var prose: Int32 = 0
    var proseWords: Int32 = 0
    var words: Int32 = 0
    var persons: Int32 = 0
  }

  private var counts: [Counts] = []

  init(_ lines: [LineSketch], _ isStamp: [Bool]) {
    counts.reserveCapacity(lines.count + 1)
    var sum = Counts()
    counts.append(sum)
    for (line, isStamp) in zip(lines, isStamp) {
      let words = Int32(clamping: line.words)
      if line.isOfComments { sum.comments += 1 }
      if isStamp, line.isDated { sum.dates += 1 }
      if line.isProse {
        sum.prose += 1
        sum.proseWords += words
      }
      sum.words += words
      sum.persons += line.firstPerson
      counts.append(sum)
    }
  }

  /// Words of the first person among 10,000.
  func personShare(_ lines: Range<Int>) -> Int {
    sum(of: \.persons, in: lines) * 10_000 / max(1, sum(of: \.words, in: lines))
  }

  /// What some lines count.
  func sum(of count: (Counts) -> Int32, in lines: Range<Int>) -> Int {
    Int(count(counts[lines.upperBound]) - count(counts[lines.lowerBound]))
  }
}
