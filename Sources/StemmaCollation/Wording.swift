internal import CVocabulary

/// The words that a comparison asks for and that no class of the lexicon holds: the tables of
/// `rules/lexicon/comparison`.
struct Wording: Sendable {
  /// What a word does; the names stand in the tables.
  enum Use: String, CaseIterable {
    case masculine, feminine, possible, conditional, hedge, negation, remark, withholding
    case atLeast = "at-least"
    case atMost = "at-most"
    case almost, age, number, ordinal, scale
  }

  /// The tables of this product, read once.
  static let english = Wording()

  /// Uses of a word, in lower case.
  private(set) var uses: [[UInt8]: [Use]] = [:]

  /// What a word counts, or scales by.
  private(set) var values: [[UInt8]: Double] = [:]

  /// For a noun or title of one sex, those of the other.
  private(set) var counterparts: [[UInt8]: Set<[UInt8]>] = [:]

  /// Number of the name that a form of it stands for.
  private(set) var names: [[UInt8]: Int] = [:]

  /// Names of one place or body, each as its words, by their first word.
  private(set) var designations: [[UInt8]: [(words: [[UInt8]], thing: Int)]] = [:]

  /// Number of the row of kinds that a word names one of.
  private(set) var classifiers: [[UInt8]: Int] = [:]

  /// Words for the country of an agency, by its code.
  private(set) var homes: [[UInt8]: Set<[UInt8]>] = [:]

  private init() {
    for cells in Self.rows(of: stemma_comparison_words()) where cells.count > 2 {
      let use = Use(rawValue: String(decoding: cells[1], as: UTF8.self))
      guard let use else { preconditionFailure("A use in words.txt is none that is known.") }
      for word in cells[0].forms {
        uses[Array(word), default: []].append(use)
        if let value = decimalValue(of: cells[2]) { values[Array(word)] = value }
      }
    }
    for cells in Self.rows(of: stemma_sexes()) where cells.count > 2 {
      let men = cells[0].forms.map { foldedLetters($0) }
      let women = cells[1].forms.map { foldedLetters($0) }
      for word in men { counterparts[word, default: []].formUnion(women) }
      for word in women { counterparts[word, default: []].formUnion(men) }
    }
    for (number, cells) in Self.rows(of: stemma_same_names()).enumerated() {
      for form in cells[0].forms where names[foldedLetters(form)] == nil {
        names[foldedLetters(form)] = number
      }
    }
    for (number, cells) in Self.rows(of: stemma_classifiers()).enumerated() {
      for word in cells[0].forms { classifiers[Array(word)] = number }
    }
    for cells in Self.rows(of: stemma_homes()) where cells.count > 2 {
      for code in cells[0].forms {
        homes[Array(code)] = Set(cells[1].forms.map { foldedLetters($0) })
      }
    }
    for (number, cells) in Self.rows(of: stemma_designations()).enumerated() {
      for form in cells[0].forms {
        let words = form.split { $0 == 0x20 || $0 == 0x2D }.map { word in
          let folded = foldedLetters(word)
          return folded.suffix(2).elementsEqual("'s".utf8) ? folded.dropLast(2) : folded
        }
        designations[words[0], default: []].append((words, number))
      }
    }
  }

  private static func rows(of file: stemma_vocabulary) -> [[ArraySlice<UInt8>]] {
    let bytes = Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
    return bytes.split(separator: 0x0A).filter { $0.first != UInt8(ascii: "#") }.map {
      $0.split(separator: 0x09, omittingEmptySubsequences: false)
    }
  }
}

extension ArraySlice<UInt8> {
  /// The parts of a cell of a table.
  fileprivate var forms: [ArraySlice<UInt8>] { split(separator: UInt8(ascii: "|")) }
}
