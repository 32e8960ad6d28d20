import Foundation
import RulePacks
import Stemma
import StemmaReports
import StemmaRules
import StemmaText
import Testing

@Suite struct `Quotes in the seeds` {
  @Test(arguments: QuoteGold.seeds)
  func `are all found, with their source, where they stand between marks`(
    gold: QuoteGold.Seed
  ) throws {
    let quotes = try report(on: gold).quotes
    for quote in gold.quotes
    where quote.certainty == "certain" && ["direct", "mixed"].contains(quote.type) {
      let found = quote.best(of: quotes)
      #expect(found != nil, "\(quote.id) is not found")
      #expect(quote.hasSource(of: found), "\(quote.id) has \(String(describing: found?.source))")
    }
  }

  @Test func `are found to four fifths where there are no marks`() throws {
    var (hits, all) = (0, 0)
    for gold in QuoteGold.seeds {
      let quotes = try report(on: gold).quotes
      for quote in gold.quotes where quote.type == "indirect" && quote.certainty == "certain" {
        all += 1
        if quote.best(of: quotes) != nil { hits += 1 }
      }
    }
    #expect(hits * 5 >= all * 4, "\(hits) of \(all)")
  }

  @Test(arguments: QuoteGold.seeds)
  func `name every agency they came through`(gold: QuoteGold.Seed) throws {
    let quotes = try report(on: gold).quotes
    for quote in gold.quotes {
      guard let names = quote.best(of: quotes)?.chain.map(\.name) else { continue }
      for agency in quote.agencies {
        #expect(names.contains { $0.contains(agency) }, "\(quote.id): \(agency) not in \(names)")
      }
    }
  }

  @Test func `belong to the one who spoke, not to the one who tells of it`() throws {
    let gold = try #require(QuoteGold.seeds.first { $0.file.hasPrefix("000") })
    let quotes = try report(on: gold).quotes
    let inner = try #require(gold.quotes.first { $0.id == "000.Q6" }?.best(of: quotes))
    #expect(inner.speaker.name == "Vladimir Putin")
    #expect(inner.chain.map(\.name).prefix(2) == ["Vladimir Putin", "Yoshimasa Hayashi"])
    #expect(inner.nestedIn != nil)
  }

  @Test func `stand in PROV with their speakers, relays, documents and days`() throws {
    let text = """
      OSLO, June 20, 2024 (Reuters) - Kari Lund said on Thursday that the port would open.

      The treaty states that both sides will help. Erik Dahl told the NTB news agency that he was ill.

      """
    let ruleset = RulePacks.ruleset()
    let rules = RulesInForce(ruleset)
    let document = try Examination(with: Checker(ruleset), voices: RulePacks.voices())
      .result(for: Source(Array(text.utf8), name: "port.txt")).report(as: "w", under: rules)
    let report = Report(on: [document], under: rules, version: "1", build: [], options: [])
    let prov = try JSON(parsing: report.provJSON())
    let first = prov["entity"]?["st:quote/w.q1"]
    #expect(first?["prov:value"]?.string == "the port would open")
    #expect(first?["st:certainty"]?.string == "certain")
    let said = try #require(first?["st:said"])
    #expect("\(said)".contains("2024-06-20"))
    let names = ["agent", "entity"].flatMap { kind -> [String] in
      if case .object(let members)? = prov[kind] { members.map(\.name) } else { [] }
    }
    #expect(names.contains("st:agency/Reuters"))
    #expect(names.contains { $0.hasPrefix("st:document/") })
    #expect(Set(names).count == names.count)
  }

  private func report(on gold: QuoteGold.Seed) throws -> DocumentReport {
    let ruleset = RulePacks.ruleset()
    return try Examination(with: Checker(ruleset), voices: RulePacks.voices())
      .result(for: Source(gold.bytes, name: gold.file))
      .report(as: "w", under: RulesInForce(ruleset))
  }
}

/// The quotes of the seeds, marked by hand.
enum QuoteGold {
  struct Seed: Decodable, Sendable, CustomTestStringConvertible {
    let file: String
    let quotes: [Quote]

    var testDescription: String { file }

    var bytes: [UInt8] {
      get throws {
        Array(try Data(contentsOf: packageFolder.appendingPathComponent("seeds/\(file)")))
      }
    }
  }

  struct Quote: Decodable, Sendable {
    let id: String
    let type: String
    let certainty: String
    let start: Int
    let end: Int
    let source: [Int]?
    let speaker: String?
    let agencies: [String]

    /// The quote that has most in common with this one, if half of the shorter is common.
    func best(of quotes: [ReportedQuote]) -> ReportedQuote? {
      func range(_ quote: ReportedQuote) -> Range<Int> {
        quote.content[0].lower..<(quote.content.last?.upper ?? quote.content[0].upper)
      }
      let own = start..<end
      func share(_ quote: ReportedQuote) -> Int {
        let other = range(quote)
        let all = max(other.upperBound, end) - min(other.lowerBound, start)
        return other.clamped(to: own).count * 1000 / max(1, all)
      }
      return quotes.filter {
        2 * range($0).clamped(to: own).count >= min(own.count, range($0).count)
      }
      .max { share($0) < share($1) }
    }

    /// Whether a quote names the same words as its source, by half of the shorter.
    func hasSource(of quote: ReportedQuote?) -> Bool {
      guard let source else { return true }
      guard let range = quote?.source?.range else { return false }
      let own = source[0]..<source[1]
      return 2 * range.clamped(to: own).count >= min(own.count, range.count)
    }
  }

  static let seeds: [Seed] = {
    let file = packageFolder.appendingPathComponent("Tests/AcceptanceTests/Gold/quotes.json")
    do {
      return try JSONDecoder().decode([Seed].self, from: Data(contentsOf: file))
    } catch {
      preconditionFailure("The gold cannot be read: \(error)")
    }
  }()
}
