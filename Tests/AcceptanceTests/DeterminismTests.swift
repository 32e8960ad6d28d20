import Foundation
import Testing

/// The same input gives the same bytes.
@Suite struct `What the command writes` {
  /// Runs whose bytes must not depend on where and how they are made.
  static let runs = [
    ["clean", "in", "--format", "json"], ["clean", "in", "--format", "prov-json"],
    ["check", "--fail-on", "critical", "in"], ["collate", "--format", "json", "in"],
    ["collate", "--format", "tei", "in"],
    [
      "stream", "in/lines.ndjson", "--emit",
      "cleaned,body,edits,findings,quotes,metadata,signature",
    ],
    ["baseline", "write", "in", "--baseline", "/dev/stdout"], ["rules", "list"],
  ]

  private func folder() throws -> Folder {
    let folder = try Folder()
    let seeds = packageFolder.appendingPathComponent("seeds")
    for name in try FileManager.default.contentsOfDirectory(atPath: seeds.path) {
      try folder.file(
        "in/\(name)",
        input: Array(Data(contentsOf: seeds.appendingPathComponent(name)))
      )
    }
    let titles = ["ISTANBUL İSTANBUL ısı", "INDIA iş TITLE", "Zürich straße"]
    let lines = (0..<24).map { i in
      #"{"id": "İ\#(i)", "text": "\#(titles[i % 3])\n\nThe port \#(i) is receive ships again I said."}"#
    }
    try folder.file("in/lines.ndjson", lines.joined(separator: "\n") + "\n")
    try folder.file("in/page.html", "<title>IŞIK</title><p>It is said IN ISTANBUL.<p>ISI</p>")
    return folder
  }

  @Test(arguments: runs)
  func `is the same whatever the locale, the zone, the seed of hashing and the processors`(
    arguments: [String]
  ) throws {
    let folder = try folder()
    let program = builtProduct("stemma").path
    let first = try run(
      named: program,
      arguments: arguments,
      in: folder.url,
      environment: ["LC_ALL": "C", "SWIFT_DETERMINISTIC_HASHING": "1"]
    )
    #expect(first.status < 2 && !first.output.isEmpty, "\(first.complaints)")
    // Each differs in everything; what differs then, one of them alone tells.
    var surroundings = [
      ["LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "LANGUAGE": "tr", "TZ": "Asia/Tokyo"],
      ["LC_ALL": "ar_EG.UTF-8", "TZ": "UTC"],
    ]
    #if os(Linux)
    let library = try #require(FaultLibrary.path)
    for (i, count) in ["1", "7"].enumerated() {
      surroundings[i]["LD_PRELOAD"] = library
      surroundings[i]["STEMMA_PROCESSORS"] = count
    }
    #endif
    for environment in surroundings {
      let other = try run(
        named: program,
        arguments: arguments,
        in: folder.url,
        environment: environment
      )
      #expect(other.output == first.output, "\(environment)")
      #expect(other.complaints == first.complaints, "\(environment)")
    }
  }

  @Test func `does not depend on the order of options, nor of what has no order`() throws {
    let folder = try folder()
    func output(_ arguments: String...) throws -> [UInt8] {
      let result = try run(
        named: builtProduct("stemma").path,
        arguments: arguments,
        in: folder.url
      )
      #expect(result.status == 0, "\(result.complaints)")
      return result.output
    }
    #expect(
      try output(
        "clean",
        "in",
        "--format",
        "json",
        "--disable",
        "doubled-word",
        "--disable",
        "navigation-label"
      )
        == output(
          "clean",
          "--disable",
          "navigation-label",
          "--disable",
          "doubled-word",
          "--format=json",
          "in"
        )
    )
    #expect(
      try output(
        "baseline",
        "write",
        "in/page.html",
        "in/lines.ndjson",
        "--baseline",
        "/dev/stdout"
      )
        == output(
          "baseline",
          "write",
          "--baseline",
          "/dev/stdout",
          "in/lines.ndjson",
          "in/page.html"
        )
    )
  }
}
