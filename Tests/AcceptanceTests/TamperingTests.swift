import ArgumentParser
import Foundation
import RulePacks
import Stemma
import StemmaReports
import Testing

@testable import StemmaCommand

/// A report in which one value was changed by someone who computed the digest anew.
@Suite struct `A report that was forged` {
  /// What `verify --rerun` takes from the report as it is told, and so cannot find changed: what the
  /// caller said of the arrival, the choices where they made no difference, and
  /// where cleaned texts were put.
  static let told: Set = [
    ".documents[].input.uri", ".documents[].input.name", ".documents[].output.name",
    ".documents[].input.encoding.declared", ".options.apply-suggestions", ".options.drop-datelines",
    ".options.collate",
  ]

  private func folder() throws -> Folder {
    let folder = try Folder()
    try folder.file(
      "one.txt",
      """
      Harbour of Valmora reopens after storm

      VALMORA, June 3 (Reuters) - The harbour of Valmora reopened on Monday, port spokesman Rui Duarte said.

      “We are open to all 12 ships”, said the port spokesman Rui Duarte. The port is receive ships again.

      Leave a Reply

      """
    )
    try folder.file(
      "two.txt",
      """
      Harbour of Valmora reopens after storm

      The harbour of Valmora in the north reopened on Monday, port spokesman Rui Duarte said.

      “We are open to all 15 ships”, said the port spokesman Rui Duarte. He did not say more.

      """
    )
    return folder
  }

  @Test func `does not pass, whatever was changed`() throws {
    let folder = try folder()
    let made = try stemma(
      "collate",
      "--format",
      "json",
      "one.txt",
      "two.txt",
      in: folder.url
    )
    #expect(made.status == 0, "\(made.complaints)")
    let json = try JSON(parsing: made.output)
    let options = (
      settings: try SettingsOptions.parse(["--no-config"]), rules: try RuleOptions.parse([])
    )
    func isCaught(_ json: JSON, rerun: Bool) -> Bool {
      guard let file = try? ReportFile(reading: json.canonical(), named: "r.json") else {
        return true
      }
      let found = try? problems(
        of: file,
        at: folder.url.path + "/r.json",
        inputs: folder.url.path,
        under: options,
        rerun: rerun
      )
      return found != []
    }
    try #require(!isCaught(sealed(json), rerun: true), "the report itself verifies")
    var patterns: Set<String> = []
    var count = 0
    for change in changes(to: json, at: "")
    where patterns.insert(change.path + change.kind).inserted {
      if Self.told.contains(change.path) || change.path.hasPrefix(".integrity") { continue }
      count += 1
      #expect(isCaught(change.json, rerun: false), "\(change.path) \(change.kind), not sealed anew")
      let forged = sealed(change.json)
      let isSeen = isCaught(forged, rerun: false) || isCaught(forged, rerun: true)
      #expect(isSeen, "\(change.path) \(change.kind), sealed anew")
    }
    #expect(count > 150)
    try Figures.add(2 * count, to: "tampering caught")
  }

  @Test func `is held against the settings where its inputs stand, wherever it says they are`()
    throws
  {
    let folder = try folder()
    let ignore = "ignore:\n  - {text: Leave a Reply, because: it is a title}\n"
    try folder.file("forger/.stemma.yml", ignore)
    try folder.file("forger/one.txt", try folder.contents(of: "one.txt"))
    let forger = folder.url.appending(path: "forger")
    let made = try stemma("check", "--format", "json", "one.txt", in: forger)
    for address in ["../forger/one.txt", forger.appending(path: "one.txt").path] {
      let text = made.text.replacing(#""uri": "one.txt""#, with: #""uri": "\#(address)""#)
      try #require(text != made.text)
      let forged = sealed(try JSON(parsing: Array(text.utf8))).canonical()
      try folder.file("report.json", String(decoding: forged, as: UTF8.self))
      let verify = try stemma("verify", "report.json", "--rerun", in: folder.url)
      #expect(verify.status == 2, "\(verify.text) \(verify.complaints)")
    }
  }

  @Test func `is told from one of an older program, which has fewer names and verifies`() throws {
    let folder = try folder()
    let made = try stemma("collate", "--format", "json", "one.txt", "two.txt", in: folder.url)
    let json = try JSON(parsing: made.output)
    let options = (
      settings: try SettingsOptions.parse(["--no-config"]), rules: try RuleOptions.parse([])
    )
    func problems(_ json: JSON) throws -> [String] {
      let file = try ReportFile(reading: sealed(json).canonical(), named: "r.json")
      return try StemmaCommand.problems(
        of: file,
        at: folder.url.path + "/r.json",
        inputs: folder.url.path,
        under: options,
        rerun: false
      )
    }
    // What versions 1.1, 1.2 and 1.3 of the schema added, the newest first.
    let additions: [Set<String>] = [
      [".documents[].quotes[].dates", ".comparison.stories[].past", ".comparison.stemma"],
      [
        ".documents[].score", ".summary.issuePenalty", ".summary.words", ".summary.issueScore",
      ],
      [".documents[].input.encoding.decoded"],
    ]
    var older = json
    for addition in additions {
      older = without(addition, older, at: "")
      #expect(try problems(older) == [])
    }
    guard case .object(let members) = json else { return }
    #expect(throws: ReportError.self) {
      try problems(.object(members + [.init("future", .integer(1))]))
    }
  }

  private func without(_ paths: Set<String>, _ json: JSON, at path: String) -> JSON {
    switch json {
    case .object(let members):
      .object(
        members.filter { !paths.contains("\(path).\($0.name)") }.map {
          JSON.Member($0.name, without(paths, $0.value, at: "\(path).\($0.name)"))
        }
      )
    case .array(let elements):
      .array(elements.map { without(paths, $0, at: path + "[]") })
    case .null, .boolean, .integer, .number, .string: json
    }
  }

  /// A report with one value changed.
  private struct Change {
    let path: String
    let kind: String
    let json: JSON
  }

  /// All reports that differ from one in a single value, or have one member or element less.
  private func changes(to json: JSON, at path: String) -> [Change] {
    switch json {
    case .null: return [Change(path: path, kind: "filled", json: .string("x"))]
    case .boolean(let value): return [Change(path: path, kind: "turned", json: .boolean(!value))]
    case .integer(let value):
      return [Change(path: path, kind: "counted on", json: .integer(value + 1))]
    case .number: return []
    case .string(let text):
      return [
        Change(path: path, kind: "lengthened", json: .string(text + "x")),
        Change(path: path, kind: "emptied", json: text.isEmpty ? .string("y") : .string("")),
      ]
    case .array(let elements):
      var changes = elements.enumerated().flatMap { i, element in
        self.changes(to: element, at: path + "[]").map { change in
          var elements = elements
          elements[i] = change.json
          return Change(path: change.path, kind: change.kind, json: .array(elements))
        }
      }
      if !elements.isEmpty {
        changes.append(Change(path: path, kind: "cut", json: .array(elements.dropLast())))
      }
      return changes
    case .object(let members):
      return members.enumerated().flatMap { i, member in
        let path = "\(path).\(member.name)"
        var left = members
        left.remove(at: i)
        return changes(to: member.value, at: path).map { change in
          var members = members
          members[i] = JSON.Member(member.name, change.json)
          return Change(path: change.path, kind: change.kind, json: .object(members))
        } + [Change(path: path, kind: "left out", json: .object(left))]
      }
    }
  }

  /// The report with the digest that it has.
  private func sealed(_ json: JSON) -> JSON {
    guard case .object(let members) = json else { return json }
    let rest = members.filter { $0.name != "integrity" }
    let integrity = JSON.object([
      .init("algorithm", .string("sha256")), .init("canonicalization", .string("RFC8785")),
      .init("content", .string(Digest(of: JSON.object(rest).canonical()).hexadecimal)),
    ])
    return .object(rest + [.init("integrity", integrity)])
  }
}
