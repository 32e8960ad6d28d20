import Foundation
import GRDB
import RulePacks
import StemmaText
import Testing

@testable import StemmaCollation

@Suite struct `A store of stories` {
  private let lexicon = RulePacks.lexicon()
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private var path: String { folder.appendingPathComponent("stories.db").path }

  private func texts(_ kinds: Range<Int>, _ number: Int) -> [StoryStore.Text] {
    kinds.map { kind in
      let text = report(kind, number)
      return StoryStore.Text(
        "\(kind)-\(number).txt",
        digest: String(text.hashValue),
        sketch: Sketch(of: witness("w", text, date: "2026-01-1\(number)"), lexicon: lexicon)
      )
    }
  }

  @Test func `adds today's texts to the stories of earlier days`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    #expect(try StoryStore(at: path).add(texts(0..<12, 0)).isEmpty)
    #expect(try StoryStore(at: path).add(texts(0..<6, 1)).count { $0.relation == .sameEvent } == 6)
    let third = try StoryStore(at: path).add(texts(0..<3, 2)).filter { $0.relation == .sameEvent }
    #expect(third.map(\.witnesses) == [[0], [1], [2]])
    #expect(
      third.map { $0.past?.texts.map(\.name) ?? [] }
        == (0..<3).map { ["\($0)-1.txt", "\($0)-0.txt"] }
    )
    #expect(third[0].past?.texts[0].date == "2026-01-11")
  }

  @Test func `adds no text twice, and tells the same again`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try StoryStore(at: path)
    _ = try store.add(texts(0..<8, 0))
    let once = try store.add(texts(0..<8, 1))
    let again = try store.add(texts(0..<8, 1))
    #expect(once.map(\.witnesses) == again.map(\.witnesses))
    #expect(once.map { $0.past?.count } == again.map { $0.past?.count })
  }

  @Test func `gives what one run over all texts gives`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let store = try StoryStore(at: path)
    let all = (0..<4).flatMap { texts(0..<12, $0) }
    let whole = stories(among: all.map(\.sketch)).filter { $0.relation == .sameEvent }
    let first = try store.add(all)
    #expect(first.filter { $0.relation == .sameEvent }.map(\.witnesses) == whole.map(\.witnesses))
  }

  @Test func `refuses a file that is something else, and leaves it as it was`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let text = Data("no database, and long enough that nobody takes it for an empty one".utf8)
    try text.write(to: URL(fileURLWithPath: path))
    #expect(throws: StoryStoreError.notAStore) { try StoryStore(at: path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == text)
  }

  @Test func `refuses a store that is cut off or overwritten in the middle`() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try StoryStore(at: path).add((0..<5).flatMap { texts(0..<12, $0) })
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    #expect(bytes.count > 20_000)
    for i in 4096..<bytes.count { bytes[i] = 0xA5 }
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(throws: StoryStoreError.damaged) {
      try StoryStore(at: path).add(texts(0..<12, 6))
    }
  }

  @Test(arguments: [
    "story SET size = 'abc'", "story SET size = 0", "story SET size = 9223372036854775807",
    "story SET within = 1e300", "story SET within = -1", "story SET within = 'abc'",
    "document SET story = 'abc'", "document SET story = 77777", "document SET day = 'abc'",
    "document SET day = -9223372036854775807", "document SET topic = 'abc'",
    "posting SET weight = 9223372036854775807", "tally SET texts = 9223372036854775807",
    "term SET texts = 9223372036854775807",
  ])
  func `is damaged where a value is none that was written`(change: String) throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    _ = try StoryStore(at: path).add((0..<3).flatMap { texts(0..<12, $0) })
    try DatabaseQueue(path: path).write { try $0.execute(sql: "UPDATE \(change)") }
    #expect(throws: StoryStoreError.damaged) {
      try StoryStore(at: path).add(texts(0..<12, 6))
    }
  }
}
