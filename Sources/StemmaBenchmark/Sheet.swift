import Foundation

/// The measurements of one run, and the page that shows them.
struct Sheet {
  private let corpus: Corpus
  private var measurements: [Measurement] = []

  /// The other tools; `nil` where they were not asked for.
  var peers: Peers?

  init(_ corpus: Corpus) { self.corpus = corpus }

  mutating func add(_ measurement: Measurement) { measurements.append(measurement) }

  /// The page, in Markdown.
  var markdown: String {
    let sizes = [corpus.pages, corpus.texts, corpus.feeds].map { files in
      files.reduce(0) { $0 + $1.bytes.count } / 1000
    }
    var lines = [
      "# Speed",
      "",
      "What each stage costs, on one core, beside other tools in the same run.",
      "",
      "## Overview",
      "",
      "Written by `swift run -c release StemmaBenchmark --peers`. CPU time of the quickest of",
      "several times on \(corpus.description):",
      "\(sizes[0]) KB of pages, \(sizes[1]) KB of texts, \(sizes[2]) KB of feeds.",
      "Ratios of one run hold on other machines too; the figures do not.",
      "",
      "| stage | MB/s | documents/s | times its floor |",
      "|---|---|---|---|",
    ]
    lines += measurements.map(row)
    lines += [
      "", "The floor of pages is libxml2 alone, that of everything else a copy of the bytes.",
      "Reading shows libxml2 what makes elements, and reads text and attributes itself.", "",
    ]
    if let peers { lines += table(of: peers) }
    lines += ["Largest memory of the run: \(peakMegabytes) MB.", ""]
    return lines.joined(separator: "\n")
  }

  private func row(_ own: Measurement) -> String {
    let floor = measurements.first { $0.stage == own.stage.floor }?.seconds ?? own.seconds
    return "| \(own.stage.rawValue) | \(rate(own.bytes, own.seconds)) | "
      + "\(number(Double(own.documents) / own.seconds)) | \(number(own.seconds / floor)) |"
  }

  private func table(of peers: Peers) -> [String] {
    var lines = ["| peer | task | MB/s | Stemma is faster by |", "|---|---|---|---|"]
    for row in peers.rows {
      guard let own = measurements.first(where: { "\($0.stage)" == row.stage }) else { continue }
      guard let seconds = row.seconds else {
        lines.append("| \(row.name) | \(row.task) | not installed | |")
        continue
      }
      let others = own.stage.beside.compactMap { words, stage in
        measurements.first { $0.stage == stage }.map { "\(words) \(number(seconds / $0.seconds))" }
      }
      let ratio = number(seconds / own.seconds)
      let ratios = others.isEmpty ? ratio : "\(ratio) (\(others.joined(separator: ", ")))"
      lines.append("| \(row.name) | \(row.task) | \(rate(own.bytes, seconds)) | \(ratios) |")
    }
    lines += [
      "",
      "libxml2 decides which elements a page has; a peer that parses with another library may be quicker",
      "than libxml2 alone is.",
      "",
    ]
    return lines
  }

  private func rate(_ bytes: Int, _ seconds: Double) -> String {
    number(Double(bytes) / 1e6 / seconds)
  }

  /// Three digits that count.
  private func number(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    return value >= 100
      ? String(Int(value.rounded()))
      : String(format: value >= 10 ? "%.1f" : "%.2f", locale: Locale(identifier: "C"), value)
  }

  private var peakMegabytes: Int {
    var usage = rusage()
    #if os(Linux)
    getrusage(RUSAGE_SELF.rawValue, &usage)
    return usage.ru_maxrss / 1024
    #else
    getrusage(RUSAGE_SELF, &usage)
    return usage.ru_maxrss / 1_048_576
    #endif
  }
}
