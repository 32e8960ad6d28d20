internal import StemmaText

/// What the parser saw of a page, in the order of its bytes.
///
/// The pieces account for every byte of the source: they are sorted, and each starts where the one
/// before it ended. Offsets are 32 bits wide, for pages are smaller than 2 GiB and there are many.
struct Markup: Sendable {
  /// The pieces, by position.
  var pieces: [MarkupPiece] = []

  /// The elements, by the position of their start.
  var nodes: [MarkupNode] = []

  /// The attributes of all elements, those of one side by side.
  var attributes: [MarkupAttribute] = []

  /// Values of attributes, and text that stands in for what the source says.
  var bytes: [UInt8] = []

  /// How text was found in the source.
  var census = RunCensus()

  /// What could not be read as it was meant, or was too much to read.
  var setbacks: [Setback] = []

  /// Cuts text at markup that stands in it and was not read as such; sorted and disjoint.
  mutating func setApart(_ tags: [MarkupPiece]) {
    var result: [MarkupPiece] = []
    result.reserveCapacity(pieces.count + 2 * tags.count)
    var starts: [Int32] = []
    starts.reserveCapacity(pieces.count + 1)
    var next = tags[...]
    for piece in pieces {
      starts.append(Int32(result.count))
      while let tag = next.first, tag.upper <= piece.lower { next.removeFirst() }
      guard piece.kind == .text else {
        result.append(piece)
        continue
      }
      var lower = piece.range.lowerBound
      while let tag = next.first, tag.lower < piece.upper {
        let cut = max(lower, Int(tag.lower))..<Int(min(tag.upper, piece.upper))
        if cut.lowerBound > lower { result.append(MarkupPiece(.text, lower..<cut.lowerBound)) }
        result.append(MarkupPiece(tag.kind, cut, payload: 1))
        lower = cut.upperBound
        if tag.upper > piece.upper { break }
        next.removeFirst()
      }
      if lower < piece.range.upperBound {
        result.append(MarkupPiece(.text, lower..<piece.range.upperBound))
      }
    }
    starts.append(Int32(result.count))
    pieces = result
    for i in nodes.indices {
      let old = nodes[i].pieces
      nodes[i].pieces = starts[Int(old.lowerBound)]..<starts[Int(old.upperBound)]
    }
  }

  /// The value of an element's attribute; `nil` where it has none of that name.
  func value(of name: AttributeName, on node: Int) -> ArraySlice<UInt8>? {
    for attribute in attributes[nodes[node].attributes] where attribute.name == name {
      return bytes[Int(attribute.lower)..<Int(attribute.upper)]
    }
    return nil
  }
}

/// A stretch of the source that is one thing.
struct MarkupPiece: Sendable {
  enum Kind: UInt8, Sendable {
    /// Text that stands in the source as it is read.
    case text
    /// A character reference, or text that could only be read as a whole; what it says is in `payload`.
    case reference
    /// The start tag of an element; empty where the element is implied.
    case open
    /// The end tag of an element; empty where the end is implied.
    case close
    /// A tag that makes or ends no element.
    case strayTag
    case comment
    /// A document type, processing instruction or CDATA mark.
    case declaration
  }

  let kind: Kind
  let lower: Int32
  let upper: Int32

  /// The element of a tag; where a reference's text starts in `Markup.bytes`; 1 for what the parser
  /// was not shown.
  let payload: Int32

  /// Length of a reference's text.
  let payloadCount: Int32

  /// Where it stands in the source.
  var range: Range<Int> { Int(lower)..<Int(upper) }

  init(_ kind: Kind, _ range: Range<Int>, payload: Int = 0, payloadCount: Int = 0) {
    self.kind = kind
    lower = Int32(range.lowerBound)
    upper = Int32(range.upperBound)
    self.payload = Int32(payload)
    self.payloadCount = Int32(payloadCount)
  }
}

/// An element.
struct MarkupNode: Sendable {
  let name: ElementName

  /// The element it stands in; -1 for none.
  let parent: Int32

  /// Its start tag; empty where it is implied.
  let startTag: Range<Int32>

  /// Its end tag; empty where it is implied, or stands nowhere.
  var endTag: Range<Int32>

  /// Its attributes among those of the page; only those that `AttributeName` lists.
  let attributes: Range<Int>

  /// Its pieces, from its start tag to its end tag, both included.
  var pieces: Range<Int32>

  /// All of it, tags included.
  var range: Range<Int> { Int(startTag.lowerBound)..<Int(endTag.upperBound) }

  /// What stands between its tags.
  var content: Range<Int> { Int(startTag.upperBound)..<Int(endTag.lowerBound) }
}

/// An attribute that a later stage asks for.
struct MarkupAttribute: Sendable {
  let name: AttributeName
  let lower: Int32
  let upper: Int32
}

/// How the parser's text runs were found in the source.
struct RunCensus: Hashable, Sendable {
  /// Equal to the bytes at their place.
  var exact = 0
  /// Said by a character reference.
  var references = 0
  /// Not reported by the parser, and kept as it stands.
  var recovered = 0
  /// Reported by the parser, and not found: the source up to here is replaced by it.
  var unmapped = 0
}

/// Something that could not be read as it was meant, or a limit that was reached, and where.
struct Setback: Hashable, Sendable {
  let event: ReaderEvent
  let offset: Int
  let detail: String

  init(_ event: ReaderEvent = .limitReached, at offset: Int, _ detail: String) {
    self.event = event
    self.offset = offset
    self.detail = detail
  }

  /// The remark to be made.
  var mark: Decoding.Mark { .init(event: event, span: offset..<offset, detail: detail) }
}
