import Foundation
import Testing

/// What the code writes for `seeds/` and of its rules stands in `reports/`, for people to read.
///
/// `STEMMA_RECORD=1 swift test --filter RecordTests` writes it anew; the difference is the review.
@Suite(.serialized) struct `The committed reports` {
  private let isRecording = ProcessInfo.processInfo.environment["STEMMA_RECORD"] == "1"

  @Test func `are what the code writes for the seeds`() throws {
    try compare("reports", except: "rules") { folder in
      let page = "\(folder)/seeds.html"
      let clean = try stemma(
        "clean",
        "seeds",
        "--output",
        folder,
        "--report",
        "seeds.json",
        "--report",
        "seeds.prov.json",
        in: packageFolder
      )
      #expect(clean.status == 0, "\(clean.complaints)")
      return try stemma(
        "collate",
        "seeds",
        "--format",
        "html",
        "--output",
        page,
        in: packageFolder
      )
    }
  }

  @Test func `have a page for each rule`() throws {
    try compare("reports/rules") { folder in
      try stemma("rules", "handbook", "--output", folder, in: packageFolder)
    }
  }

  @Test func `verify, with everything made afresh`() throws {
    let verify = try stemma("verify", "reports/seeds.json", "--rerun", in: packageFolder)
    #expect(verify.status == 0, "\(verify.text)")
  }

  @Test func `have a baseline that knows the seeds' findings`() throws {
    let baseline = packageFolder.appendingPathComponent(".stemma-baseline.json")
    if isRecording {
      #expect(try stemma("baseline", "write", "seeds", in: packageFolder).status == 0)
    }
    let check = try stemma("baseline", "check", "--strict-baseline", "seeds", in: packageFolder)
    #expect(check.status == 0, "\(baseline.path): \(check.text)")
  }

  private func compare(
    _ committed: String,
    except: String? = nil,
    write: (String) throws -> Invocation
  ) throws {
    let folder = packageFolder.appendingPathComponent(committed)
    if isRecording {
      for name in try names(in: folder, except: except) {
        try FileManager.default.removeItem(at: folder.appendingPathComponent(name))
      }
      let result = try write(committed)
      #expect(result.status == 0, "\(result.complaints)")
      return
    }
    let fresh = try Folder()
    let result = try write(fresh.url.path)
    #expect(result.status == 0, "\(result.complaints)")
    let written = try names(in: fresh.url, except: except)
    #expect(try names(in: folder, except: except) == written)
    for name in written {
      let before = try? Data(contentsOf: folder.appendingPathComponent(name))
      let after = try Data(contentsOf: fresh.url.appendingPathComponent(name))
      #expect(before == after, "\(committed)/\(name) is stale: run with STEMMA_RECORD=1")
    }
  }

  private func names(in folder: URL, except: String?) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0 != except && !$0.hasPrefix(".") }.sorted()
  }
}
