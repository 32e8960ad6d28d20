/// What decoding and parsing can see or do to a text.
///
/// The raw value is the identifier of the rule that explains it, so that every edit made while
/// reading names a rule of the handbook like any other.
public enum ReaderEvent: String, Hashable, Sendable, CaseIterable {
  // Done to HTML and XML; edits without findings.

  /// A tag was taken out.
  case tag = "html-tag"
  /// A comment was taken out.
  case comment = "html-comment"
  /// A document type, processing instruction or CDATA mark was taken out.
  case declaration = "html-declaration"
  /// The content of an element that no reader sees (script, style, head, template) was taken out.
  case hiddenContent = "html-hidden"
  /// A character reference was replaced by its character.
  case characterReference = "html-entity"
  /// White space that a browser does not show was folded.
  case foldedSpace = "html-space"
  /// A line break was put between two blocks.
  case blockBreak = "block-break"
  /// A part of a feed's entry that is not its text (links, dates, categories) was taken out.
  case feedField = "feed-field"

  // What is no part of the article on its page; edits, and remarks that say why.

  /// Links to other pages were left out.
  case pageNavigation = "page-navigation"
  /// Other stories, offers and buttons for sharing were left out.
  case pagePromotion = "page-promotion"
  /// What frames the article, or lies beside it, was left out.
  case pageFurniture = "page-furniture"
  /// Text that the page does not show was left out.
  case concealedText = "concealed-text"
  /// What readers wrote was left out.
  case readerComments = "reader-comments"
  /// The page is a list, an error or a wall, and no article was found on it; nothing is taken out.
  case noArticle = "no-article"

  // Remnants of markup inside text; edits with findings.

  /// A tag stands in the text.
  case tagRemnant = "tag-remnant"
  /// An entity stands in the text, escaped once or several times.
  case entityRemnant = "entity-remnant"
  /// A comment stands in the text.
  case commentRemnant = "comment-remnant"
  /// A CDATA mark or processing instruction stands in the text.
  case declarationRemnant = "declaration-remnant"
  /// A shortcode of a content-management system stands in the text.
  case shortcodeRemnant = "shortcode-remnant"
  /// Attributes of a tag that was cut stand in the text.
  case attributeRemnant = "attribute-remnant"

  // What a page says of its article in two ways.

  /// Two places give different days of publication.
  case conflictingDate = "conflicting-date"
  /// The heading and what the page states have next to nothing in common.
  case conflictingTitle = "conflicting-title"
  /// Two places name different people.
  case conflictingByline = "conflicting-byline"

  // Bytes.

  /// A byte-order mark was taken out.
  case byteOrderMark = "byte-order-mark"
  /// Bytes that are not text in the encoding used; each run became U+FFFD.
  case undecodableBytes = "undecodable-bytes"
  /// NUL bytes were taken out.
  case nul = "nul-byte"
  /// Control characters, which mean nothing in text, were taken out or replaced.
  case controlCharacter = "control-character"
  /// Nothing declared the encoding, and it is not UTF-8.
  case undeclaredEncoding = "undeclared-encoding"
  /// Two places declare different encodings.
  case conflictingEncoding = "conflicting-encoding"
  /// Markup that nothing ends; the text behind it is kept.
  case brokenMarkup = "broken-markup"
  /// A limit was reached; text beyond it is kept.
  case limitReached = "reader-limit"
}

/// A reader event at one place.
public struct Remark: Hashable, Sendable {
  /// What happened.
  public let event: ReaderEvent

  /// Where, in the text without markup; empty where something was taken out.
  public let span: Span<Extracted>

  /// What a message may quote: the bytes, the label, the limit.
  public let detail: String

  /// Creates a remark.
  public init(_ event: ReaderEvent, at span: Span<Extracted>, detail: String = "") {
    self.event = event
    self.span = span
    self.detail = detail
  }
}
