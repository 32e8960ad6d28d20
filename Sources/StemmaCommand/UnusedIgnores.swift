import Stemma
import StemmaMarkup
import StemmaReports
import StemmaRules
import StemmaSettings
import StemmaText

extension Work {
  /// Whether the arguments name a path, or a folder that it lies in; the path is absolute.
  func covers(_ path: PathName) -> Bool {
    named.contains { $0 == path || path.below($0) != nil }
  }

  /// The files of settings that hold ignores which were not used although all files were read that
  /// they are about, with a finding on each.
  func unusedIgnores(beside used: Set<Settings.Place>) throws(CommandError) -> [ReadText] {
    let unused = scopes.ignores.filter { !used.contains($0.place) && isWhollyCovered($0) }
    var reads: [ReadText] = []
    for name in Set(unused.map(\.place.file)).sorted() {
      let own = unused.filter { $0.place.file == name }
      reads.append(try settingsFile(named: name, holding: own))
    }
    return reads
  }

  private func isWhollyCovered(_ ignore: Settings.Ignore) -> Bool {
    let folder = PathName(bytes: ignore.folder)
    if ignore.files.isEmpty { return covers(folder) }
    return ignore.files.allSatisfy { file in
      let path = file.pattern.plainPath ?? file.pattern.plainFolder
      if path.isEmpty { return covers(folder) }
      let trimmed = path.last == UInt8(ascii: "/") ? path.dropLast() : path[...]
      return covers(folder.appending(PathName(bytes: trimmed)))
    }
  }

  private func settingsFile(
    named name: String,
    holding ignores: [Settings.Ignore]
  ) throws(CommandError) -> ReadText {
    let path = PathName(bytes: ignores[0].folder).appending(PathName(name).lastComponent)
      .fromCurrentFolder
    let bytes = try contents(of: path, limit: FileLimits.settings)
    let file = InputFile(path: path, name: path.lastComponent.text)
    let source = Source(bytes, name: file.name, uri: path.relativeReference, format: .text)
    return ReadText(
      examined: Examined(telling: ignores.map { $0.unusedFinding(in: bytes) }, in: source),
      file: file,
      label: path.text,
      stem: file.name
    )
  }
}

extension Settings.Ignore {
  fileprivate func unusedFinding(in bytes: [UInt8]) -> Finding {
    var reach = ""
    if !rules.isEmpty { reach += " of \(rules.map { "‘\($0.value)’" }.joined(separator: ", "))" }
    if !quotes.isEmpty { reach += " about \(quotes.map { "‘\($0)’" }.joined(separator: ", "))" }
    if !files.isEmpty {
      reach += " in \(files.map { "‘\($0.pattern.text)’" }.joined(separator: ", "))"
    }
    return Finding(
      rule: UnusedIgnore.rule,
      kind: .metadata,
      severity: UnusedIgnore.severity,
      spans: [Span(range(in: bytes))],
      message: "This ignore is not needed: nothing\(reach) was found. Take it out."
    )
  }

  /// The rest of the line that the ignore starts on.
  private func range(in bytes: [UInt8]) -> Range<Int> {
    let lines = LineTable(bytes)
    var start = 0
    for _ in 1..<max(1, place.line) {
      start = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
    }
    let line = lines.line(at: start)
    var lower = line.lowerBound
    var column = 1
    while lower < line.upperBound, column < place.column {
      lower += 1
      while lower < line.upperBound, bytes[lower] & 0xC0 == 0x80 { lower += 1 }
      column += 1
    }
    return lower..<line.upperBound
  }
}
