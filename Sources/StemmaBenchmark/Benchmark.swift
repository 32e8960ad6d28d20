import ArgumentParser
import Foundation

/// Measures the stages of Stemma on one core, and its peers in the same run.
///
/// The figures of one run may be set against each other; those of two runs, on a machine that does
/// other things too, may not.
@main
struct Benchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "StemmaBenchmark",
    abstract: "Measures Stemma's stages and its peers on the same texts, in CPU time of one core.",
    discussion: """
      Without PATH the texts are the seeds, and the pages are made of them.

        swift run -c release StemmaBenchmark
        swift run -c release StemmaBenchmark --peers --output Sources/Stemma/Stemma.docc/Speed.md

      The peers are Python packages: pip install trafilatura lxml_html_clean resiliparse turbohtml
      justext feedparser fastfeedparser proselint collatex Levenshtein textacy. One that is not
      there is left out, and said to be; textacy also needs the model en_core_web_sm of spaCy. \
      Harper, a crate, and GenderGapTracker, which needs a model too, are not on PyPI.
      """
  )

  @Argument(help: "Pages (.html, .htm), feeds (.xml, .rss, .atom) and texts (.txt), or folders.")
  var paths: [String] = []

  @Option(help: "How often each stage is measured; the quickest counts.")
  var times = 5

  @Option(help: "Measures this stage alone, such as readPages; may be repeated.")
  var only: [Stage] = []

  @Flag(help: "Measures the peers too, through python3.")
  var peers = false

  @Option(help: "A file for the table, in Markdown; - is standard output.")
  var output = "-"

  func run() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "stemma-benchmark-\(ProcessInfo.processInfo.processIdentifier)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let corpus = try paths.isEmpty ? Corpus(made: folder) : Corpus(of: paths)
    var sheet = Sheet(corpus)
    for stage in Stage.allCases
    where !corpus.files(for: stage.input).isEmpty && (only.isEmpty || only.contains(stage)) {
      sheet.add(Measurement(of: stage, on: corpus, times: times))
    }
    if peers { sheet.peers = try Peers(on: corpus, in: folder, times: times) }
    let table = sheet.markdown
    if output == "-" {
      print(table)
    } else {
      try Data(table.utf8).write(to: URL(filePath: output), options: .atomic)
    }
  }
}

/// CPU time of this process so far, in seconds.
func processorTime() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

/// What a stage took.
struct Measurement {
  let stage: Stage

  /// CPU seconds of the quickest time.
  let seconds: Double

  /// Bytes and documents it was given.
  let bytes: Int
  let documents: Int

  init(of stage: Stage, on corpus: Corpus, times: Int) {
    self.stage = stage
    let inputs = corpus.files(for: stage.input)
    bytes = inputs.reduce(0) { $0 + $1.bytes.count }
    documents = stage.input == .pairs ? inputs.count / 2 : inputs.count
    let work = stage.work(on: inputs.map(\.bytes))
    var best = Double.infinity
    for _ in 0..<max(1, times) {
      let start = processorTime()
      work()
      best = min(best, processorTime() - start)
    }
    seconds = best
  }
}
