internal import StemmaMarkup
public import StemmaText

extension Examined {
  /// What readers wrote under an article, which is no part of its text.
  public struct Comments: Hashable, Sendable {
    /// Where it stands in what arrived.
    public let span: Span<Received>

    /// Its words without markup, paragraphs set apart by a blank line; UTF-8.
    public let text: [UInt8]
  }

  /// The comments of readers on a page, by position; empty for text without markup.
  ///
  /// They were taken out by the rule `reader-comments`; what is taken out is read here again.
  public var comments: [Comments] {
    document.lineage.edits.compactMap { edit in
      guard edit.rule == ReaderEvent.readerComments.rawValue else { return nil }
      let bytes = Array(document.received[edit.span.range])
      guard
        let part = try? StemmaMarkup.document(from: bytes, as: .html, charset: "utf-8")
      else { return nil }
      let words = Array(
        part.blocks.map { part.text[$0.span.range] }.joined(separator: [0x0A, 0x0A])
      )
      return words.isEmpty ? nil : Comments(span: edit.span, text: words)
    }
  }
}
