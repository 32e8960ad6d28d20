internal import StemmaText

/// What a page states of its article in one place.
struct PageStatement {
  let field: Particular.Field

  /// The words, with entities read and white space folded.
  let text: String
  let basis: Particular.Basis
  let certainty: Certainty

  /// Where it stands in the source; `nil` where that is not known.
  let place: Range<Int>?

  /// The lower, the surer among statements of one basis.
  let rank: Int

  /// What sort of thing an author is.
  var author = Author.unknown

  enum Author { case unknown, person, organisation }

  /// A statement; `nil` where nothing is said.
  init?(
    _ field: Particular.Field,
    _ text: String?,
    _ basis: Particular.Basis,
    _ certainty: Certainty = .certain,
    at place: Range<Int>?,
    rank: Int = 0
  ) {
    guard let text, text.utf8.count <= 8_000 else { return nil }
    let tidy = tidied(text)
    guard !tidy.isEmpty, tidy.utf8.count <= 2_000 else { return nil }
    self.field = field
    self.text = tidy
    self.basis = basis
    self.certainty = certainty
    self.place = place
    self.rank = rank
  }

  /// The particular that it states, with its value in the form of its field.
  func particular(
    _ value: String,
    raw: String? = nil,
    certainty: Certainty? = nil,
    note: String? = nil
  ) -> Particular {
    let raw = raw ?? text
    return Particular(
      field,
      value: value,
      raw: raw == value ? nil : raw,
      origin: place.map { Span($0) },
      basis: basis,
      certainty: certainty ?? self.certainty,
      note: note
    )
  }
}

/// The text with its entities read and its white space folded.
func tidied(_ text: String) -> String {
  if text.utf8.isTidy { return text }
  let bytes = Array(text.utf8)
  let escapes = bytes.withUnsafeBufferPointer { EscapedCharacters($0, in: 0..<bytes.count).edits }
  let plain =
    escapes.isEmpty
    ? bytes : (laid(escapes, over: bytes.count) as Lineage<Extracted, Unescaped>).applied(to: bytes)
  var kept: [UInt8] = []
  var i = 0
  while i < plain.count {
    // Soft hyphens and invisible spaces are no letters of a title or name.
    if plain[i] == 0xC2, i + 1 < plain.count, plain[i + 1] == 0xAD {
      i += 2
    } else if plain[i] == 0xE2, i + 2 < plain.count, plain[i + 1] == 0x80,
      [0x8B, 0x8E, 0x8F].contains(plain[i + 2])
    {
      i += 3
    } else if plain[i] == 0xEF, i + 2 < plain.count, plain[i + 1] == 0xBB, plain[i + 2] == 0xBF {
      i += 3
    } else if plain[i] == 0xC2, i + 1 < plain.count, plain[i + 1] == 0xA0 {
      kept.append(0x20)
      i += 2
    } else {
      kept.append(plain[i])
      i += 1
    }
  }
  let words = kept.split { $0.isMarkupSpace || $0 == 0 }
  return String(decoding: Array(words.joined(separator: [0x20])), as: UTF8.self)
}

extension String.UTF8View {
  /// Whether nothing in it is an entity, an invisible character, or white space but single spaces.
  fileprivate var isTidy: Bool {
    var last: UInt8 = 0x20
    for byte in self {
      switch byte {
      case 0..<0x20, 0x26, 0xC2, 0xE2, 0xEF: return false
      case 0x20 where last == 0x20: return false
      default: last = byte
      }
    }
    return last != 0x20 || isEmpty
  }
}

/// A language tag (RFC 5646) in its usual case; `nil` for what is none.
func languageTag(_ text: String) -> String? {
  let parts = text.split { $0 == "-" || $0 == "_" || $0 == "." }.map(String.init)
  guard let first = parts.first, (2...3).contains(first.utf8.count),
    first.utf8.allSatisfy(\.isLetter)
  else { return nil }
  let rest = parts.dropFirst().prefix(2).map { part in
    part.utf8.count == 2
      ? part.uppercased()
      : part.utf8.count == 4 ? part.prefix(1).uppercased() + part.dropFirst().lowercased() : part
  }
  return ([first.lowercased()] + rest).joined(separator: "-")
}

/// Whether a text is an address of the web.
func isWebAddress(_ text: String) -> Bool {
  let start = text.prefix(8).lowercased()
  return start.hasPrefix("http://") || start.hasPrefix("https://")
}
