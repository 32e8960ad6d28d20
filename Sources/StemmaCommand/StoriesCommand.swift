import ArgumentParser
import StemmaCollation
import StemmaReports

/// Finds stories among texts of which only sketches are at hand.
struct StoriesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stories",
    abstract: "Finds which texts tell one event, from the sketches that stream gives of them.",
    discussion: """
      In: answers of `stream --emit sketch`, one text a line, in groups; a line with end closes a \
      group and names it. Out: for each group one object with its stories, as collate finds them \
      among the texts themselves, and its copies, each with the text it copies. Memory is bounded \
      by the largest group.

      Where a group is only a part of all texts, its lines may say what was counted in all: end \
      with texts, their number without copies, and the lines of texts with having (pairs of a \
      word's key and how many texts have it) and furniture (wordings of passages that stand in \
      several). With "find":"copies" the end asks for the copies alone.

      Examples:
        stemma stream --emit sketch news.ndjson | stemma stories
      """
  )

  @Option(help: "The longest line that is read, in bytes.")
  var maxBytes = 64 << 20

  func run() throws {
    let input = try FileStream(PathName("-"), within: InputChoices().decompression)
    var reader = LineReader(input, limit: maxBytes)
    var output = StandardOutput()
    var group = SketchGroup()
    while let line = try reader.next() {
      switch line {
      case .tooLong: group.fail("A line is longer than --max-bytes.")
      case .line(let bytes):
        guard bytes.contains(where: { $0 > 0x20 }) else { continue }
        guard let answer = group.take(bytes) else { continue }
        try output.write(answer)
        try output.flush()
        group = SketchGroup()
      }
    }
    if !group.isEmpty { try output.write(group.answer(to: .null)) }
    try output.flush()
  }
}

/// Texts whose stories are asked for together.
struct SketchGroup {
  /// What is wrong with the first of its lines that is bad, in a sentence; it is the group's answer.
  private var failure: String?

  private var identifiers: [JSON] = []
  private var sketches: [Sketch] = []
  private var having: [UInt64: Int] = [:]
  private var furniture: Set<UInt64> = []

  /// Whether it has no text yet.
  var isEmpty: Bool { sketches.isEmpty && failure == nil }

  /// Notes that a line is bad.
  mutating func fail(_ reason: String) {
    failure = failure ?? "Text \(sketches.count + 1) of the group: \(reason)"
  }

  /// Takes a line in; gives the answer where it ends the group.
  mutating func take(_ line: [UInt8]) -> [UInt8]? {
    guard let json = try? JSON(parsing: line), case .object = json else {
      fail("The line is not a JSON object.")
      return nil
    }
    if let end = json["end"] { return answer(to: end, json) }
    guard let identifier = json["id"], let sketch = json["sketch"].flatMap(Sketch.init) else {
      fail("The line has no id, or no sketch as `stream --emit sketch` gives it.")
      return nil
    }
    identifiers.append(identifier)
    sketches.append(sketch)
    for pair in json["having"]?.elements ?? [] {
      guard let pair = pair.elements?.compactMap(\.integer), pair.count == 2, pair[0] >= 0 else {
        fail("A count is not a pair of a key and a number.")
        continue
      }
      having[UInt64(pair[0].magnitude)] = pair[1]
    }
    furniture.formUnion((json["furniture"]?.elements ?? []).compactMap(\.bits))
    return nil
  }

  /// The stories and copies of the texts so far.
  ///
  /// - Parameters:
  ///   - identifier: What the group is called.
  ///   - choices: What the line that ends it says besides.
  /// - Returns: A line of JSON.
  func answer(to identifier: JSON, _ choices: JSON = .null) -> [UInt8] {
    var members = [JSON.Member("id", identifier)]
    if let failure {
      let error = [JSON.Member("code", .string("bad-record")), .init("message", .string(failure))]
      members.append(JSON.Member("error", .object(error)))
      return JSON.object(members).canonical() + [UInt8(ascii: "\n")]
    }
    let copied: [Int?]
    if choices["find"]?.string == "copies" {
      copied = originals(among: sketches)
    } else {
      let counted = choices["texts"]?.integer.map {
        StoryStatistics(texts: $0, having: having, furniture: furniture)
      }
      let found = stories(among: sketches, counted: counted)
      copied = found.originals
      members.append(JSON.Member("stories", .array(found.stories.map(json))))
    }
    let copies = copied.enumerated().compactMap { copy, original in
      original.map { JSON.array([identifiers[copy], identifiers[$0]]) }
    }
    members.append(JSON.Member("copies", .array(copies)))
    return JSON.object(members).canonical() + [UInt8(ascii: "\n")]
  }

  private func json(of story: Story) -> JSON {
    .object([
      JSON.Member("documents", .array(story.witnesses.map { identifiers[$0] })),
      JSON.Member("relation", .string(story.relation.rawValue)),
      JSON.Member("score", .integer(story.score)),
    ])
  }
}
