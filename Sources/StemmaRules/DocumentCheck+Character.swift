import StemmaText

/// Characters that cannot be seen, and those that turn the direction of writing.
///
/// What a script needs stays: joiners between Persian, Indic or Mongolian letters and in emoji,
/// spaces of no width between Thai or Khmer words, direction marks beside Hebrew and Arabic. What
/// is left carries nothing for a reader, breaks words for a search, and can hide a text in a text
/// (Unicode Technical Report 36 and Standard Annex 9).
extension CheckedDocument {
  /// Runs of characters that nobody sees and the text does not need; each can be taken out.
  var invisibleCharacters: [DocumentCheck.Sighting] {
    guard characters.mayHide else { return [] }
    let rightToLeft = characters.hasRightToLeft
    let runs = runs(from: Self.isInvisible) { scalars, i in
      isSuperfluous(scalars, i, rightToLeft: rightToLeft)
    }
    return runs.map { run in
      DocumentCheck.Sighting(
        run.span,
        DocumentCheck.Amendment(span: run.span, inserted: "")
      )
    }
  }

  /// Runs of soft hyphens; each can be taken out.
  var softHyphens: [DocumentCheck.Sighting] {
    guard characters.mayHide else { return [] }
    return runs(from: { $0 == Self.softHyphen }, where: { _, _ in true }).map { run in
      DocumentCheck.Sighting(run.span, DocumentCheck.Amendment(span: run.span, inserted: ""))
    }
  }

  private static let softHyphen: UInt32 = 0xad

  /// Runs of direction controls where no text runs from right to left, or one that forces it.
  ///
  /// Only those that turn nothing are taken out; where one turns letters around, an editor has to
  /// say which order is right.
  var directionControls: [DocumentCheck.Sighting] {
    guard characters.mayHide else { return [] }
    let rightToLeft = characters.hasRightToLeft
    let runs = runs(from: Self.isDirectionControl) { scalars, i in
      !rightToLeft || Self.isOverride(scalars[i].value)
    }
    let turns = runs.contains { $0.values.contains(where: Self.turnsAround) }
    return runs.map { run in
      let isSafe = !rightToLeft && !turns
      return DocumentCheck.Sighting(
        run.span,
        isSafe ? DocumentCheck.Amendment(span: run.span, inserted: "") : nil
      )
    }
  }

  // MARK: - Runs

  /// A character with its place.
  struct PlacedScalar {
    let value: UInt32
    let range: Range<Int>
  }

  private struct CharacterRun {
    var span: Span<Extracted>
    var values: [UInt32]
  }

  /// Neighbouring characters of a kind, of those that a test confirms where they stand.
  private func runs(
    from isCandidate: (UInt32) -> Bool,
    where isWrong: ([PlacedScalar], Int) -> Bool
  ) -> [CharacterRun] {
    var runs: [CharacterRun] = []
    for block in segmentation.blocks {
      let range = block.span.range
      guard text.withUnsafeBufferPointer({ CharacterSurvey.mayHide($0, range) }) else { continue }
      let scalars = scalars(in: range)
      for i in scalars.indices where isCandidate(scalars[i].value) && isWrong(scalars, i) {
        let span = Span<Extracted>(scalars[i].range)
        if let last = runs.last, last.span.upper == span.lower {
          runs[runs.count - 1].span = last.span.union(span)
          runs[runs.count - 1].values.append(scalars[i].value)
        } else {
          runs.append(CharacterRun(span: span, values: [scalars[i].value]))
        }
      }
    }
    return runs
  }

  private func scalars(in range: Range<Int>) -> [PlacedScalar] {
    text.withUnsafeBufferPointer { text in
      var scalars: [PlacedScalar] = []
      scalars.reserveCapacity(range.count)
      var i = range.lowerBound
      while i < range.upperBound {
        let (value, length) = scalar(in: text, at: i)
        scalars.append(PlacedScalar(value: value, range: i..<i + length))
        i += length
      }
      return scalars
    }
  }

  // MARK: - What the text needs

  private static func isInvisible(_ value: UInt32) -> Bool {
    value != softHyphen && CharacterRole(invisible: value) != .visible
  }

  private func isSuperfluous(_ scalars: [PlacedScalar], _ i: Int, rightToLeft: Bool) -> Bool {
    let before = neighbour(of: i, in: scalars, step: -1)
    let after = neighbour(of: i, in: scalars, step: 1)
    switch CharacterRole(invisible: scalars[i].value) {
    case .visible: return false
    case .never: return true
    case .wordBreak: return !isUnspaced(before) && !isUnspaced(after)
    case .joiner: return !takesJoiner(before) && !takesJoiner(after)
    case .hangulFiller: return !isHangul(before) && !isHangul(after)
    case .mongolian: return !isMongolian(before) && !isMongolian(after)
    case .directionMark: return !rightToLeft
    case .selector:
      // One selector chooses the look of a symbol or ideograph; more hide bytes.
      let follows = i > 0 ? scalars[i - 1].value : 0
      return !takesSelector(follows)
    case .tag: return !isFlag(scalars, i)
    }
  }

  /// The next character on one side that can be seen.
  private func neighbour(of i: Int, in scalars: [PlacedScalar], step: Int) -> UInt32 {
    var j = i + step
    while scalars.indices.contains(j) {
      let value = scalars[j].value
      let role = CharacterRole(invisible: value)
      if role == .visible || role == .selector && takesJoiner(value) { return value }
      j += step
    }
    return 0
  }

  /// Whether a tag belongs to a flag: black flag, tags, and the tag that ends them.
  private func isFlag(_ scalars: [PlacedScalar], _ i: Int) -> Bool {
    var start = i
    while start > 0, (0xe0020...0xe007f).contains(scalars[start - 1].value) { start -= 1 }
    guard start > 0, scalars[start - 1].value == 0x1f3f4, i - start < 8 else { return false }
    var end = i
    while end < scalars.count, end - start < 8, (0xe0020...0xe007e).contains(scalars[end].value) {
      end += 1
    }
    return end < scalars.count && scalars[end].value == 0xe007f
  }

  // MARK: - Direction

  private static func isDirectionControl(_ value: UInt32) -> Bool {
    (0x202a...0x202e).contains(value) || (0x2066...0x2069).contains(value)
  }

  private static func isOverride(_ value: UInt32) -> Bool { value == 0x202d || value == 0x202e }

  /// Whether a control makes text between Latin letters run from right to left.
  private static func turnsAround(_ value: UInt32) -> Bool {
    value == 0x202b || value == 0x202e || value == 0x2067
  }
}

/// What a character that cannot be seen is for.
private enum CharacterRole {
  case visible, never, wordBreak, joiner, hangulFiller, mongolian, directionMark, selector, tag

  init(invisible value: UInt32) {
    switch value {
    case 0x00ad, 0x034f, 0x2060...0x2064, 0x206a...0x206f, 0xfeff, 0xfff9...0xfffb,
      0x1bca0...0x1bca3, 0x1d173...0x1d17a:
      self = .never
    case 0x200b: self = .wordBreak
    case 0x200c, 0x200d: self = .joiner
    case 0x115f, 0x1160, 0x3164, 0xffa0: self = .hangulFiller
    case 0x180b...0x180f: self = .mongolian
    case 0x200e, 0x200f, 0x061c: self = .directionMark
    case 0xfe00...0xfe0f, 0xe0100...0xe01ef: self = .selector
    case 0xe0000...0xe007f: self = .tag
    default: self = .visible
    }
  }
}

/// Thai, Lao, Tibetan, Myanmar, Khmer, kana, Han and their like, which put no space between words.
private func isUnspaced(_ value: UInt32) -> Bool {
  switch value {
  case 0x0e00...0x0fff, 0x1000...0x109f, 0x1780...0x17ff, 0x1950...0x1aad, 0x3000...0x30ff,
    0x3400...0x9fff, 0xa980...0xa9df, 0xaa60...0xaadf, 0xf900...0xfaff, 0x20000...0x323af:
    true
  default: false
  }
}

/// Letters that joiners shape (Arabic, Syriac, N’Ko, Indic, Khmer, Mongolian) and emoji.
private func takesJoiner(_ value: UInt32) -> Bool {
  switch value {
  case 0x0600...0x08ff, 0x0900...0x0dff, 0x0e80...0x109f, 0x1780...0x18af, 0x1900...0x1cff,
    0xa840...0xa8ff, 0xa930...0xabff, 0xfb50...0xfdff, 0xfe0f, 0xfe70...0xfefc,
    0x10a00...0x11fff, 0x1e900...0x1e95f:
    true
  default: isPictograph(value)
  }
}

/// Emoji and the symbols that can look like them.
private func isPictograph(_ value: UInt32) -> Bool {
  switch value {
  case 0x203c...0x3299, 0x1f000...0x1fbff: true
  case 0x23, 0x2a, 0x30...0x39, 0xa9, 0xae: true
  default: false
  }
}

/// What a variation selector may follow: symbols, ideographs, Myanmar, Mongolian, Phags-pa.
private func takesSelector(_ value: UInt32) -> Bool {
  switch value {
  case 0x1000...0x109f, 0x1800...0x18af, 0x3400...0x9fff, 0xa840...0xa87f, 0xaa60...0xaa7f,
    0xf900...0xfaff, 0xff01...0xff5e, 0x20000...0x323af:
    true
  default: isPictograph(value)
  }
}

private func isHangul(_ value: UInt32) -> Bool {
  switch value {
  case 0x1100...0x11ff, 0x3130...0x318f, 0xa960...0xa97f, 0xac00...0xd7ff: true
  default: false
  }
}

private func isMongolian(_ value: UInt32) -> Bool { (0x1800...0x18af).contains(value) }
