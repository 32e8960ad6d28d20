#if os(Linux)
import Foundation
import Testing

/// A run in which one call that changes files is the last, or fails.
///
/// `Faults/faults.c` is loaded in front of the C library; see there.
@Suite struct `A run that is killed, or runs out of disk,` {
  /// Work on files, and what it is gone on with after a fault.
  struct Work: CustomTestStringConvertible, Sendable {
    let testDescription: String

    /// The files before the work; `old` is what stands where results go.
    let files: [String: String]
    let arguments: [String]

    /// What is typed after a fault.
    let again: [String]

    /// Files that hold what they held before or what they hold after, at any moment.
    var results: [String] = []

    /// Files that grow: at any moment the start of what they hold in the end.
    var growing: [String] = []

    /// Whether the work remembers what was done, as a store does.
    var remembers = false
  }

  static let works = [
    Work(
      testDescription: "clean --in-place",
      files: ["a.txt": article(1), "b.txt": article(2)],
      arguments: ["clean", "--in-place", "a.txt", "b.txt"],
      again: ["clean", "--in-place", "a.txt", "b.txt"],
      results: ["a.txt", "b.txt"]
    ),
    Work(
      testDescription: "clean --output",
      files: [
        "in/a.txt": article(1), "in/b.txt": article(2), "out/a.txt": "Old.\n",
        "out/report.json": "Old.\n",
      ],
      arguments: [
        "clean", "in", "--output", "out", "--report", "report.json", "--report", "r.prov.json",
      ],
      again: [
        "clean", "in", "--output", "out", "--report", "report.json", "--report", "r.prov.json",
      ],
      results: ["out/a.txt", "out/b.txt", "out/report.json", "out/r.prov.json"]
    ),
    Work(
      testDescription: "clean --output, resumed",
      files: ["in/a.txt": article(1), "in/b.txt": article(2), "in/c.txt": article(3)],
      arguments: ["clean", "in", "--output", "out"],
      again: ["clean", "in", "--output", "out", "--resume"],
      results: ["out/a.txt", "out/b.txt", "out/c.txt", "out/report.json"]
    ),
    Work(
      testDescription: "baseline write",
      files: [
        "a.txt": article(1),
        "known.json": "{\"baseline\": \"stemma-baseline/1\", \"findings\": []}\n",
      ],
      arguments: ["baseline", "write", "a.txt", "--baseline", "known.json"],
      again: ["baseline", "write", "a.txt", "--baseline", "known.json"],
      results: ["known.json"]
    ),
    Work(
      testDescription: "stream --output, resumed",
      files: ["in.ndjson": lines(3)],
      arguments: ["stream", "in.ndjson", "--output", "answers.ndjson"],
      again: ["stream", "in.ndjson", "--output", "answers.ndjson", "--resume"],
      growing: ["answers.ndjson"]
    ),
    Work(
      testDescription: "collate --output",
      files: ["a.txt": article(1), "b.txt": article(2), "apparatus.xml": "Old.\n"],
      arguments: ["collate", "--format", "tei", "--output", "apparatus.xml", "a.txt", "b.txt"],
      again: ["collate", "--format", "tei", "--output", "apparatus.xml", "a.txt", "b.txt"],
      results: ["apparatus.xml"]
    ),
    Work(
      testDescription: "collate --store",
      files: ["a.txt": article(1), "b.txt": article(2)],
      arguments: ["collate", "--store", "stories.db", "a.txt", "b.txt"],
      again: ["collate", "--store", "stories.db", "a.txt", "b.txt"],
      remembers: true
    ),
  ]

  /// What a fault does: the process ends, the disk is full from now on, or one call fails.
  enum Fault: String, CaseIterable {
    case kill = "kill"
    case fullDisk = "28"
    case brokenDisk = "5"

    var environment: [String: String] {
      self == .fullDisk ? ["STEMMA_FAULT_LASTS": "1"] : [:]
    }
  }

  @Test(arguments: works, Fault.allCases)
  func `leaves each file as it was or as it was to be, at every call, and can be done again`(
    work: Work,
    fault: Fault
  ) throws {
    let shim = try #require(FaultLibrary.path)
    let whole = try Trial(work)
    let before = whole.contents
    let count = try whole.calls(through: shim)
    try #require(count > 0)
    let after = whole.contents
    let answers = [whole.answer, try whole.run(work.again).text]
    let calls = stride(from: 1, through: count, by: Figures.areWanted ? 1 : step(of: work, fault))
    for call in calls {
      let trial = try Trial(work)
      let run = try trial.run(
        work.arguments,
        through: shim,
        ["STEMMA_FAULT_AT": "\(call)", "STEMMA_FAULT": fault.rawValue]
          .merging(fault.environment) { $1 }
      )
      let place = Comment(rawValue: "\(fault) at call \(call) of \(count): \(run.complaints)")
      if fault == .kill {
        #expect(run.status == -SIGKILL, place)
      } else {
        #expect(run.status == 0 || run.status == 2, place)
        #expect(run.status == 0 || run.complaints.hasPrefix("stemma: "), place)
        #expect(try trial.litter == [], place)
      }
      for name in work.results {
        let content = trial.contents[name]
        // Where a text could not be written, the report is one on the others.
        let isOther = run.status == 2 && name.hasSuffix(".json") && isJSON(content ?? "")
        #expect(content == before[name] || content == after[name] || isOther, place)
        if run.status == 0 { #expect(content == after[name], place) }
      }
      for name in work.growing {
        #expect((after[name] ?? "").hasPrefix(trial.contents[name] ?? ""), place)
      }
      let again = try trial.run(work.again)
      #expect(again.status == 0, "\(place): again: \(again.complaints)")
      #expect(answers.contains(again.text), place)
      #expect(trial.contents == after, place)
    }
    try Figures.add(Array(calls).count, to: "faults injected")
  }

  /// Every how many calls a fault is tried where no figures are wanted: in a minute, not in five.
  private func step(of work: Work, _ fault: Fault) -> Int {
    fault == .kill ? (work.remembers ? 6 : 1) : (work.remembers ? 25 : 4)
  }

  private func isJSON(_ text: String) -> Bool {
    (try? JSONSerialization.jsonObject(with: Data(text.utf8))) != nil
  }

  private static func article(_ i: Int) -> String {
    """
    Port \(i) reopens after storm, harbour master says

    The port of Valmora reopened on Monday after a storm kept \(i) ships at sea for two days.

    Leave a Reply

    """
  }

  private static func lines(_ count: Int) -> String {
    (1...count).map { #"{"id": \#($0), "text": "Port \#($0) is observe to wait."}"# + "\n" }
      .joined()
  }
}

/// A folder in which work is done once.
private final class Trial {
  private let folder: Folder
  private let work: `A run that is killed, or runs out of disk,`.Work
  private(set) var answer = ""

  init(_ work: `A run that is killed, or runs out of disk,`.Work) throws {
    self.work = work
    folder = try Folder()
    for (name, text) in work.files { try folder.file(name, text) }
  }

  /// What the results hold; those that are not there have no entry.
  var contents: [String: String] {
    var contents: [String: String] = [:]
    for name in work.results + work.growing { contents[name] = try? folder.contents(of: name) }
    return contents
  }

  /// Temporary files that were left.
  var litter: [String] {
    get throws {
      try FileManager.default.subpathsOfDirectory(atPath: folder.url.path)
        .filter { $0.contains(".stemma-") }
    }
  }

  /// Does the work, and says how many calls changed files.
  func calls(through shim: String) throws -> Int {
    let count = folder.url.appendingPathComponent("count").path
    let run = try run(work.arguments, through: shim, ["STEMMA_FAULT_COUNT": count])
    #expect(run.status == 0, "\(run.complaints)")
    answer = run.text
    return Int(try folder.contents(of: "count").dropLast()) ?? 0
  }

  func run(
    _ arguments: [String],
    through shim: String,
    _ environment: [String: String]
  ) throws -> Invocation {
    try AcceptanceTests.run(
      named: builtProduct("stemma").path,
      arguments: arguments,
      in: folder.url,
      environment: environment.merging(["LD_PRELOAD": shim]) { $1 }
    )
  }

  func run(_ arguments: [String]) throws -> Invocation {
    try AcceptanceTests.run(
      named: builtProduct("stemma").path,
      arguments: arguments,
      in: folder.url
    )
  }
}
#endif
