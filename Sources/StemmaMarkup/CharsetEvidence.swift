#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// What can be counted of a text in an encoding of one byte a character.
struct EncodingEvidence {
  /// Bytes that are looked at; the choice is clear long before.
  static let sampleSize = 256 << 10

  /// How often each byte from 0x80 on occurs.
  private(set) var counts = [Int](repeating: 0, count: 128)
  private(set) var highCount = 0

  /// How often one such byte follows another.
  private var pairs = [Int32](repeating: 0, count: 128 * 128)

  /// How often each follows a small ASCII letter, and an ASCII letter follows it.
  private var afterSmall = [Int](repeating: 0, count: 128)

  /// How many stand behind another, and how many beside an ASCII letter.
  private var inRuns = 0
  private var besideLetters = 0

  init(in sample: Source) {
    var last: UInt8 = 0x20
    for (i, byte) in sample.enumerated() {
      defer { last = byte }
      guard byte >= 0x80 else { continue }
      let index = Int(byte - 0x80)
      counts[index] += 1
      highCount += 1
      if last >= 0x80 {
        pairs[Int(last - 0x80) * 128 + index] += 1
        inRuns += 1
      }
      let isBefore = i + 1 < sample.count && sample[i + 1].isLetter
      if last.isLetter || isBefore { besideLetters += 1 }
      if last.isLetter, last & 0x20 != 0 { afterSmall[index] += 1 }
    }
  }

  /// The likeliest encoding and language; `nil` where the text is like none.
  var singleByteEncoding: Encoding? {
    var best: (encoding: Encoding, cost: Int)?
    for script in scripts {
      for page in script.pages {
        let layout = cost(ofLayoutIn: page, isLatin: script.isLatin)
        for language in script.languages {
          let cost = layout + page.rarity + cost(ofLettersOf: language, in: page)
          if cost < best?.cost ?? .max { best = (page.encoding, cost) }
        }
      }
    }
    // Text costs about five bits a letter with its place, a guess ten and more.
    guard let best, best.cost / highCount < 9 * LetterCosts.unit else { return nil }
    return best.encoding
  }

  private func cost(ofLettersOf language: LetterCosts, in page: CodePage) -> Int {
    counts.indices.reduce(0) {
      counts[$1] == 0 ? $0 : $0 + counts[$1] * language.cost(of: page.scalars[$1])
    }
  }

  private func cost(ofLayoutIn page: CodePage, isLatin: Bool) -> Int {
    // In Latin scripts letters beyond ASCII stand alone among others, elsewhere together.
    let (together, apart) = isLatin ? (5, 0) : (0, 6)
    let bits = inRuns * together + besideLetters * apart + capitalsInsideWords(in: page) * 6
    return bits * LetterCosts.unit
  }

  private func capitalsInsideWords(in page: CodePage) -> Int {
    var total = 0
    for second in 0..<128 where counts[second] > 0 && page.isCapital[second] {
      total += afterSmall[second]
      for first in 0..<128 where page.isSmall[first] { total += Int(pairs[first * 128 + second]) }
    }
    return total
  }
}

/// What a language's letters beyond ASCII cost: the rarer, the more, in bits.
struct LetterCosts: Sendable {
  /// Steps of a bit that are counted.
  static let unit = 16

  private let costs: [UInt32: Int]

  /// Takes the letters in the order of their frequency; the share of each is taken to fall with its
  /// rank as Zipf's law has it.
  init(_ letters: String) {
    let scalars = Array(letters.unicodeScalars.filter { $0 != " " })
    let whole = (0..<scalars.count).reduce(0.0) { $0 + 1 / Double($1 + 3) }
    var costs: [UInt32: Int] = [:]
    for (rank, scalar) in scalars.enumerated() {
      let bits = log2(whole * Double(rank + 3))
      costs[scalar.value] = Int((bits * Double(Self.unit)).rounded())
    }
    for (rank, scalar) in scalars.enumerated() {
      let capital = scalar.properties.uppercaseMapping.unicodeScalars
      guard capital.count == 1, let first = capital.first, costs[first.value] == nil else {
        continue
      }
      let bits = 3.5 + log2(whole * Double(rank + 3))
      costs[first.value] = Int((bits * Double(Self.unit)).rounded())
    }
    self.costs = costs
  }

  func cost(of scalar: Unicode.Scalar) -> Int {
    if let cost = costs[scalar.value] { return cost }
    if quotationMarks.contains(scalar.value) { return 3 * Self.unit }
    if marks.contains(scalar.value) { return 6 * Self.unit }
    let properties = scalar.properties
    if properties.isAlphabetic { return 11 * Self.unit }
    // Signs, box drawing, controls and bytes that mean nothing.
    return (scalar.value < 0xA0 || scalar == "\u{FFFD}" ? 16 : 13) * Self.unit
  }
}

/// Marks that texts of all languages are full of, and others that stand in them.
private let quotationMarks = Set("“”‘’„«»–—…\u{A0}".unicodeScalars.map(\.value))
private let marks = Set("‚‹›·•°§©®™№€£¡¿´½¼¾²³\u{AD}\u{200E}\u{200F}".unicodeScalars.map(\.value))

extension CodePage {
  /// What has to speak for an encoding beyond its letters; few texts are in any but windows-1252,
  /// and hardly one is still in that of the old Macintosh.
  fileprivate var rarity: Int {
    switch encoding.name {
    case "windows-1252": 0
    case "macintosh": 60 * LetterCosts.unit
    case "x-mac-cyrillic": 20 * LetterCosts.unit
    default: 8 * LetterCosts.unit
    }
  }
}

/// A script with its encodings and languages.
private struct Script: Sendable {
  let isLatin: Bool
  let pages: [CodePage]
  let languages: [LetterCosts]

  init(_ labels: String, isLatin: Bool = false, _ languages: [String]) {
    self.isLatin = isLatin
    pages = labels.split(separator: " ").compactMap { CodePage.named(String($0)) }
    self.languages = languages.map(LetterCosts.init)
  }
}

/// The scripts that are told apart, with their encodings and languages.
///
/// The first encoding of a script wins where two read a text the same. The alphabets are those of
/// the Unicode CLDR, in the order of the letters' frequency as far as that is known.
private let scripts = [
  Script(
    "windows-1252 macintosh",
    isLatin: true,
    [
      "éèàêçôîûùâœëïüÿæ", "üäößé", "óíáñéúü", "ãçáéóíêõúâôàü", "èàùòìéî", "éëïóöüèê", "äåöé",
      "øåæéöä",
      "äöåéšž", "ðáíþöéóúæý", "àéóèçíúòï", "õäüöšž", "ëç",
    ]
  ),
  Script(
    "windows-1250 iso-8859-2 iso-8859-16",
    isLatin: true,
    [
      "łęążóśćńź", "íáéěýžřčšůúóťňď", "áíéčšžýľťúňôäóďŕĺ", "áéöóőíüúű", "čžšćđ", "ăîâşţ", "ăîâșț",
    ]
  ),
  Script("windows-1254", isLatin: true, ["ıüşğçöİâî"]),
  Script("windows-1257", isLatin: true, ["ėšųžąįčūę", "āīēšņūžļģķč", "õäüöšž"]),
  Script(
    "windows-1251 koi8-r koi8-u iso-8859-5 ibm866 x-mac-cyrillic ibm855",
    [
      "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё", "аиоентрсвлдкпмзягъбучцжщхфшюйь",
      "оанівтерискулдмпязьбгйчхжшюїцєщфґ", "аоиенрстјудкпмлгзбљшцчћжњхђфџ",
      "аоентирвскдлпујмгзбцчшњжхфќѓљџѕ", "анаеіірлтоскыдувмяьпзгбчцшйжўхюэфё",
    ]
  ),
  Script(
    "windows-1253 iso-8859-7",
    ["αοιετσνηυρπκμλςωάίόέδγχθήφβύξώζψϊΐϋΰ"]
  ),
  Script(
    "windows-1255",
    ["יוהלראתמבשנדםחקפעכטגןסצזךףץ\u{05B0}\u{05B4}\u{05B7}\u{05B8}\u{05BC}"]
  ),
  Script(
    "windows-1256 iso-8859-6",
    ["اليمونرتبعدسفهكقأةحجشصىطخذزئضثءإظغؤآ", "ایردنهوتمبسلشکزفگخقآپجحعطصچغضذظثژئأؤء"]
  ),
  Script(
    "windows-874",
    [
      "านรอกเงม่ยลวด้ทสต\u{0E31}ะปบค\u{0E34}ห\u{0E35}แจพช\u{0E37}ข\u{0E38}ใ\u{0E39}ไโ\u{0E36}ถ\u{0E4C}ผณซธศ\u{0E47}ญภษฟฐฉฝ\u{0E4A}ๆฎฏ๑๒๐ฬฤ"
    ]
  ),
]
