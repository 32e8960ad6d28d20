import Foundation
import Testing

/// What was made to do harm, through every command, all of it at once.
@Suite struct `Inputs made to do harm` {
  private static func folder() throws -> (folder: Folder, count: Int) {
    let folder = try Folder()
    let canary = try folder.file("canary.txt", Attacks.canary)
    let files = Attacks.files(canary: canary.path)
    for (name, bytes) in files { try folder.file("in/\(name)", input: bytes) }
    // A bomb: 64 MiB of one letter in 64 KiB.
    let bomb = try run(
      named: "bash",
      "-c",
      "head -c 67108864 /dev/zero | tr '\\0' a | gzip -9 > in/bomb.gz",
      in: folder.url
    )
    #expect(bomb.status == 0, "\(bomb.complaints)")
    return (folder, files.count + 1)
  }

  @Test(arguments: [
    ["check", "in"], ["clean", "in", "--output", "out"], ["clean", "in", "--format", "json"],
    ["clean", "in", "--output", "out", "--input-format", "html"],
    ["clean", "in", "--output", "out", "--input-format", "text"],
    ["clean", "in", "--output", "out", "--input-format", "feed"],
    ["clean", "in", "--output", "out", "--input-format", "ndjson"],
    ["clean", "in", "--output", "out", "--input-format", "warc"],
    ["stream", "in", "--emit", "cleaned,body,comments,edits,findings,quotes,metadata,signature"],
    ["collate", "in"], ["collate", "in", "--format", "tei"], ["collate", "in", "--format", "json"],
    ["baseline", "write", "in", "--baseline", "/dev/stdout"],
  ])
  func `end no command, show nothing raw and leak nothing`(arguments: [String]) throws {
    let (folder, count) = try Self.folder()
    let result = try run(
      named: "bash",
      arguments: ["-c", "ulimit -c 0; exec timeout 300 \"$0\" \"$@\"", builtProduct("stemma").path]
        + arguments,
      in: folder.url
    )
    #expect((0...2).contains(result.status), "\(result.status)")
    let output = try #require(String(validating: result.output, as: UTF8.self))
    for text in [output, result.complaints] {
      #expect(!text.contains(Attacks.canary))
      let controls = text.unicodeScalars.filter {
        $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t"
      }
      #expect(controls.isEmpty, "\(controls.prefix(9).map { String($0.value, radix: 16) })")
    }
    let names = Set(try FileManager.default.contentsOfDirectory(atPath: folder.url.path))
    #expect(names.isSubset(of: ["canary.txt", "in", "out"]), "\(names)")
    try Figures.add(count, to: "attacks tried")
  }

  @Test func `cost no text that stands behind them`() throws {
    let (folder, _) = try Self.folder()
    let clean = try stemma("clean", "in", "--output", "out", in: folder.url)
    #expect(clean.status == 2, "some hold nothing to read")
    let report = try folder.contents(of: "out/report.json")
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(report.utf8)) as? [String: Any]
    )
    var kept = 0
    for document in try #require(json["documents"] as? [[String: Any]]) {
      let input = try #require(document["input"] as? [String: Any])
      let output = try #require(document["output"] as? [String: Any])
      let name = try #require(input["name"] as? String)
      let source = try? folder.contents(of: "in/\(name)")
      guard source?.contains(Attacks.survivor) ?? false else { continue }
      let text = try folder.contents(of: "out/\(#require(output["name"] as? String))")
      #expect(text.contains(Attacks.survivor), "\(name)")
      kept += 1
    }
    #expect(kept > 40)
    let verify = try stemma("verify", "out/report.json", "--inputs", "in", in: folder.url)
    #expect(verify.status == 0, "\(verify.text.prefix(2_000))")
  }
}
