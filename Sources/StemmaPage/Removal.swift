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
      kept += inked(edit.inserted.utf8)
      if edit.editClass == .boilerplate {
        let removed = Array(received[edit.span.range])
        taken += inked(document.input.mediaType == .text ? removed : withoutTags(removed))
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

/// Bytes that are no white space.
private func inked(_ bytes: some Sequence<UInt8>) -> Int { bytes.count { $0 > 0x20 } }
