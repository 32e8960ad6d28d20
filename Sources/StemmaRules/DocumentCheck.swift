public import StemmaText

/// A property that only the whole document shows; the value of a rule's `document` key.
public enum DocumentCheck: String, Hashable, Sendable, CaseIterable {
  /// A quotation closes that never opened.
  case unopenedQuotation = "unopened-quotation"
  /// A quotation opens and is neither closed nor carried on in the next paragraph.
  case unclosedQuotation = "unclosed-quotation"
  /// A quotation opens and is not closed where its speaker is named.
  case quotedSpeaker = "quoted-speaker"
  /// A quotation opens with a mark of one style and closes with another's.
  case mismatchedQuotation = "mismatched-quotation"
  /// A quotation in marks of another style than most of the document's.
  case mixedQuotationStyle = "mixed-quotation-style"
  /// Words in square brackets that an editor put into a quotation.
  case editorialInsertion = "editorial-insertion"
  /// The headline stands a second time, near the top.
  case repeatedHeadline = "repeated-headline"
  /// The headline stands behind the first paragraph.
  case displacedHeadline = "displaced-headline"
  /// A headline of another article stands between two paragraphs.
  case foreignHeadline = "foreign-headline"
  /// A subheading with the dash that agencies put before it.
  case subheadMarker = "subhead-marker"
  /// A paragraph ends without a stop where the others have one.
  case missingFinalStop = "missing-final-stop"
  /// More than one blank line in a row.
  case blankLines = "blank-lines"
  /// A sentence was broken over two lines.
  case brokenLine = "broken-line"
  /// Paragraphs are set apart by single line breaks.
  case singleBreaks = "single-breaks"
  /// A name is spelt in two ways.
  case spellingVariants = "spelling-variants"
  /// Characters that nobody sees and the text does not need.
  case invisibleCharacters = "invisible-characters"
  /// Characters that turn the direction of writing where nothing runs from right to left.
  case directionControls = "direction-controls"
  /// A paragraph of English without any capital.
  case missingCapitals = "missing-capitals"
  /// A word in another script in an English sentence.
  case foreignScripts = "foreign-scripts"
  /// A word with letters that English does not have, in an English sentence.
  case foreignWords = "foreign-words"
  /// A word no lexicon has, one slip of the fingers away from one it has.
  case misspeltWords = "misspelt-words"
  /// Two words or more in another language in an English sentence.
  case foreignRuns = "foreign-runs"
  /// The name of a country, people, month or day of the week with a small first letter.
  case smallNames = "small-names"
  /// A small letter alone between words.
  case strayLetters = "stray-letters"
  /// Marks inside words where a line may be broken.
  case softHyphens = "soft-hyphens"
  /// UTF-8 that was decoded as another encoding.
  case mojibake
  /// An abbreviation of words that stand before it, in small letters.
  case lostCapitals = "lost-capitals"
  /// A person with an office, or of a country, that contradicts the first one given.
  case contradictedOffices = "contradicted-offices"
  /// The holder of an office with another last name than before.
  case varyingNames = "varying-names"
  /// A headline whose last word has the outlet's name hanging on it.
  case gluedOutlets = "glued-outlets"
  /// A sentence that says one shortly before it again.
  case repeatedSentences = "repeated-sentences"
  /// A last paragraph that says again, in other words, what stands above.
  case closingRestatements = "closing-restatements"
  /// A paragraph that breaks off behind a word that cannot end it.
  case cutOffSentences = "cut-off-sentences"
  /// A line of the page around the article, told by its place, its neighbours and its form.
  case furnitureLines = "furniture-lines"
  /// A line that is more likely of the page than of the article.
  case probableFurniture = "probable-furniture"
}

extension DocumentCheck {
  /// What a check saw.
  public struct Sighting: Hashable, Sendable {
    /// The places, the first of which is where a reader is sent; never empty.
    public let spans: [Span<Extracted>]

    /// The text that would be right at the first place, where the check knows it.
    public let suggestion: String?

    /// More for the message: the language of foreign words, what a line was told by.
    public let detail: String?

    /// What would put it right; `nil` leaves it to the rule's remedy, on the first place.
    public let amendment: Amendment?
  }

  /// Other text for one place; empty places are insertions.
  public struct Amendment: Hashable, Sendable {
    /// What to take out.
    public let span: Span<Extracted>

    /// What to put in.
    public let inserted: String
  }

  /// What some checks see in a document: for each check, its sightings by position.
  ///
  /// Checks on the same subject share one reading of the document.
  public static func sightings(
    of checks: [DocumentCheck],
    in document: Document,
    _ segmentation: Segmentation,
    lexicon: Lexicon
  ) -> [[Sighting]] {
    var words = WordBench()
    var subject = CheckedDocument(document, segmentation, lexicon)
    var tokens = TokenBench()
    tokens.read(segmentation.tokens.indices, of: segmentation, in: document)
    var signs: [WordSigns] = []
    words.read(tokens.tokens, tokens.numbers, of: tokens.spellings, in: subject, into: &signs)
    subject.take(signs)
    return sightings(of: checks, in: subject, words: &words, furniture: ([], []))
  }

  /// The same with what is known of words, and the lines of furniture that two checks tell.
  static func sightings(
    of checks: [DocumentCheck],
    in subject: CheckedDocument,
    words: inout WordBench,
    furniture: (certain: [Sighting], probable: [Sighting])
  ) -> [[Sighting]] {
    let quotations = checks.contains { $0.isAboutQuotations } ? QuotationReading(subject) : nil
    return checks.map { check in
      let found =
        switch check {
        case .furnitureLines: furniture.certain
        case .probableFurniture: furniture.probable
        case .misspeltWords: subject.misspeltWords(&words)
        case .foreignWords: subject.foreignWords(&words)
        default: check.sightings(in: subject, quotations)
        }
      return found.sorted { $0.spans[0] < $1.spans[0] }
    }
  }

  private var isAboutQuotations: Bool {
    switch self {
    case .unopenedQuotation, .unclosedQuotation, .quotedSpeaker, .mismatchedQuotation,
      .mixedQuotationStyle, .editorialInsertion:
      true
    default: false
    }
  }

  private func sightings(
    in subject: CheckedDocument,
    _ quotations: QuotationReading?
  )
    -> [Sighting]
  {
    switch self {
    case .unopenedQuotation: quotations?.unopened ?? []
    case .unclosedQuotation: quotations?.unclosed ?? []
    case .quotedSpeaker: quotations?.quotedSpeakers ?? []
    case .mismatchedQuotation: quotations?.mismatched ?? []
    case .mixedQuotationStyle: quotations?.mixed ?? []
    case .editorialInsertion: quotations?.insertions ?? []
    case .repeatedHeadline: subject.repeatedHeadlines
    case .displacedHeadline: subject.displacedHeadlines
    case .foreignHeadline: subject.foreignHeadlines
    case .subheadMarker: subject.subheadMarkers
    case .missingFinalStop: subject.missingFinalStops
    case .blankLines: subject.blankLines
    case .brokenLine: subject.brokenLines
    case .singleBreaks: subject.singleBreaks
    case .spellingVariants: subject.spellingVariants
    case .invisibleCharacters: subject.invisibleCharacters
    case .directionControls: subject.directionControls
    case .missingCapitals: subject.missingCapitals
    case .foreignScripts: subject.foreignScripts
    case .strayLetters: subject.strayLetters
    case .foreignRuns: subject.foreignRuns
    case .smallNames: subject.smallNames
    case .softHyphens: subject.softHyphens
    case .mojibake: subject.mojibake
    case .lostCapitals: subject.lostCapitals
    case .contradictedOffices: subject.contradictedOffices
    case .varyingNames: subject.varyingNames
    case .gluedOutlets: subject.gluedOutlets
    case .repeatedSentences: subject.repeatedSentences
    case .closingRestatements: subject.closingRestatements
    case .cutOffSentences: subject.cutOffSentences
    case .misspeltWords, .foreignWords, .furnitureLines, .probableFurniture: []
    }
  }
}

/// A document with what the checks ask of it.
struct CheckedDocument {
  let document: Document
  let segmentation: Segmentation
  let lexicon: Lexicon

  /// For each token, what its word alone says; empty until the words are read.
  private(set) var signs: [WordSigns] = []

  /// For each block, what is said of any of its words.
  private(set) var blockSigns: [WordSigns] = []

  /// Which characters are in the text that some checks are about.
  let characters: CharacterSurvey

  init(_ document: Document, _ segmentation: Segmentation, _ lexicon: Lexicon) {
    self.document = document
    self.segmentation = segmentation
    self.lexicon = lexicon
    characters = CharacterSurvey(of: document.text)
  }

  /// Takes what each token's word alone says.
  mutating func take(_ signs: [WordSigns]) {
    self.signs = signs
    blockSigns = profiles.map { profile in
      signs[profile.tokens].reduce([]) { $0.union($1) }
    }
  }

  var text: [UInt8] { document.text }
  var profiles: [BlockProfile] { segmentation.profiles }

  /// From a block's first token to its last; `nil` for a block without any.
  func span(ofBlock i: Int) -> Span<Extracted>? {
    let tokens = profiles[i].tokens
    guard let first = tokens.first, let last = tokens.last else { return nil }
    return Span(segmentation.tokens[first].lower..<segmentation.tokens[last].upper)
  }

  /// Whether a token is one of some marks, or a few that stand there side by side.
  func isOne(_ token: Token, of marks: StaticString) -> Bool {
    let length = token.upper - token.lower
    guard length <= marks.utf8CodeUnitCount else { return false }
    return text.withUnsafeBufferPointer { text in
      (0...marks.utf8CodeUnitCount - length).contains { start in
        (0..<length).allSatisfy { text[token.lower + $0] == marks.utf8Start[start + $0] }
      }
    }
  }

  /// The words of a token, with ASCII capitals folded and apostrophes straight.
  func folded(_ token: Token) -> String {
    String(decoding: foldedBytes(token), as: UTF8.self)
  }

  /// The same in UTF-8.
  func foldedBytes(_ token: Token) -> [UInt8] {
    text.withUnsafeBufferPointer { text in
      TokenVocabulary.folded(UnsafeBufferPointer(rebasing: text[token.lower..<token.upper]))
    }
  }

  /// The words of a block that carry meaning, without endings of possessives.
  func contentWords(ofBlock i: Int) -> Set<String> {
    var words: Set<String> = []
    for token in segmentation.tokens[profiles[i].tokens] where token.kind == .word {
      var word = folded(token)
      if token.shape.contains(.possessive) { word.removeLast(2) }
      if word.utf8.count > 2, !lexicon.isFunctionWord(word) {
        words.insert(word)
      }
    }
    return words
  }

  /// Share of the paragraphs of running text that end with a stop, and how many there are.
  var stops: (share: Double, paragraphs: Int) {
    let prose = profiles.filter(\.isProse)
    guard !prose.isEmpty else { return (0, 0) }
    return (Double(prose.count { $0.endsWithStop }) / Double(prose.count), prose.count)
  }
}

extension DocumentCheck.Sighting {
  init(
    _ span: Span<Extracted>,
    suggestion: String? = nil,
    detail: String? = nil,
    _ amendment: DocumentCheck.Amendment? = nil
  ) {
    spans = [span]
    self.detail = detail
    self.suggestion = suggestion
    self.amendment = amendment
  }
}
