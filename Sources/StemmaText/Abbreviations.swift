/// Abbreviations that end with a stop, and what the stop may mean.
enum Abbreviations {
  /// What may follow an abbreviation.
  enum Role: UInt8 {
    /// Always a name or more of the sentence: Mr., Gen., vs.
    case leads
    /// A number: No., p., Jan.; before anything else the stop may end the sentence.
    case leadsNumber
    /// Anything: the sentence ends there if a word that begins sentences follows.
    case mayEnd
  }

  /// Bytes of the longest abbreviation, without its stop.
  static let longest = 6

  /// What the stop behind a word may mean; `nil` for a word that is no abbreviation.
  ///
  /// Most are abbreviations only with a capital: “Ill.” is Illinois, “ill.” ends a sentence.
  static func role(of text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Role? {
    guard let key = ShortWord(text, range), let role = roles[key] else { return nil }
    return text[range.lowerBound].isCapital || small.contains(key) ? role : nil
  }

  /// Whether a label is one of the top-level domains that news texts name.
  ///
  /// One that is also a word counts only where the rest of the address is sure.
  static func isTopLevelDomain(
    _ text: UnsafeBufferPointer<UInt8>,
    _ range: Range<Int>,
    isSure: Bool
  ) -> Bool {
    guard range.allSatisfy({ !text[$0].isCapital }), let key = ShortWord(text, range) else {
      return false
    }
    return domains.contains(key) && (isSure || !words.contains(key))
  }

  /// Whether a word begins sentences far oftener than it stands capitalised inside one.
  static func beginsSentences(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    guard let key = ShortWord(text, range) else { return false }
    return openers.contains(key)
  }

  /// Whether a word is the name of a month, in languages that put a stop behind the day too.
  static func isMonth(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    guard let key = ShortWord(text, range.prefix(8)) else { return false }
    return months.contains(key)
  }

  private static let roles: [ShortWord: Role] = {
    var roles: [ShortWord: Role] = [:]
    for word in ShortWord.list(
      """
      mr mrs ms messrs mx dr prof rev fr hon gen lt col maj capt cpl sgt adm cmdr brig sen rep gov
      pres supt det insp st mt ft vs viz cf mme mlle sr sra srta dipl univ
      """
    ) { roles[word] = .leads }
    for word in ShortWord.list(
      """
      no nos nr vol vols ch art arts sec fig figs pp op jan feb mar apr jun jul aug sep sept oct
      nov dec ca approx
      """
    ) { roles[word] = .leadsNumber }
    for word in ShortWord.list(
      """
      jr inc ltd co corp bros plc llc etc al est dept assn ave blvd rd dist ariz ark calif
      colo conn del fla ga ill ind kan ky la md mich minn miss mo mont neb nev okla ore pa tenn tex
      vt va wash wis wyo ont que tel ext esq
      sens reps govs gens drs profs revs
      """
    ) { roles[word] = .mayEnd }
    return roles
  }()

  private static let small = Set(
    ShortWord.list("vs viz cf ft etc al est ext dept no nos vol vols pp fig figs ca approx art sec")
  )

  private static let domains = Set(
    ShortWord.list(
      """
      com org net edu gov int mil info news io tv co uk de fr es it ru cn jp in br au ca nl eu tr
      pt pl ua kr kz ch at be se no fi dk ie nz za mx ar me gr hu cz ro bg hr rs si sk lt lv ee il
      sa ir pk lk th vn sg ph hk tw cl pe eg ng ke
      """
    )
  )

  /// Domains that are English words too: “it ended.it began” lacks a space.
  private static let words = Set(ShortWord.list("in it at be no me us info"))

  private static let openers = Set(
    ShortWord.list(
      """
      the a an this that these those he she it they we you i in on at by for from with after before
      but and or so if when while as although though however there here his her its their our my
      what who how why where since during under according some many most several more other no not
      yet then now also such one two three
      """
    )
  )

  private static let months = Set(
    ShortWord.list(
      """
      january february march april may june july august septembe october november december januar
      februar märz mai juni juli oktober dezember january januari februari maart augustus maj juni
      """
    )
  )
}

/// A word of up to eight bytes, with ASCII capitals folded, as a number; longer words are cut.
struct ShortWord: Hashable {
  /// The bytes, the last lowest; never 0.
  let bits: UInt64

  /// `nil` for nothing and for more than eight bytes.
  @inline(__always)
  init?(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
    guard !range.isEmpty, range.count <= 8 else { return nil }
    var bits: UInt64 = 0
    for i in range { bits = bits << 8 | UInt64(text[i].folded) }
    self.bits = bits
  }

  private init(_ word: Substring.UTF8View) {
    bits = word.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  /// The words of a list with white space between them.
  static func list(_ words: String) -> [ShortWord] {
    words.utf8.split { $0.isSpace }.map { ShortWord($0) }
  }
}
