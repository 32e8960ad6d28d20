/// Cuts the text of one block into tokens, left to right, without looking back.
struct TokenScanner {
  let text: UnsafeBufferPointer<UInt8>
  let end: Int
  var i: Int

  /// Starts at the beginning of a block.
  init(_ text: UnsafeBufferPointer<UInt8>, in block: Range<Int>) {
    self.text = text
    i = block.lowerBound
    end = block.upperBound
  }

  /// Adds the block's tokens to `tokens`.
  mutating func scan(into tokens: inout [Token]) {
    var isAfterSpace = true
    while i < end {
      let byte = text[i]
      if byte.isSpace {
        i += 1
        isAfterSpace = true
        continue
      }
      guard var token = next(byte, isAfterSpace: isAfterSpace) else {
        isAfterSpace = true
        continue
      }
      if isAfterSpace { token.shape.insert(.afterSpace) }
      isAfterSpace = false
      tokens.append(token)
      if token.upper < i { addRest(of: token, to: &tokens) }
    }
  }

  /// Adds what a token was too long for, in tokens like it.
  private func addRest(of token: Token, to tokens: inout [Token]) {
    tokens.removeLast()
    var start = token.lower
    while start < i {
      var stop = min(start + Token.longest, i)
      while stop < i, text[stop] & 0xC0 == 0x80 { stop -= 1 }
      let shape = start == token.lower ? token.shape : token.shape.subtracting(.afterSpace)
      tokens.append(Token(start..<stop, token.kind, shape))
      start = stop
    }
  }

  /// The token at `i`; `nil` where a wide space was passed over.
  private mutating func next(_ byte: UInt8, isAfterSpace: Bool) -> Token? {
    if byte.isLetter { return word() }
    if byte.isDigit { return number() }
    if byte < 0x80 {
      if isAfterSpace, byte == UInt8(ascii: "@") || byte == UInt8(ascii: "#"),
        peek(1).isLetter
      {
        return tag()
      }
      return mark(byte)
    }
    return wide()
  }

  func peek(_ distance: Int) -> UInt8 {
    i + distance < end ? text[i + distance] : 0
  }

  private mutating func wide() -> Token? {
    let letter = Letter(text, at: i)
    let start = i
    switch letter.characterClass {
    case .letter, .mark: return word()
    case .digit: return number()
    case .space, .joiner:
      i += letter.length
      return nil
    case .ideograph:
      i += letter.length
      return Token(start..<i, .word, [.ideograph, .wide])
    case .quote:
      i += letter.length
      return Token(start..<i, .punctuation, [.quote, .wide])
    case .stop:
      i += letter.length
      return Token(start..<i, .punctuation, [.stop, .wide])
    case .punctuation:
      i += letter.length
      return Token(start..<i, .punctuation, .wide)
    case .symbol:
      i += letter.length
      return Token(start..<i, .symbol, .wide)
    }
  }

  private mutating func mark(_ byte: UInt8) -> Token {
    let start = i
    i += 1
    switch Letter(text, at: start).characterClass {
    case .stop:
      if byte == UInt8(ascii: ".") { while i < end, text[i] == byte { i += 1 } }
      return Token(start..<i, .punctuation, .stop)
    case .quote: return Token(start..<i, .punctuation, .quote)
    case .symbol: return Token(start..<i, .symbol, [])
    default:
      if byte == UInt8(ascii: "-") { while i < end, text[i] == byte { i += 1 } }
      return Token(start..<i, .punctuation, [])
    }
  }

  private mutating func tag() -> Token {
    let start = i
    i += 1
    while i < end, text[i].isLetter || text[i].isDigit || text[i] == 0x5F || text[i] >= 0x80 {
      guard text[i] >= 0x80 else {
        i += 1
        continue
      }
      let letter = Letter(text, at: i)
      guard letter.characterClass == .letter else { break }
      i += letter.length
    }
    return Token(start..<i, .address, [])
  }

  // MARK: - Words

  private mutating func word() -> Token {
    let start = i
    var seen = Seen()
    scanLetters(&seen)
    if i < end {
      if let upper = addressEnd(from: start) {
        i = upper
        return Token(start..<i, .address, [])
      }
      if text[i] == UInt8(ascii: ".") { takeStop(of: start, &seen) }
    }
    return Token(start..<i, .word, seen.shape(endingIn: text, at: i))
  }

  /// What was met in a word.
  private struct Seen {
    var letters = 0
    var capitals = 0
    var startsWithCapital = false
    var shape: Token.Shape = []

    @inline(__always)
    mutating func add(isCapital: Bool) {
      if letters == 0 { startsWithCapital = isCapital }
      letters += 1
      if isCapital { capitals += 1 }
    }

    func shape(endingIn text: UnsafeBufferPointer<UInt8>, at end: Int) -> Token.Shape {
      var shape = shape
      if startsWithCapital { shape.insert(.capitalised) }
      if capitals == letters, letters > 1 { shape.insert(.upper) }
      if capitals == 0, letters > 0 { shape.insert(.lower) }
      if shape.contains(.apostrophe), text[end - 1] | 0x20 == UInt8(ascii: "s") {
        let before = text[end - 2]
        if before == UInt8(ascii: "'") || before == 0x99 { shape.insert(.possessive) }
      }
      return shape
    }
  }

  /// Takes letters, digits, and the marks that may stand between them.
  @inline(__always)
  private mutating func scanLetters(_ seen: inout Seen) {
    while i < end {
      let byte = text[i]
      if byte.isLetter {
        seen.add(isCapital: byte.isCapital)
        i += 1
      } else if byte.isDigit {
        seen.shape.insert(.digit)
        i += 1
      } else if byte >= 0x80 {
        guard takeWide(&seen) else { return }
      } else {
        guard takeJoint(byte, &seen) else { return }
      }
    }
  }

  private mutating func takeWide(_ seen: inout Seen) -> Bool {
    let letter = Letter(text, at: i)
    switch letter.characterClass {
    case .letter:
      seen.add(isCapital: letter.isUpper)
      seen.shape.insert(.wide)
    case .mark, .joiner: seen.shape.insert(.wide)
    case .digit: seen.shape.formUnion([.digit, .wide])
    case .quote where letter.scalar == 0x2019 && startsWordPart(i + 3):
      seen.shape.insert(.apostrophe)
    case .punctuation where letter.scalar == 0x2010 || letter.scalar == 0x2011:
      guard startsWordPart(i + 3) else { return false }
      seen.shape.formUnion([.hyphenated, .wide])
    default: return false
    }
    i += letter.length
    return true
  }

  private mutating func takeJoint(_ byte: UInt8, _ seen: inout Seen) -> Bool {
    switch byte {
    case UInt8(ascii: "'"):
      guard startsWordPart(i + 1) else { return false }
      seen.shape.insert(.apostrophe)
    case UInt8(ascii: "-"):
      guard startsWordPart(i + 1) || peek(1).isDigit else { return false }
      seen.shape.insert(.hyphenated)
    case UInt8(ascii: "&"):
      // AT&T, R&D; but not a character reference.
      guard peek(1).isCapital, text[i - 1].isCapital else { return false }
    case UInt8(ascii: "_"):
      guard startsWordPart(i + 1) || peek(1).isDigit else { return false }
    default: return false
    }
    i += 1
    return true
  }

  /// Whether a letter stands at an offset.
  func startsWordPart(_ offset: Int) -> Bool {
    guard offset < end else { return false }
    if text[offset].isLetter { return true }
    return text[offset] >= 0x80 && Letter(text, at: offset).characterClass == .letter
  }

  /// Takes the stop of an abbreviation: “U.S.”, “J.”, “Mr.”.
  private mutating func takeStop(of start: Int, _ seen: inout Seen) {
    guard !seen.shape.contains(.digit) else { return }
    if seen.letters == 1, i == start + 1 {
      // Single letters with stops between them: U.S., e.g.; the last stop goes with them.
      var next = i + 1
      while next + 1 < end, text[next].isLetter, text[next + 1] == UInt8(ascii: ".") {
        seen.add(isCapital: text[next].isCapital)
        next += 2
      }
      if next > i + 1 {
        if next < end, text[next].isCapital, next + 1 == end || !text[next + 1].isLetter {
          seen.add(isCapital: true)
          next += 1
        }
        i = next
        seen.shape.insert(.abbreviation)
      } else if text[start].isCapital, next < end, text[start] != UInt8(ascii: "I") {
        i = next
        seen.shape.insert(.abbreviation)
      }
      return
    }
    guard i + 1 < end, i - start <= Abbreviations.longest,
      let role = Abbreviations.role(of: text, start..<i)
    else { return }
    if role == .leadsNumber {
      var next = i + 1
      while next < end, text[next].isSpace { next += 1 }
      guard next < end, text[next].isDigit || text[next].isLetter && !text[next].isCapital else {
        return
      }
    }
    i += 1
    seen.shape.insert(.abbreviation)
  }

  // MARK: - Numbers

  private mutating func number() -> Token {
    let start = i
    var groups = 1
    var separators: (first: UInt8, all: Bool) = (0, true)
    var shape: Token.Shape = .digit
    while i < end {
      let byte = text[i]
      if byte.isDigit {
        i += 1
      } else if byte >= 0x80 {
        guard takeWideDigit(&shape) else { break }
      } else {
        guard isSeparator(byte), peek(1).isDigit else { break }
        if separators.first == 0 { separators.first = byte }
        if byte != separators.first { separators.all = false }
        if byte == UInt8(ascii: "-") { shape.insert(.hyphenated) }
        groups += 1
        i += 1
      }
    }
    if i < end, continuesAsWord() { return wordWithDigits(from: start, shape) }
    let isDate =
      groups == 3 && separators.all && separators.first != UInt8(ascii: ",")
      && separators.first != UInt8(ascii: ":") && i - start <= 10 && i - start >= 6
    return Token(start..<i, isDate ? .date : .number, shape)
  }

  private mutating func takeWideDigit(_ shape: inout Token.Shape) -> Bool {
    let letter = Letter(text, at: i)
    guard letter.characterClass == .digit else { return false }
    shape.insert(.wide)
    i += letter.length
    return true
  }

  private func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ".") || byte == UInt8(ascii: ",") || byte == UInt8(ascii: ":")
      || byte == UInt8(ascii: "/") || byte == UInt8(ascii: "-")
  }

  /// Whether letters follow, as in “25th”, “1990s”, “24-year-old”.
  private func continuesAsWord() -> Bool {
    text[i].isLetter || text[i] == UInt8(ascii: "-") && startsWordPart(i + 1)
      || text[i] >= 0x80 && Letter(text, at: i).characterClass == .letter
  }

  private mutating func wordWithDigits(from start: Int, _ shape: Token.Shape) -> Token {
    var seen = Seen()
    seen.shape = shape
    scanLetters(&seen)
    return Token(start..<i, .word, seen.shape(endingIn: text, at: i))
  }
}
