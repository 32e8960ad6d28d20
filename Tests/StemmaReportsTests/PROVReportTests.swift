import StemmaReports
import Testing

@Suite struct `The PROV report` {
  @Test func `relates a cleaned text to its input, its edits, the program and the rules`() throws {
    let report = Sample.report().report
    let prov = try JSON(parsing: report.provJSON())
    #expect(prov["prefix"]?["st"]?.string == "urn:stemma:")
    #expect(
      prov["agent"]?["st:tool/stemma-0.1.0"]?["prov:type"]?["$"]?.string == "prov:SoftwareAgent"
    )
    #expect(prov["entity"]?["st:ruleset/2026.11.1"]?["prov:type"]?["$"]?.string == "prov:Plan")
    #expect(prov["entity"]?["st:edit/w000.e1"]?["st:rule"]?.string == "subscribe-prompt")
    #expect(prov["entity"]?["st:clean/w000"]?["schema:locationCreated"]?.string == "TOKYO")
    #expect(prov["activity"]?["st:activity/clean/w000"] != nil)
    #expect(names(of: prov["wasGeneratedBy"], "prov:entity").contains("st:clean/w000"))
    #expect(names(of: prov["wasAssociatedWith"], "prov:plan") == ["st:ruleset/2026.11.1"])
    #expect(names(of: prov["wasInfluencedBy"], "prov:influencer").count == 2)
    #expect(names(of: prov["wasAttributedTo"], "prov:agent") == ["st:agency/TASS"])
  }

  @Test func `names nothing that it does not describe`() throws {
    let prov = try JSON(parsing: Sample.report().report.provJSON())
    var known: Set<String> = []
    for kind in ["agent", "entity", "activity"] { known.formUnion(members(prov[kind]).map(\.name)) }
    for kind in ["wasGeneratedBy", "used", "wasDerivedFrom", "wasAttributedTo", "wasInfluencedBy"] {
      for relation in members(prov[kind]) {
        for end in members(relation.value) where end.name != "prov:type" {
          #expect(known.contains(end.value.string ?? ""), "\(end)")
        }
      }
    }
  }

  @Test func `is the same each time`() {
    let report = Sample.report().report
    #expect(report.provJSON() == report.provJSON())
  }

  private func members(_ json: JSON?) -> [JSON.Member] {
    if case .object(let members)? = json { members } else { [] }
  }

  private func names(of json: JSON?, _ end: String) -> [String] {
    members(json).compactMap { $0.value[end]?.string }
  }
}
