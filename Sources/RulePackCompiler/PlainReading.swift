import StemmaRules
import StemmaText

/// Reads a text without markup: blocks are lines, and cleaning applies every edit that it can.
///
/// Rule authors rehearse with this before anything else is built; the whole pipeline rehearses
/// again in the tests.
func plainReading(of text: String, by checker: Checker) -> Rehearsal.Reading {
  let document = plainDocument(text)
  let findings = checker.findings(in: document, Segmentation(document))
  let sightings = findings.flatMap { finding in
    finding.spans.prefix(1).map {
      Rehearsal.Reading.Sighting(
        rule: finding.rule,
        range: $0.range,
        suggestion: finding.suggestion
      )
    }
  }
  let edits = findings.compactMap(\.edit).sorted { $0.span < $1.span }
  return Rehearsal.Reading(sightings: sightings, cleaned: cleaned(document.text, edits))
}

private func plainDocument(_ text: String) -> Document {
  let bytes = Array(text.utf8)
  var blocks: [Block] = []
  var start = 0
  for end in 0...bytes.count where end == bytes.count || bytes[end] == 0x0a {
    let isBlank = bytes[start..<end].allSatisfy { $0 == 0x20 || $0 == 0x09 || $0 == 0x0d }
    if !isBlank { blocks.append(Block(.paragraph, Span(start..<end))) }
    start = end + 1
  }
  let lineage: Lineage<Received, Extracted>
  do {
    lineage = try Lineage([], over: bytes.count)
  } catch {
    preconditionFailure("No edits are in order.")
  }
  return Document(
    mediaType: .text,
    encoding: TextEncoding(
      declared: nil,
      used: "UTF-8",
      hasByteOrderMark: false,
      isVerbatim: true
    ),
    received: bytes,
    lineage: lineage,
    blocks: blocks
  )
}

/// Applies edits; a deleted line takes its break, and the blank lines behind it, along.
private func cleaned(_ text: [UInt8], _ edits: [Edit<Extracted>]) -> String {
  var isKept = Array(repeating: true, count: text.count)
  var insertions: [Int: String] = [:]
  var end = 0
  for edit in edits where edit.span.lower >= end {
    end = edit.span.upper
    for i in edit.span.range { isKept[i] = false }
    insertions[edit.span.lower] = edit.inserted
    guard edit.inserted.isEmpty, edit.editClass == .boilerplate else { continue }
    takeLine(around: edit.span.range, from: text, &isKept)
  }
  var output: [UInt8] = []
  for i in text.indices {
    if let inserted = insertions[i] { output += Array(inserted.utf8) }
    if isKept[i] { output.append(text[i]) }
  }
  return String(decoding: output, as: UTF8.self)
}

private func takeLine(around range: Range<Int>, from text: [UInt8], _ isKept: inout [Bool]) {
  var start = range.lowerBound
  while start > 0, text[start - 1] != 0x0a {
    guard text[start - 1] == 0x20 || text[start - 1] == 0x09 || !isKept[start - 1] else { return }
    start -= 1
  }
  var next = range.upperBound
  while next < text.count, text[next] != 0x0a {
    guard text[next] == 0x20 || text[next] == 0x09 || text[next] == 0x0d else { return }
    next += 1
  }
  while next < text.count, text[next] <= 0x20 { next += 1 }
  if next == text.count {
    // The last line: the breaks before it go, the one at the end of the text stays.
    while start > 0, text[start - 1] <= 0x20 || !isKept[start - 1] { start -= 1 }
    if start > 0, text.last == 0x0a { next -= 1 }
  } else {
    while next > range.upperBound, text[next - 1] != 0x0a { next -= 1 }
  }
  for i in start..<max(start, next) { isKept[i] = false }
}
