import StemmaText

/// What holds of every document, whatever it was read from.
func expectSound(_ document: Document) {
  expect(String(validating: document.received, as: UTF8.self) != nil, "received text is UTF-8")
  expect(String(validating: document.text, as: UTF8.self) != nil, "extracted text is UTF-8")
  expectSound(document.lineage, "reading")
  expect(document.lineage.sourceCount == document.received.count, "a lineage covers its source")
  expect(
    document.lineage.applied(to: document.received) == document.text,
    "replayed edits give the text"
  )
  let texts = (received: document.received, extracted: document.text)
  for edit in document.lineage.edits {
    expect(isWhole(edit.span.range, in: texts.received), "an edit cuts no character in two")
  }
  var end = 0
  for block in document.blocks {
    expect(block.span.lower >= end, "blocks are sorted and apart")
    expect(isWhole(block.span.range, in: texts.extracted), "a block cuts no character in two")
    end = block.span.upper
  }
}

/// What holds of every lineage: its edits are sorted and apart, and its runs and edits cover both
/// texts.
func expectSound<From, To>(_ lineage: Lineage<From, To>, _ name: String) {
  var end = 0
  for edit in lineage.edits {
    expect(edit.span.lower >= end, "\(name): edits are sorted and apart")
    end = edit.span.upper
  }
  expect(end <= lineage.sourceCount, "\(name): edits stand in the text")
  let copied = lineage.copies.reduce(0) { $0 + $1.source.count }
  let removed = lineage.edits.reduce(0) { $0 + $1.span.count }
  let inserted = lineage.edits.reduce(0) { $0 + $1.inserted.utf8.count }
  expect(copied + removed == lineage.sourceCount, "\(name): every byte is copied or removed")
  expect(copied + inserted == lineage.resultCount, "\(name): every byte is copied or inserted")
}

/// What holds of the places that something is read from: they are sorted, apart and whole.
func expectSound(_ places: [Span<Extracted>], in document: Document) {
  var end = 0
  for place in places {
    expect(place.lower >= end && place.upper > place.lower, "places are sorted and apart")
    expect(isWhole(place.range, in: document.text), "a place cuts no character in two")
    end = place.upper
  }
}

private func isWhole(_ range: Range<Int>, in text: [UInt8]) -> Bool {
  range.upperBound <= text.count && isBoundary(range.lowerBound, in: text)
    && isBoundary(range.upperBound, in: text)
}

private func isBoundary(_ offset: Int, in text: [UInt8]) -> Bool {
  offset == text.count || text[offset] & 0xC0 != 0x80
}
