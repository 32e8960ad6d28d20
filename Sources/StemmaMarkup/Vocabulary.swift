internal import CVocabulary
internal import StemmaText

/// Words that pages and feeds are read by; the files stand in `rules`, with a reason each.
enum Vocabulary {
  /// A line of a file: what it means, its name, and the words for it.
  struct Row {
    let value: String
    let name: String
    let words: [String]

    /// More words, in a column behind; a remark in some files.
    let more: [String]
  }

  /// The rows of a file: lines of columns with tabs between, words with bars between; lines that
  /// start with “#” give the reasons.
  static func rows(of file: stemma_vocabulary) -> [Row] {
    let bytes = UnsafeBufferPointer(start: file.bytes, count: file.count)
    return bytes.split(separator: 0x0A).compactMap { line in
      guard line.first != UInt8(ascii: "#") else { return nil }
      let columns = line.split(separator: 0x09, omittingEmptySubsequences: false).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard columns.count >= 3 else { return nil }
      let more = columns.count > 3 ? words(of: columns[3]) : []
      return Row(value: columns[0], name: columns[1], words: words(of: columns[2]), more: more)
    }
  }

  private static func words(of column: String) -> [String] {
    column.split(separator: "|").map(String.init)
  }

  /// The words of dates.
  static let dates: DateWords = {
    var dates = DateWords()
    let files = [
      (stemma_months(), DateWords.Meaning.month), (stemma_time_zones(), .zone),
      (stemma_halves_of_day(), .half), (stemma_eras(), .era),
    ]
    for (file, meaning) in files {
      for row in rows(of: file) { dates.add(row.words + row.more, for: row.value, as: meaning) }
    }
    return dates
  }()

  /// News agencies by the names they are called, in small letters.
  static let agencies: [String: Row] = {
    var agencies: [String: Row] = [:]
    for row in rows(of: stemma_agencies()) {
      for word in row.words + [row.name] { agencies[word.lowercased()] = row }
    }
    return agencies
  }()

  /// Words in bylines, by what they do.
  static let byline: [String: Set<String>] = sets(of: stemma_byline_words())

  /// What pages state: names of facts, words of labels, parts of addresses.
  static let statements: [Row] = rows(of: stemma_page_statements())

  /// The rows of `statements` that are sets of words, by what they mean.
  static let labels: [String: Set<String>] = sets(of: stemma_page_statements())

  /// How texts say that they are translations.
  static let translations: [Row] = rows(of: stemma_translation_phrases())

  private static func sets(of file: stemma_vocabulary) -> [String: Set<String>] {
    var sets: [String: Set<String>] = [:]
    for row in rows(of: file) { sets[row.value, default: []].formUnion(row.words) }
    return sets
  }
}

extension DateReading {
  /// Reads a text that is a date, with the words of all languages.
  init?(_ text: String) { self.init(text, by: Vocabulary.dates) }
}

/// The instant that a text names, as RFC 3339 writes it; `nil` where it names none.
func timestamp(of text: String) -> String? { DateReading(text)?.rfc3339 }
