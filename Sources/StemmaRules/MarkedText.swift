/// A text in which ⟦ and ⟧ stood around the places that a rule must flag.
struct MarkedText: Hashable {
  /// The text without marks.
  let text: String

  /// The marked places, in UTF-8 bytes of `text`.
  let spans: [Range<Int>]

  /// Takes the marks out of a text; `nil` where they do not pair.
  init?(_ marked: String) {
    var text = ""
    var spans: [Range<Int>] = []
    var open: Int?
    for scalar in marked.unicodeScalars {
      switch scalar {
      case "⟦":
        guard open == nil else { return nil }
        open = text.utf8.count
      case "⟧":
        guard let start = open else { return nil }
        spans.append(start..<text.utf8.count)
        open = nil
      default: text.unicodeScalars.append(scalar)
      }
    }
    guard open == nil else { return nil }
    self.text = text
    self.spans = spans
  }
}
