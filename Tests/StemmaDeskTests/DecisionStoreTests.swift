import Foundation
import GRDB
import Stemma
import StemmaDesk
import Testing

/// A file that goes away with the value.
final class ScratchFile {
  let path = FileManager.default.temporaryDirectory.path + "/stemma-desk-\(UUID().uuidString)"

  deinit {
    for ending in ["", "-wal", "-shm"] {
      try? FileManager.default.removeItem(atPath: path + ending)
    }
  }
}

func entry(_ exact: String, _ ordinal: Int = 1) -> Baseline.Entry {
  Baseline.Entry(
    file: "port.txt",
    rule: "comment-form",
    exact: exact,
    before: "",
    after: "",
    ordinal: ordinal
  )
}

@Suite struct `Decisions in a file` {
  @Test func `hold when the file is opened again`() throws {
    let file = ScratchFile()
    let store = try DecisionStore(at: file.path)
    let choice = Choice(.rejected, because: "It is a quote — ‘as said’.", writing: nil)
    #expect(try store.decide(on: entry("a"), choice, seen: 0, wasKnown: false) == 1)
    let words = Choice(.accepted, writing: "")
    #expect(try store.decide(on: entry("a", 2), words, seen: 0, wasKnown: true) == 2)
    store.close()
    let again = try DecisionStore(at: file.path)
    #expect(try again.revision() == 2)
    #expect(try again.decision(on: entry("a"))?.choice == choice)
    #expect(try again.decisions()[entry("a", 2)]?.choice == words)
    #expect(try again.decision(on: entry("a", 2))?.wasKnown == true)
    #expect(try again.decision(on: entry("b")) == nil)
  }

  @Test func `are not written over unseen`() throws {
    let file = ScratchFile()
    let store = try DecisionStore(at: file.path)
    let first = try store.decide(on: entry("a"), Choice(.accepted), seen: 0, wasKnown: false)
    #expect(throws: DecisionStoreError.changed) {
      try store.decide(on: entry("a"), Choice(.postponed), seen: 0, wasKnown: false)
    }
    #expect(try store.decision(on: entry("a"))?.choice.verdict == .accepted)
    _ = try store.decide(on: entry("a"), nil, seen: first, wasKnown: false)
    #expect(try store.decision(on: entry("a")) == nil)
    #expect(throws: DecisionStoreError.changed) { try store.undo(seen: first) }
  }

  @Test func `are taken back one by one, the last first`() throws {
    let file = ScratchFile()
    let store = try DecisionStore(at: file.path)
    let first = try store.decide(on: entry("a"), Choice(.accepted), seen: 0, wasKnown: false)
    let reason = Choice(.rejected, because: "wrong")
    _ = try store.decide(on: entry("a"), reason, seen: first, wasKnown: false)
    _ = try store.decide(on: entry("b"), Choice(.postponed), seen: 0, wasKnown: false)
    #expect(try store.undo(seen: 3) == entry("b"))
    #expect(try store.decision(on: entry("b")) == nil)
    #expect(try store.undo(seen: 4) == entry("a"))
    #expect(try store.decision(on: entry("a"))?.choice == Choice(.accepted))
    #expect(try store.undo(seen: 5) == entry("a"))
    #expect(try store.decisions().isEmpty)
    #expect(try store.undo(seen: 6) == nil)
    #expect(try store.everDecided() == [entry("a"), entry("b")])
  }

  @Test func `are not put into another's file`() throws {
    let file = ScratchFile()
    try Data("a text of somebody, longer than the head of a database is".utf8)
      .write(to: URL(fileURLWithPath: file.path))
    #expect(throws: DecisionStoreError.notAStore) { try DecisionStore(at: file.path) }
    let kept = try String(contentsOfFile: file.path, encoding: .utf8)
    #expect(kept.hasPrefix("a text of somebody"))
  }

  @Test(arguments: ["revision = 'abc'", "was_known = 'abc'", "ordinal = 'abc'", "exact = x'FF00'"])
  func `are damaged where a value is none that was written`(change: String) throws {
    let file = ScratchFile()
    let store = try DecisionStore(at: file.path)
    _ = try store.decide(on: entry("a"), Choice(.accepted), seen: 0, wasKnown: false)
    store.close()
    try DatabaseQueue(path: file.path).write {
      try $0.execute(sql: "UPDATE decision SET \(change)")
    }
    let again = try DecisionStore(at: file.path)
    #expect(throws: DecisionStoreError.damaged) { try again.decisions() }
  }
}
