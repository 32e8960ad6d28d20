/// What the function words of a text say about its language.
public struct LanguageGuess: Hashable, Sendable {
  /// BCP 47 primary language subtag; `nil` where the words do not say.
  public let language: String?

  /// Share of the words that are function words of that language, from 0 to 1; 1 where the script
  /// alone decides.
  public let share: Double

  /// How many words were looked at.
  public let words: Int
}

/// Guesses the language of running text from its most frequent words, or from its script.
///
/// A first guess for news prose in 18 languages, not an identifier: below eight words, and for
/// every other language, it says nothing.
public func guessedLanguage(
  of tokens: ArraySlice<Token>,
  in text: [UInt8]
) -> LanguageGuess {
  text.withUnsafeBufferPointer { bytes in
    var count = FunctionWordCount()
    for token in tokens where token.kind == .word { count.add(token, in: bytes) }
    return count.guess
  }
}

/// Languages that `guessedLanguage` knows, as BCP 47 primary subtags.
public let languagesWithFunctionWords: [String] = FunctionWords.languages

/// Function words counted by language.
struct FunctionWordCount {
  private let table = FunctionWords.table
  private var hits = [Int](repeating: 0, count: FunctionWords.languages.count)
  private var scripts: [Script: Int] = [:]
  private var words = 0

  /// Fewest words that a guess rests on; below, chance decides.
  private static let fewest = 8

  /// Lowest share of function words in prose.
  ///
  /// English news has 0.35 to 0.5; headlines and lists of
  /// names fall below 0.2. Zulu and Xhosa write in one word what others write in three: their news
  /// has 0.09 to 0.11, other languages of the table have below 0.02 of their words.
  private static let lowest = 0.15

  private enum Script: Hashable { case han, kana, hangul, arabic, hebrew, devanagari, thai, greek }

  /// Adds a word.
  mutating func add(_ token: Token, in text: UnsafeBufferPointer<UInt8>) {
    words += 1
    if token.shape.contains(.wide) { countScript(of: token, in: text) }
    guard let word = ShortWord(text, token.lower..<token.upper) else { return }
    var languages = table.languages(of: word)
    while languages != 0 {
      hits[languages.trailingZeroBitCount] += 1
      languages &= languages - 1
    }
  }

  /// Starts anew.
  mutating func removeAll() {
    for i in hits.indices { hits[i] = 0 }
    if !scripts.isEmpty { scripts.removeAll(keepingCapacity: true) }
    words = 0
  }

  /// Adds the counts of another part of the text.
  mutating func add(_ other: FunctionWordCount) {
    for i in hits.indices { hits[i] += other.hits[i] }
    if !other.scripts.isEmpty { scripts.merge(other.scripts) { $0 + $1 } }
    words += other.words
  }

  /// What the words so far say.
  var guess: LanguageGuess {
    if let language = languageByScript { return language }
    guard words >= Self.fewest, let most = hits.max(), let first = hits.firstIndex(of: most) else {
      return LanguageGuess(language: nil, share: 0, words: words)
    }
    let share = Double(most) / Double(words)
    let isAlone = !hits.indices.contains { $0 != first && hits[$0] * 10 > most * 9 }
    let lowest = FunctionWords.isAgglutinative[first] ? Self.lowest * 0.4 : Self.lowest
    guard share >= lowest, isAlone else {
      return LanguageGuess(language: nil, share: share, words: words)
    }
    return LanguageGuess(language: FunctionWords.languages[first], share: share, words: words)
  }

  private var languageByScript: LanguageGuess? {
    func has(_ script: Script) -> Bool { (scripts[script] ?? 0) * 2 > words && words >= 4 }
    let kana = scripts[.kana] ?? 0
    let han = scripts[.han] ?? 0
    let language: String? =
      if (kana + han) * 2 > words, words >= 4 {
        kana * 10 > han ? "ja" : "zh"
      } else if has(.hangul) {
        "ko"
      } else if has(.hebrew) {
        "he"
      } else if has(.devanagari) {
        "hi"
      } else if has(.thai) {
        "th"
      } else if has(.greek) {
        "el"
      } else if has(.arabic) {
        "ar"
      } else {
        nil
      }
    return language.map { LanguageGuess(language: $0, share: 1, words: words) }
  }

  private mutating func countScript(of token: Token, in text: UnsafeBufferPointer<UInt8>) {
    let script: Script? =
      switch Letter(text, at: token.lower).scalar {
      case 0x3040...0x30FF: .kana
      case 0x3400...0x9FFF, 0x20000...0x3FFFF: .han
      case 0x1100...0x11FF, 0xAC00...0xD7A3: .hangul
      case 0x600...0x6FF: .arabic
      case 0x590...0x5FF: .hebrew
      case 0x900...0x97F: .devanagari
      case 0xE00...0xE7F: .thai
      case 0x370...0x3FF: .greek
      default: nil
      }
    if let script { scripts[script, default: 0] += 1 }
  }
}

/// The most frequent function words of each language: closed classes, written by hand.
enum FunctionWords {
  /// The languages, in the order of the table's bits.
  static let languages = lists.map(\.language)

  /// Whether a language has few function words, by its bit.
  static let isAgglutinative = languages.map { ["zu", "xh"].contains($0) }

  /// For each word, a bit for each language that has it.
  static let table = FunctionWordTable(lists.map(\.words))

  private static let lists: [(language: String, words: String)] = [
    (
      "en",
      """
      the of and to in a is that for it was on are as with his they be at this have from or had by
      but not what were we when your can said there an which their if will about would has its been
      who than more after also into over he she i you our her him them no so up out could other
      between during while against under because these those how where some such
      """
    ),
    (
      "de",
      """
      der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an
      werden aus er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum
      war haben nur oder aber vor zur bis mehr durch
      """
    ),
    (
      "fr",
      """
      de la le les et des en un une du que est pour qui dans a par plus pas au sur ne se ce il sont
      avec ont été son sa aux cette mais ou elle leur même
      """
    ),
    (
      "es",
      """
      de la que el en y a los se del las un por con no una su para es al lo como más o pero sus le
      ha este si sobre entre cuando también fue desde está son
      """
    ),
    (
      "pt",
      """
      de a o que e do da em um para com não uma os no se na por mais as dos como mas ao ele das à
      seu sua ou quando nos já também só pelo pela até isso ela entre foi são
      """
    ),
    (
      "it",
      """
      di e il la che in un a per è una sono non con si da del le della dei i nel al come lo più ma
      gli alla anche ha delle su dal se nella
      """
    ),
    (
      "nl",
      """
      de het een en van in is dat op te zijn met voor niet aan er om die ook als bij door maar naar
      uit dan nog worden werd heeft wordt hebben tot over
      """
    ),
    (
      "sv",
      """
      och i att det som en på är av för med den till inte om ett har de var så men från vid han kan
      nu eller efter hon vi
      """
    ),
    (
      "da",
      """
      og i at det er en til af på som med for den der de har ikke et han fra var men om kan vil så
      efter ved også skal blev
      """
    ),
    (
      "pl",
      """
      w i na z się nie do to że jest o od po za jak przez dla ale był są ma tym oraz co tego być
      które który przed
      """
    ),
    (
      "cs",
      """
      a v se na je že s z do o to i ve by po za jsou který jako pro podle od ale byl jeho také
      které
      """
    ),
    (
      "tr",
      """
      ve bir bu da de için ile olarak olan çok daha gibi kadar en sonra ne ise ya her o ancak var
      göre olduğu değil veya diye
      """
    ),
    (
      "ru",
      """
      и в не на что с по он из за как это но к для от о у до при его также они был все со же или
      бы том
      """
    ),
    (
      "uk",
      """
      і в на не з що у до та про за для це як від по він його які який але щодо також був під
      """
    ),
    (
      "ro",
      """
      și în de a la cu să pe din o nu este un care că pentru mai au fi al sunt prin după ca
      """
    ),
    (
      "id",
      """
      yang dan di dari untuk dengan pada ini itu dalam tidak akan ke oleh juga para telah bisa
      sebagai karena
      """
    ),
    (
      "zu",
      """
      ukuthi futhi kodwa ukuze lokhu ngoba kanye ngesikhathi ngenkathi sengathi zonke bonke wonke
      yonke ngokuthi kuthiwa kusho kulo kule khona lapho noma nokuthi njengoba ngemuva manje okwamanje
      uthe bathi wathi uthi kuyo kuwo bese unyaka
      """
    ),
    (
      "xh",
      """
      ukuba kwaye kodwa xa ukuze oku kuba kunye ngexesha zonke bonke wonke yonke kuthiwa utsho uthi
      bathi uthe kule kulo apho okanye nokuba njengoko iminyaka ngoku nangona ngenxa into eli wathi
      kaloku kweli naxa malunga
      """
    ),
  ]
}

/// Function words hashed by their eight bytes; open addressing, at most a quarter full.
struct FunctionWordTable: Sendable {
  private var keys: [UInt64]
  private var values: [UInt32]
  private static let size = 4096

  /// Takes up one list of words for each language.
  init(_ lists: [String]) {
    keys = [UInt64](repeating: 0, count: Self.size)
    values = [UInt32](repeating: 0, count: Self.size)
    for (i, list) in lists.enumerated() {
      for word in ShortWord.list(list) {
        let slot = slot(of: word.bits)
        keys[slot] = word.bits
        values[slot] |= 1 << UInt32(i)
      }
    }
  }

  /// A bit for each language that has a word.
  @inline(__always)
  func languages(of word: ShortWord) -> UInt32 { values[slot(of: word.bits)] }

  @inline(__always)
  private func slot(of bits: UInt64) -> Int {
    var slot = Int((bits &* 0x9E37_79B9_7F4A_7C15) >> 52)  // Fibonacci hashing to 12 bits
    while keys[slot] != 0, keys[slot] != bits { slot = (slot + 1) & (Self.size - 1) }
    return slot
  }
}
