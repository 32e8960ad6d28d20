internal import Stemma
internal import StemmaText

/// How much of a text was taken out, counted in bytes that are neither tags nor white space.
struct Removal: Hashable {
  /// Bytes taken out.
  private(set) var taken = 0

  /// Bytes of the cleaned text.
  private(set) var kept = 0

  /// Nothing at all.
  init() {}

  /// Counts what was done to a document.
  init(from document: DocumentReport, received: [UInt8]) {
    var position = 0
    for edit in document.edits where edit.span.upper <= received.count {
      kept += inked(received[position..<edit.span.lower])
      kept += inked(Array(edit.inserted.utf8)[...])
      if edit.editClass == .boilerplate {
        taken += inked(received[edit.span.range], withoutTags: document.input.mediaType != .text)
      }
      position = edit.span.upper
    }
    kept += inked(received[min(position, received.count)...])
  }

  /// Both together.
  static func + (a: Removal, b: Removal) -> Removal {
    var sum = a
    sum.taken += b.taken
    sum.kept += b.kept
    return sum
  }

  /// The share taken out, with one digit behind the point.
  var share: String { percent(taken, of: taken + kept) }
}

/// Bytes that are no white space; of markup, those that a reader would have seen.
private func inked(_ bytes: ArraySlice<UInt8>, withoutTags: Bool = false) -> Int {
  var count = 0
  var i = bytes.startIndex
  while i < bytes.endIndex {
    if withoutTags, bytes[i] == UInt8(ascii: "<") {
      i = endOfTag(at: i, in: bytes)
      continue
    }
    if bytes[i] > 0x20 { count += 1 }
    i += 1
  }
  return count
}

/// Behind the tag at a place; behind the element, if it is one whose content is not shown.
private func endOfTag(at start: Int, in bytes: ArraySlice<UInt8>) -> Int {
  let close = UInt8(ascii: ">")
  var end = (bytes[start...].firstIndex(of: close) ?? bytes.endIndex - 1) + 1
  for name in ["<script", "<style", "<noscript", "<svg", "<template", "<title"]
  where bytes[start...].prefix(name.utf8.count).map({ $0 | 0x20 }).elementsEqual(name.utf8) {
    while end + 1 < bytes.endIndex,
      !(bytes[end] == UInt8(ascii: "<") && bytes[end + 1] == UInt8(ascii: "/")
        && bytes[(end + 2)...].prefix(name.utf8.count - 1).map({ $0 | 0x20 })
          .elementsEqual(name.utf8.dropFirst()))
    {
      end += 1
    }
    end = min((bytes[end...].firstIndex(of: close) ?? bytes.endIndex - 1) + 1, bytes.endIndex)
  }
  return end
}
