import ArgumentParser
import Foundation
import Stemma
import StemmaMarkup
import StemmaReports
import StemmaText

/// What is put right in files, or would be.
struct Fixing {
  private let work: Work

  /// How many findings were put right.
  private(set) var findingCount = 0

  /// In how many files.
  private(set) var fileCount = 0

  /// Whether everything that was asked for could be done.
  private(set) var isComplete = true

  /// How often a text is looked at again, since what is put right may show something else.
  private static let rounds = 16

  init(of work: Work) { self.work = work }

  /// Writes what is sure into the file of a text; the text as it is then.
  mutating func rewrite(_ read: ReadText, _ known: KnownFindings) throws -> ReadText {
    guard let (fixed, count) = try fixed(read, known) else { return read }
    let bytes = fixed.examined.source.bytes
    let present = try contents(of: read.file.path, limit: .max)
    // The same file under another name was put right already.
    if present == bytes { return fixed }
    guard present == read.examined.source.bytes else {
      complain("\(read.label): was changed meanwhile and is left alone.")
      isComplete = false
      return read
    }
    try write(bytes, to: read.file.path)
    findingCount += count
    fileCount += 1
    return fixed
  }

  /// What would be changed in the file of a text, as a patch, and how many new findings would
  /// remain in it.
  mutating func difference(
    in read: ReadText,
    _ known: KnownFindings
  ) throws -> (patch: [UInt8], remaining: Int) {
    let fix = try fixed(read, known)
    let remaining = known.areNew(in: fix?.text ?? read).count { $0 }
    guard let (fixed, count) = fix else { return ([], remaining) }
    findingCount += count
    fileCount += 1
    let patch = UnifiedDiff(from: read.examined.source.bytes, to: fixed.examined.source.bytes)
      .bytes(named: work.scopes.absolutePath(of: read.file).fromCurrentFolder.bytes)
    return (patch, remaining)
  }

  /// The text with all that is sure put right, and how many findings that took; `nil` where there is
  /// nothing to do, or where it could not be written back as it came.
  private mutating func fixed(
    _ read: ReadText,
    _ known: KnownFindings
  ) throws -> (text: ReadText, count: Int)? {
    guard read.examined.document.mediaType == .text, read.isFile else { return nil }
    var current = read
    var total = 0
    for _ in 0..<Self.rounds {
      let fix = current.examined.fix(where: known.areNew(in: current), under: work.rules)
      guard fix.count > 0, fix.text != current.examined.document.received else {
        return total == 0 ? nil : (current, total)
      }
      guard read.examined.document.encoding.isVerbatim else {
        complain("\(read.label): \(encodingFault(of: read)), and is left alone.")
        isComplete = false
        return nil
      }
      total += fix.count
      current = try again(current, as: fix.text)
    }
    complain("\(read.label): never comes to rest, and is left alone.")
    isComplete = false
    return nil
  }

  private func again(_ read: ReadText, as bytes: [UInt8]) throws -> ReadText {
    let source = read.examined.source
    let text = InputText(
      file: read.file,
      label: read.label,
      stem: read.stem,
      content: .source(
        Source(
          bytes,
          name: source.name,
          uri: source.uri,
          format: .text,
          charset: source.charset,
          language: source.language
        )
      )
    )
    do throws(InputProblem) {
      return try text.examined(by: work.scopes.examination(for: read.file), work.input.choices)
    } catch {
      throw CommandError(error.description)
    }
  }

  private func encodingFault(of read: ReadText) -> String {
    let used = read.examined.document.encoding.used
    return used == "UTF-8"
      ? "holds bytes that are not UTF-8" : "is \(used); only UTF-8 is written back as it came"
  }

  /// Says what was done.
  func tell(remaining: Int) {
    let findings = findingCount == 1 ? "1 finding" : "\(findingCount) findings"
    let files = fileCount == 1 ? "1 file" : "\(fileCount) files"
    complain(
      "\(findings) put right in \(files); \(remaining) \(remaining == 1 ? "remains" : "remain")."
    )
  }

  /// Says what could be done.
  func tellPromise(remaining: Int) {
    let findings = findingCount == 1 ? "1 finding" : "\(findingCount) findings"
    let files = fileCount == 1 ? "1 file" : "\(fileCount) files"
    complain("--fix would put \(findings) right in \(files); \(remaining) would remain.")
  }
}

/// What a check changes.
struct FixOptions: ParsableArguments {
  @Flag(help: "Puts right what is sure, in files of plain text, and tells what remains.")
  var fix = false

  @Flag(help: "Prints what --fix would change, as a patch, and changes nothing.")
  var diff = false
}

extension CheckCommand {
  /// Prints what `--fix` would change; findings that are there fail as without it.
  func printDifference(in work: Work, _ known: KnownFindings) async throws {
    var known = known
    var fixing = Fixing(of: work)
    var output = StandardOutput()
    var worst: Severity?
    var remaining = 0
    let isComplete = try await work.examineEach { read in
      let new = known.new(in: read.examined.report(as: "d", under: work.rules), of: read)
      let failing = failOn ?? work.scopes.scope(of: read.file).failOn
      worst = ([worst].compactMap { $0 } + new.map(\.severity).filter { $0 >= failing }).max()
      let difference = try fixing.difference(in: read, known)
      remaining += difference.remaining
      try output.write(shown(difference.patch))
    }
    try output.flush()
    fixing.tellPromise(remaining: remaining)
    try ExitStatus.end(
      complete: isComplete && fixing.isComplete,
      worst: worst,
      failing: .neutral
    )
  }
}

/// A patch as it is for who applies it; on a terminal, what would steer that is escaped.
private func shown(_ patch: [UInt8]) -> [UInt8] {
  guard isatty(STDOUT_FILENO) == 1 else { return patch }
  return Array(visibleLines(String(decoding: patch, as: UTF8.self)).utf8)
}
