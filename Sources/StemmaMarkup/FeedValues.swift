extension UnsafeBufferPointer<UInt8> {
  /// Whether a name is `word`, which is in lower case, in any case of ASCII letters.
  func isNamed(_ word: StaticString, _ name: Range<Int>) -> Bool {
    name.count == word.utf8CodeUnitCount && matches(word, at: name.lowerBound)
  }

  /// Where the value of an attribute stands; `nil` where the tag has none of that name.
  func attribute(_ word: StaticString, at attributes: Range<Int>) -> Range<Int>? {
    guard !attributes.isEmpty else { return nil }
    for attribute in FeedAttributes(self, at: attributes) where isNamed(word, attribute.name) {
      return attribute.value
    }
    return nil
  }

  /// The text of an attribute's value, references read and white space at its ends left out.
  func value(at range: Range<Int>) -> String {
    var lower = range.lowerBound
    var upper = range.upperBound
    while lower < upper, self[lower].isMarkupSpace { lower += 1 }
    while upper > lower, self[upper - 1].isMarkupSpace { upper -= 1 }
    guard first(0x26, from: lower, to: upper) < upper else { return words(at: lower..<upper) }
    var bytes: [UInt8] = []
    var i = lower
    while i < upper {
      let ampersand = first(0x26, from: i, to: upper)
      bytes.append(contentsOf: self[i..<ampersand])
      guard ampersand < upper else { break }
      if let reference = feedReference(at: ampersand, to: upper, entities: [:]) {
        bytes.append(contentsOf: reference.text.utf8)
        i = reference.end
      } else {
        bytes.append(0x26)
        i = ampersand + 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What the reference at an `&` means, and where it ends; `nil` where none stands.
  ///
  /// Names are those of HTML, which feeds use without declaring them, and those that the document
  /// type declares.
  func feedReference(
    at i: Int,
    to upper: Int,
    entities: [String: String]
  ) -> (text: String, end: Int)? {
    var end = i + 1
    while end < upper, end - i < 34, self[end].isLetter || self[end].isDigit || self[end] == 0x23 {
      end += 1
    }
    guard end < upper, self[end] == UInt8(ascii: ";"), end > i + 1 else { return nil }
    if self[i + 1] == 0x23 {
      return numericReference(at: i..<end).map { (String($0), end + 1) }
    }
    if matches("lt;", at: i + 1) { return ("<", end + 1) }
    if matches("gt;", at: i + 1) { return (">", end + 1) }
    if matches("amp;", at: i + 1) { return ("&", end + 1) }
    if matches("quot;", at: i + 1) { return ("\"", end + 1) }
    let name = words(at: i + 1..<end)
    guard let text = entities[name] ?? character(named: name).map({ String($0) }) else {
      return nil
    }
    return (text, end + 1)
  }

  /// The entities that a document type declares, if their text is short and holds no other entity.
  ///
  /// A text of 256 bytes is enough for an abbreviation and too little for a bomb.
  func declaredEntities(at range: Range<Int>) -> [String: String] {
    var entities: [String: String] = [:]
    let upper = Swift.min(range.upperBound, range.lowerBound + (64 << 10))
    var i = range.lowerBound
    while let declaration = first("<!entity", from: i, to: upper), entities.count < 1_000 {
      i = declaration + 8
      var fields: [Range<Int>] = []
      while i < upper, self[i] != 0x3E, fields.count < 2 {
        if self[i].isMarkupSpace {
          i += 1
          continue
        }
        let start = i
        if self[i] == 0x22 || self[i] == 0x27 {
          i = first(self[i], from: i + 1, to: upper)
          fields.append(start + 1..<i)
          i += 1
        } else {
          while i < upper, !self[i].isMarkupSpace, self[i] != 0x3E { i += 1 }
          fields.append(start..<i)
        }
      }
      guard fields.count == 2, let text = fields.last, text.lowerBound > range.lowerBound,
        self[text.lowerBound - 1] == 0x22 || self[text.lowerBound - 1] == 0x27, text.count <= 256
      else { continue }
      let ampersand = first(0x26, from: text.lowerBound, to: text.upperBound)
      if ampersand == text.upperBound {
        entities[words(at: fields[0])] = words(at: text)
      } else if let reference = feedReference(at: ampersand, to: text.upperBound, entities: [:]),
        ampersand == text.lowerBound, reference.end == text.upperBound, self[ampersand + 1] == 0x23
      {
        entities[words(at: fields[0])] = reference.text
      }
    }
    return entities
  }
}
