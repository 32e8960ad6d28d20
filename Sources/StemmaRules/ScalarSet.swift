/// A set of Unicode scalars, as a pattern writes it.
struct ScalarSet: Hashable, Sendable {
  /// A named set.
  enum Property: Hashable, Sendable {
    case word, digit, space, letter, uppercase, lowercase, titlecase, mark, number, punctuation
    case symbol, separator, currency, emoji
    /// Ranges of a script.
    case script(Script)
  }

  /// A named set, or all that is not in it.
  struct Term: Hashable, Sendable {
    let property: Property
    let isNegated: Bool
  }

  /// Single scalars and ranges of them.
  var ranges: [ClosedRange<UInt32>] = []

  /// Named sets.
  var terms: [Term] = []

  /// Whether the set is all that is not listed.
  var isNegated = false

  /// Whether case is disregarded.
  var foldsCase = false

  /// Whether a scalar belongs to the set.
  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let isListed =
      foldsCase
      ? CaseFolding.variants(of: scalar).contains(where: lists)
      : lists(scalar)
    return isListed != isNegated
  }

  /// Whether a scalar belongs to one of the ranges or terms.
  private func lists(_ scalar: Unicode.Scalar) -> Bool {
    ranges.contains { $0.contains(scalar.value) }
      || terms.contains { $0.property.contains(scalar) != $0.isNegated }
  }

  /// The members, where they are few, in order; `nil` otherwise.
  func members(atMost limit: Int) -> [Unicode.Scalar]? {
    guard !isNegated, terms.isEmpty, ranges.reduce(0, { $0 + $1.count }) <= limit else {
      return nil
    }
    return ranges.flatMap { $0.compactMap { Unicode.Scalar($0) } }
  }
}

extension ScalarSet.Property {
  /// Whether a scalar belongs to the named set.
  func contains(_ scalar: Unicode.Scalar) -> Bool {
    let category = scalar.properties.generalCategory
    switch self {
    case .word:
      // As in UTS #18, Annex C: alphabetic, marks, decimal digits, connectors, joiners.
      return scalar.properties.isAlphabetic || category == .decimalNumber || category.isMark
        || category == .connectorPunctuation || scalar == "\u{200c}" || scalar == "\u{200d}"
    case .digit: return category == .decimalNumber
    case .space: return scalar.properties.isWhitespace
    case .letter: return category.isLetter
    case .uppercase: return category == .uppercaseLetter
    case .lowercase: return category == .lowercaseLetter
    case .titlecase: return category == .titlecaseLetter
    case .mark: return category.isMark
    case .number:
      return category == .decimalNumber || category == .letterNumber || category == .otherNumber
    case .punctuation: return category.isPunctuation
    case .symbol:
      return category == .mathSymbol || category == .currencySymbol
        || category == .modifierSymbol || category == .otherSymbol
    case .separator:
      return category == .spaceSeparator || category == .lineSeparator
        || category == .paragraphSeparator
    case .currency: return category == .currencySymbol
    case .emoji: return scalar.properties.isEmojiPresentation
    case .script(let script): return script.contains(scalar)
    }
  }

  /// The property that `\p{…}` names.
  init?(named name: String) {
    switch name {
    case "L", "Letter": self = .letter
    case "Lu": self = .uppercase
    case "Ll": self = .lowercase
    case "Lt": self = .titlecase
    case "M": self = .mark
    case "N": self = .number
    case "Nd": self = .digit
    case "P": self = .punctuation
    case "S": self = .symbol
    case "Sc": self = .currency
    case "Z": self = .separator
    case "Emoji": self = .emoji
    default:
      guard let script = Script(rawValue: name) else { return nil }
      self = .script(script)
    }
  }

  /// The names that `\p{…}` takes, for messages.
  static let names =
    ["L", "Lu", "Ll", "Lt", "M", "N", "Nd", "P", "S", "Sc", "Z", "Emoji"]
    + Script.allCases.map(\.rawValue)
}

extension Unicode.GeneralCategory {
  /// Whether it is one of L.
  var isLetter: Bool {
    switch self {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: true
    default: false
    }
  }

  /// Whether it is one of M.
  var isMark: Bool {
    switch self {
    case .nonspacingMark, .spacingMark, .enclosingMark: true
    default: false
    }
  }

  /// Whether it is one of P.
  var isPunctuation: Bool {
    switch self {
    case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation,
      .initialPunctuation, .finalPunctuation, .otherPunctuation:
      true
    default: false
    }
  }
}

/// Scripts of news, by their blocks (Unicode 16, Blocks.txt), letters and marks alone.
enum Script: String, Hashable, Sendable, CaseIterable {
  case latin = "Latin"
  case greek = "Greek"
  case cyrillic = "Cyrillic"
  case armenian = "Armenian"
  case hebrew = "Hebrew"
  case arabic = "Arabic"
  case devanagari = "Devanagari"
  case bengali = "Bengali"
  case thai = "Thai"
  case georgian = "Georgian"
  case hangul = "Hangul"
  case hiragana = "Hiragana"
  case katakana = "Katakana"
  case han = "Han"

  /// Whether a letter or mark is written in the script.
  func contains(_ scalar: Unicode.Scalar) -> Bool {
    guard ranges.contains(where: { $0.contains(scalar.value) }) else { return false }
    let category = scalar.properties.generalCategory
    return category.isLetter || category.isMark || category == .letterNumber
  }

  private var ranges: [ClosedRange<UInt32>] {
    switch self {
    case .latin:
      [
        0x41...0x5a, 0x61...0x7a, 0xaa...0xaa, 0xba...0xba, 0xc0...0x24f, 0x250...0x2af,
        0x1d00...0x1d25, 0x1e00...0x1eff, 0x2c60...0x2c7f, 0xa722...0xa7ff, 0xfb00...0xfb06,
        0xff21...0xff3a, 0xff41...0xff5a,
      ]
    case .greek: [0x370...0x373, 0x376...0x3e1, 0x3f0...0x3ff, 0x1f00...0x1fff]
    case .cyrillic: [0x400...0x52f, 0x1c80...0x1c8f, 0x2de0...0x2dff, 0xa640...0xa69f]
    case .armenian: [0x531...0x58a, 0xfb13...0xfb17]
    case .hebrew: [0x591...0x5f4, 0xfb1d...0xfb4f]
    case .arabic: [0x600...0x6ff, 0x750...0x77f, 0x8a0...0x8ff, 0xfb50...0xfdff, 0xfe70...0xfefc]
    case .devanagari: [0x900...0x97f, 0xa8e0...0xa8ff]
    case .bengali: [0x980...0x9ff]
    case .thai: [0xe00...0xe7f]
    case .georgian: [0x10a0...0x10ff, 0x1c90...0x1cbf, 0x2d00...0x2d2f]
    case .hangul: [0x1100...0x11ff, 0x3130...0x318f, 0xa960...0xa97f, 0xac00...0xd7ff]
    case .hiragana: [0x3041...0x309f]
    case .katakana: [0x30a1...0x30ff, 0x31f0...0x31ff, 0xff66...0xff9f]
    case .han:
      [
        0x3005...0x3007, 0x3021...0x3029, 0x3400...0x4dbf, 0x4e00...0x9fff, 0xf900...0xfaff,
        0x20000...0x323af,
      ]
    }
  }
}
