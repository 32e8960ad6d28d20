import Foundation

/// What other tools took on the same files, as `peers.py` measured them.
struct Peers {
  /// One tool at one task.
  struct Row: Decodable {
    /// Name and version.
    let name: String

    /// What it did.
    let task: String

    /// CPU seconds of the quickest time; `nil` where the tool is not there.
    let seconds: Double?

    /// The stage of ours that it is set against, by its case.
    let stage: String
  }

  let rows: [Row]

  /// What the script is told.
  private struct Request: Encodable {
    let pages: [String]
    let texts: [String]
    let feeds: [String]
    let pairs: [String]
    let times: Int
  }

  /// Runs the script on a corpus.
  init(on corpus: Corpus, in folder: URL, times: Int) throws {
    let request = folder.appending(path: "request.json")
    let answer = folder.appending(path: "answer.json")
    let files = Request(
      pages: corpus.pages.map(\.path),
      texts: corpus.texts.map(\.path),
      feeds: corpus.feeds.map(\.path),
      pairs: corpus.files(for: .pairs).map(\.path),
      times: max(1, times / 2)
    )
    try JSONEncoder().encode(files).write(to: request)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = [
      "python3", "Sources/StemmaBenchmark/peers.py", request.path, answer.path,
    ]
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw Failure.script(process.terminationStatus) }
    rows = try JSONDecoder().decode([Row].self, from: Data(contentsOf: answer))
  }

  /// Why the peers could not be measured.
  enum Failure: Error, CustomStringConvertible {
    case script(Int32)

    var description: String {
      switch self {
      case .script(let status): "peers.py ended with status \(status); its complaint stands above."
      }
    }
  }
}
