import StemmaText

/// A word that the lexicon does not have where it stands.
struct UnknownWord {
  enum Position {
    /// In small letters.
    case inside
    /// In small letters, behind a name.
    case besideName
    /// With a capital, at the start of a sentence.
    case start
    /// With a capital, at the start of a sentence and before another capital.
    case startOfName
    /// With a capital elsewhere.
    case capital
  }

  /// What stands around a word in small letters.
  enum Frame {
    /// Something that is no word, or nothing.
    case none
    /// A name, a number or a rare word on one side.
    case known
    /// A function word on one side, and such a word on the other.
    case function
    /// Usual words on both sides.
    case usual
  }

  /// The word in small letters.
  let word: [UInt8]

  let span: Span<Extracted>
  let position: Position
  let frame: Frame

  /// What was meant, where it is likely enough.
  func slip(in lexicon: Lexicon, _ words: inout WordBench) -> Slip? {
    guard let slip = words.slip(word, mayBeName: position == .capital, in: lexicon) else {
      return nil
    }
    let weight = slip.weight - doubt(of: slip, in: lexicon)
    let isLikely =
      switch position {
      case .inside, .besideName: weight >= 6
      case .start:
        weight >= 7 && word.count >= 6
          || weight >= 8 && slip.kind == .swapped
            && isFrequent(slip, in: lexicon)
      case .startOfName: weight >= 9 && isFrequent(slip, in: lexicon)
      case .capital: isLikely(slip, weighing: weight, in: lexicon)
      }
    return isLikely ? Slip(word: slip.word, kind: slip.kind, weight: weight) : nil
  }

  /// Whether a word with a capital is a slip: of a country, people, month or day, or of a frequent
  /// word that bodies and offices are named with.
  private func isLikely(_ slip: Slip, weighing weight: Int, in lexicon: Lexicon) -> Bool {
    let isListed = lexicon.isListedName(slip.word)
    switch slip.kind {
    case .doubled, .lost: return weight >= 8 && word.count >= 7 || isListed && weight >= 7
    case .swapped: return isListed && weight >= 7 || weight >= 8 && word.count >= 8
    case .exchanged:
      return isListed && weight >= 6 && word.count >= 7 || weight >= 10 && word.count >= 8
    case .added, .jumbled, .misheard: return false
    }
  }

  /// Whether a function word was meant, or letters of a frequent word changed places.
  private func isFrequent(_ slip: Slip, in lexicon: Lexicon) -> Bool {
    lexicon.isFunctionWord(String(decoding: slip.word, as: UTF8.self))
      || slip.kind == .swapped && lexicon.frequency(of: slip.word) == 3
  }

  /// What speaks for the word as it is written, in half points.
  private func doubt(of slip: Slip, in lexicon: Lexicon) -> Int {
    var doubt =
      switch position {
      case .inside: 0
      case .start, .startOfName: 1
      case .besideName, .capital: 4
      }
    if position == .inside, isShort || isLost(slip, in: lexicon) {
      return lexicon.entry(word) == nil ? 0 : 1
    }
    let isPlain = slip.kind == .swapped && lexicon.frequency(of: slip.word) >= 2
    if lexicon.entry(word) != nil {
      doubt += 1  // a short word, known but not usual
    } else if lexicon.hasCapitalised(word) {
      if position != .inside, position != .besideName, lexicon.isListed(name: word) { return 100 }
      doubt += isPlain ? 2 : 6
    } else if lexicon.isRare(word) {
      let isDoubled = slip.kind == .doubled && word.count >= 6
      doubt += isPlain || isDoubled ? 2 : word.count < 8 ? 5 : 4
    }
    if lexicon.isCompound(word) {
      doubt += lexicon.isPhrasalNoun(word) ? 100 : 4
    } else if lexicon.isDerived(word) {
      doubt += 3
    }
    return doubt
  }

  /// Whether it has three letters or less and stands between usual words: there rare words and
  /// abbreviations of that length do not stand.
  private var isShort: Bool { word.count <= 3 && (frame == .usual || frame == .function) }

  /// Whether one of the most frequent words lost a letter between usual words.
  private func isLost(_ slip: Slip, in lexicon: Lexicon) -> Bool {
    slip.kind == .lost && frame == .usual && lexicon.frequency(of: slip.word) == 3
      && lexicon.entry(word) == nil
  }

  /// The word that was meant, in the case of the one there, where no other is nearly as likely.
  func suggestion(_ slip: Slip) -> String? {
    guard slip.weight >= 10, slip.kind != .exchanged || word.count >= 8 else { return nil }
    let right = String(decoding: slip.word, as: UTF8.self)
    return position == .inside || position == .besideName
      ? right : right.prefix(1).uppercased() + right.dropFirst()
  }
}
