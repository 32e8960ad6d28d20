import Foundation
import RulePacks
import Stemma
import StemmaRules
import StemmaText
import Testing

@Suite struct `The five seeds` {
  @Test(arguments: Gold.seeds)
  func `stand here as they came`(gold: Gold.Seed) throws {
    #expect(Digest(of: try gold.bytes).hexadecimal == gold.sha256)
  }

  @Test(arguments: Gold.seeds)
  func `lose all certain boilerplate and no byte of the article`(gold: Gold.Seed) throws {
    let report = try report(on: gold)
    let removed = report.edits.filter { $0.editClass == .boilerplate }.map(\.span.range)
    for item in gold.boilerplate where item.certainty == "certain" && item.action != "extract" {
      #expect(removed.contains { item.matches($0) }, "\(item.id) is still there")
    }
    for edit in removed {
      let lost = gold.body.reduce(0) { $0 + edit.clamped(to: $1[0]..<$1[1]).count }
      #expect(lost == 0, "\(lost) bytes of the article are gone at \(edit)")
    }
  }

  @Test func `show at least 13 of the 15 artefacts that one text can show, and no false one`()
    throws
  {
    try expect(atLeast: 13, of: \.artefacts, in: ["mt-artifact", "attribution"]) {
      $0.certainty == "certain" && $0.detectableFrom == "in_document"
    }
  }

  @Test func `show at least 15 of the 19 slips of typography, and no false one`() throws {
    try expect(atLeast: 15, of: \.typography, in: ["typography", "encoding"]) {
      $0.certainty == "certain"
    }
  }

  @Test(arguments: Gold.seeds)
  func `yield their particulars, or say that they are unknown`(gold: Gold.Seed) throws {
    let metadata = try report(on: gold).metadata
    let expected: [(Particular.Field, String?)] = [
      (.title, gold.metadata.title), (.byline, gold.metadata.byline),
      (.dateline, gold.metadata.dateline), (.datePublished, gold.metadata.datePublished),
    ]
    for (field, value) in expected {
      let found = metadata.fields.first { $0.name == field }?.value
      switch found {
      case .text(let text): #expect(text == value, "\(field)")
      case .list(let names): #expect(names.joined(separator: ", ") == value, "\(field)")
      case .unknown, nil: #expect(value == nil, "\(field) is unknown")
      }
    }
    // The lede of 002 stands where a standfirst would; either reading is right there.
    if case .text(let subtitle)? = metadata.fields.first(where: { $0.name == .subtitle })?.value {
      #expect(subtitle == gold.metadata.subtitle)
    } else {
      #expect(gold.file.hasPrefix("002"))
    }
    #expect(Set(metadata.agencies.map(\.code)) == Set(gold.metadata.agencies))
  }

  private func expect(
    atLeast least: Int,
    of items: KeyPath<Gold.Seed, [Gold.Item]>,
    in categories: Set<String>,
    counting counts: (Gold.Item) -> Bool
  ) throws {
    var hits = 0
    var missed: [String] = []
    for gold in Gold.seeds {
      let found = try report(on: gold).findings.filter { categories.contains($0.category) }
      for item in gold[keyPath: items] where counts(item) {
        if found.contains(where: { item.matches($0.spans[0].range) }) {
          hits += 1
        } else {
          missed.append(item.id)
        }
      }
      for finding in found {
        let isRight = gold[keyPath: items].contains { $0.matches(finding.spans[0].range) }
        #expect(isRight, "\(gold.file): \(finding.rule) flags ‘\(finding.exact)’")
      }
    }
    #expect(hits >= least, "missed: \(missed.joined(separator: " "))")
  }

  private func report(on gold: Gold.Seed) throws -> DocumentReport {
    let ruleset = RulePacks.ruleset()
    return try Examination(with: Checker(ruleset), voices: RulePacks.voices())
      .result(for: Source(gold.bytes, name: gold.file))
      .report(as: "w", under: RulesInForce(ruleset))
  }
}

/// What is in the seeds, marked by hand.
enum Gold {
  struct Seed: Decodable, Sendable, CustomTestStringConvertible {
    let file: String
    let sha256: String
    let body: [[Int]]
    let boilerplate: [Item]
    let artefacts: [Item]
    let typography: [Item]
    let metadata: Metadata

    var testDescription: String { file }

    var bytes: [UInt8] {
      get throws {
        Array(try Data(contentsOf: packageFolder.appendingPathComponent("seeds/\(file)")))
      }
    }
  }

  struct Metadata: Decodable, Sendable {
    let title: String?
    let subtitle: String?
    let byline: String?
    let dateline: String?
    let datePublished: String?
    let agencies: [String]
  }

  struct Item: Decodable, Sendable {
    let id: String
    let start: Int
    let end: Int
    let certainty: String
    let action: String?
    let detectableFrom: String?

    enum CodingKeys: String, CodingKey {
      case id, start, end, certainty, action
      case detectableFrom = "detectable_from"
    }

    /// Whether half of the shorter of two spans is common to both.
    func matches(_ range: Range<Int>) -> Bool {
      let common = range.clamped(to: start..<end).count
      return common > 0 && 2 * common >= min(end - start, range.count)
    }
  }

  static let seeds: [Seed] = {
    let file = packageFolder.appendingPathComponent("Tests/AcceptanceTests/Gold/seeds.json")
    do {
      return try JSONDecoder().decode([Seed].self, from: Data(contentsOf: file))
    } catch {
      preconditionFailure("The gold cannot be read: \(error)")
    }
  }()
}
