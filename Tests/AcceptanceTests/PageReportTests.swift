import Foundation
import Stemma
import StemmaReports
import Testing

/// What an editor gets: the report as one HTML file.
@Suite struct `The page on the seeds` {
  @Test func `holds everything that the JSON report does`() throws {
    let folder = try Folder()
    let path = folder.url.appendingPathComponent("page.html").path
    let run = try stemma(
      "collate",
      "--format",
      "html",
      "--output",
      path,
      "seeds",
      in: packageFolder
    )
    #expect(run.status == 0, "\(run.complaints)")
    #expect(run.output.isEmpty)
    let page = try folder.contents(of: "page.html")
    let json = try stemma("collate", "--format", "json", "seeds", in: packageFolder)
    let report = try ReportFile(reading: json.output, named: "seeds.json").report
    for document in report.documents {
      #expect(page.ranges(of: "\" id=\"\(document.identifier)\">").count == 1)
      #expect(page.contains(document.input.content.digest.hexadecimal))
      for finding in document.findings {
        #expect(page.ranges(of: "<tr class=\"f\" id=\"\(finding.identifier)\"").count == 1)
        #expect(page.ranges(of: "id=\"\(finding.identifier)/there\"").count == 1)
      }
      for quote in document.quotes {
        #expect(page.ranges(of: "<tr id=\"\(quote.identifier)\">").count == 1)
      }
    }
    let parsed = try JSONSerialization.jsonObject(with: Data(json.output)) as? [String: Any]
    let comparison = try #require(parsed?["comparison"] as? [String: [[String: Any]]])
    for part in ["divergences", "claims", "suggestions", "stemma"] {
      let identifiers = try #require(comparison[part]).compactMap { $0["id"] as? String }
      #expect(!identifiers.isEmpty)
      for identifier in identifiers {
        #expect(page.ranges(of: " id=\"\(identifier)\">").count == 1, "\(identifier)")
      }
    }
  }

  @Test func `comes out of check and clean, too, on standard output and by name`() throws {
    let check = try stemma(
      "check",
      "--format",
      "html",
      "--fail-on",
      "critical",
      "seeds",
      in: packageFolder
    )
    #expect(check.status == 0, "\(check.complaints)")
    let clean = try stemma("clean", "--format", "html", "seeds", in: packageFolder)
    #expect(clean.status == 0, "\(clean.complaints)")
    #expect(check.output.starts(with: "<!DOCTYPE html>\n".utf8))
    #expect(check.output == clean.output)
    #expect(!check.text.contains("id=\"~witnesses\""))
    let folder = try Folder()
    let named = try stemma(
      "clean",
      "seeds",
      "--output",
      folder.url.path,
      "--report",
      "page.html",
      in: packageFolder
    )
    #expect(named.status == 0, "\(named.complaints)")
    #expect(try folder.contents(of: "page.html").contains("000_3559f1c9b2c9bd68.txt"))
  }

  @Test func `has identifiers once each, and links that lead somewhere`() throws {
    let page = try stemma("collate", "--format", "html", "seeds", in: packageFolder).text
    let identifiers = page.matches(of: #/\sid="([^"]+)"/#).map { String($0.1) }
    #expect(Set(identifiers).count == identifiers.count)
    for link in page.matches(of: #/href="#([^"]+)"/#) {
      #expect(identifiers.contains(String(link.1)), "\(link.1)")
    }
  }
}
