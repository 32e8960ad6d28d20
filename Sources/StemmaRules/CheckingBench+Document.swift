internal import StemmaText

// Checks of the whole document, and what they go by.
extension CheckingBench {
  /// Checks what only the whole document shows.
  mutating func checkDocument(
    _ sight: Sight,
    _ subject: inout CheckedDocument,
    _ read: ReadTokens,
    _ sheet: inout FindingSheet
  ) {
    guard !documentRules.isEmpty else { return }
    subject.take(read.signs)
    for index in documentRules { prepare(index) }
    let checks = documentRules.map { index -> DocumentCheck in
      guard let check = outlines[index]?.check else {
        preconditionFailure("The tag of a rule says how it matches.")
      }
      return check
    }
    let asksForFurniture = checks.contains { $0 == .furnitureLines || $0 == .probableFurniture }
    // The reading of the lines is gone before the other checks take their room.
    let told =
      asksForFurniture
      ? furniture(in: subject, read.lineWords, sheet.found, isWhole: false)?.told : nil
    let sightings = DocumentCheck.sightings(
      of: checks,
      in: subject,
      words: &words,
      furniture: told ?? ([], [])
    )
    for (index, sightings) in zip(documentRules, sightings) {
      for sighting in sightings {
        guard !sheet.isFull(index), let finding = prepared[index]?.finding(for: sighting, sight)
        else { continue }
        sheet.add(finding, of: index)
      }
    }
  }

  /// Whether lines of a document can be told from furniture.
  func hasFurniture(_ subject: CheckedDocument) -> Bool {
    subject.document.mediaType == .text
      && subject.segmentation.lines.count >= FurnitureReading.fewestLines
  }

  /// What the packs know of lines, read when a document first asks.
  mutating func readLineReading() -> LineReading? {
    if lineReading == nil { lineReading = ruleset.lineReading }
    return lineReading
  }

  /// The lines of a plain text, read with what rules on boilerplate saw in it.
  ///
  /// No other check goes by findings: a line between two share bars is told by them.
  private mutating func furniture(
    in subject: CheckedDocument,
    _ lineWords: [LineWord],
    _ found: [(rule: Int, finding: Finding)],
    isWhole: Bool
  ) -> FurnitureReading? {
    guard hasFurniture(subject), let lineReading = readLineReading() else { return nil }
    let evidence = found.filter { $0.finding.kind == .boilerplate }
      .map { (rule: $0.finding.rule, span: $0.finding.spans[0]) }
    return FurnitureReading(
      subject.document,
      subject.segmentation,
      lineWords,
      evidence,
      lineReading,
      isWhole: isWhole
    )
  }

  /// The names of the signs of each line of a document.
  mutating func lineSigns(
    in document: Document,
    _ segmentation: Segmentation
  ) -> [(span: Span<Extracted>, signs: [String])] {
    let found = findings(in: document, segmentation, upTo: .max - 1).enumerated().map { ($0, $1) }
    let seen = found.filter { $0.1.rule != "furniture-line" && $0.1.rule != "probable-furniture" }
    let subject = CheckedDocument(document, segmentation, ruleset.lexicon)
    let read = readTokens(subject) { _, _ in }
    guard let furniture = furniture(in: subject, read.lineWords, seen, isWhole: true) else {
      return []
    }
    return furniture.lines.indices.map { i in
      var names: [String] = []
      furniture.signs(of: i) { family, value in names.append("\(family.name):\(value)") }
      return (furniture.lines[i].span, names)
    }
  }
}
