internal import StemmaText

/// Why a part of a page is not the article, or not its running text.
enum PageReason: UInt8, Sendable {
  /// Not in the element that holds the article.
  case outside
  /// An element made for something else.
  case element
  case role
  case concealed
  case navigation, promotion, sharing, furniture, notice, advertisement, comments
  /// Most of it is links.
  case links
  /// A line that points to another story.
  case pointer
  /// A heading with nothing but links, or nothing at all, behind it.
  case emptyHeading
  /// A label without a sentence.
  case label
  /// Behind the last sentence.
  case trailing
  /// Not in the text that JSON-LD gives as the article's.
  case unlisted
  /// Said again in that text, which stands for the page's own.
  case repeated
  /// A passage that stands on the page twice.
  case copy
  /// About the author; a box of facts; a gallery.
  case author, box, gallery

  /// What the words of a class say; `nil` where they say nothing of this kind.
  init?(_ words: ArticleWord) {
    if words.contains(.navigation) {
      self = .navigation
    } else if words.contains(.notice) {
      self = .notice
    } else if words.contains(.advertisement) {
      self = .advertisement
    } else if words.contains(.sharing) {
      self = .sharing
    } else if words.contains(.promotion) {
      self = .promotion
    } else if words.contains(.furniture) {
      self = .furniture
    } else if words.contains(.concealed) {
      self = .concealed
    } else {
      return nil
    }
  }

  /// The rule that explains it.
  var event: ReaderEvent {
    switch self {
    case .navigation, .links: .pageNavigation
    case .promotion, .sharing, .advertisement, .pointer, .emptyHeading: .pagePromotion
    case .comments: .readerComments
    case .concealed: .concealedText
    case .outside, .element, .role, .furniture, .notice, .label, .trailing, .unlisted, .repeated,
      .copy, .author, .box,
      .gallery:
      .pageFurniture
    }
  }

  /// What a message says of it.
  var summary: String {
    switch self {
    case .outside: "outside the article"
    case .element: "an element that is no part of the text"
    case .role: "an element with a role of its own"
    case .concealed: "not shown to readers"
    case .navigation: "navigation"
    case .promotion: "other stories, or an offer"
    case .sharing: "buttons for sharing"
    case .furniture: "page furniture"
    case .notice: "a notice over the page"
    case .advertisement: "advertisement"
    case .comments: "readers’ comments"
    case .links: "mostly links"
    case .pointer: "a pointer to another story"
    case .emptyHeading: "a heading of links"
    case .label: "a label"
    case .trailing: "behind the last sentence"
    case .unlisted: "not in the article’s text by JSON-LD"
    case .repeated: "said again in the article’s text by JSON-LD"
    case .copy: "a second copy of what stands above"
    case .author: "about the author"
    case .box: "a box beside the text"
    case .gallery: "a gallery"
    }
  }
}
