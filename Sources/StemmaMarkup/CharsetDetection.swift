/// Finds out the encoding of text that declares none.
///
/// Encodings of East Asia show in which bytes may follow which, and then in whether the characters
/// that come out are those a text is made of. Encodings of one byte a character are told apart by
/// the letters they would make: how common they are in a language, whether capitals stand inside
/// words, and whether signs do. Everything is counted in whole numbers, so that every machine
/// comes to the same result. `nil` where nothing is likely.
func detectedEncoding(of bytes: Source) -> Encoding? {
  let sample = Source(rebasing: bytes.prefix(EncodingEvidence.sampleSize))
  if let escaped = sample.escapedEncoding { return escaped }
  let evidence = EncodingEvidence(in: sample)
  // Three letters are like something of every language.
  guard evidence.highCount > 3 else { return nil }
  return sample.multibyteEncoding ?? evidence.singleByteEncoding
}

extension UnsafeBufferPointer<UInt8> {
  /// Encodings that switch alphabets by escape sequences, and have no byte beyond ASCII.
  ///
  /// Browsers refuse ISO-2022-KR for what it can hide from them; this text is not run.
  fileprivate var escapedEncoding: Encoding? {
    var i = first(0x1B, from: 0, to: count)
    while i + 3 < count {
      if matches("\u{1B}$b", at: i) || matches("\u{1B}$@", at: i) || matches("\u{1B}(j", at: i) {
        return contains { $0 >= 0x80 } ? nil : Encoding(label: "iso-2022-jp")
      }
      if matches("\u{1B}$)c", at: i) { return contains { $0 >= 0x80 } ? nil : .iso2022KR }
      i = first(0x1B, from: i + 1, to: count)
    }
    return nil
  }

  /// Whether the bytes are UTF-8 with a few that are damaged.
  var isMostlyUTF8: Bool {
    var good = 0
    var bad = 0
    var i = 0
    let end = Swift.min(count, EncodingEvidence.sampleSize)
    while i < end {
      guard self[i] >= 0x80 else {
        i += 1
        continue
      }
      let length = characterLength(at: i)
      if length == 0 { bad += 1 } else { good += 1 }
      i += Swift.max(1, length)
    }
    return good >= 4 * bad && good > 0
  }

  /// UTF-32 without a byte-order mark: every fourth byte is 0, and the one beside it below 17.
  var unmarkedUTF32: Encoding? {
    let units = Swift.min(count, 4096) / 4
    guard count % 4 == 0, units >= 2 else { return nil }
    if (0..<units).allSatisfy({ self[4 * $0] == 0 && self[4 * $0 + 1] < 17 }) { return .utf32BE }
    if (0..<units).allSatisfy({ self[4 * $0 + 3] == 0 && self[4 * $0 + 2] < 17 }) {
      return .utf32LE
    }
    return nil
  }

  /// The encoding of two or more bytes a character that the text is in.
  fileprivate var multibyteEncoding: Encoding? {
    var best: (encoding: Encoding, share: Int)?
    for form in multibyteForms {
      guard let encoding = form.encoding, isMostlyValid(in: form) else { continue }
      let share = commonness(of: decoded(self, from: encoding, maximumMarks: 0).text, by: form)
      if share >= 25, share > best?.share ?? 0 { best = (encoding, share) }
    }
    return best?.encoding
  }

  /// Whether all but one in a hundred characters beyond ASCII have the bytes that the form allows.
  private func isMostlyValid(in form: MultibyteForm) -> Bool {
    var good = 0
    var bad = 0
    var i = 0
    while i < count {
      guard self[i] >= 0x80 else {
        i += 1
        continue
      }
      let length = form.length(self, i)
      // A sample may end inside a character.
      if length == 0, i + 4 < count { bad += 1 } else { good += 1 }
      i += Swift.max(1, length)
    }
    return good > 0 && bad * 100 <= good
  }

  /// How many of a hundred characters beyond ASCII are among those that the texts are made of.
  private func commonness(of text: [UInt8], by form: MultibyteForm) -> Int {
    var all = 0
    var common = 0
    for scalar in String(decoding: text, as: UTF8.self).unicodeScalars where scalar.value >= 0x80 {
      // Marks and wide forms stand in all of them.
      if scalar.value < 0x3041 || scalar.value > 0xFF00 && scalar.value != 0xFFFD { continue }
      all += 1
      if form.isCommon(scalar) { common += 1 }
    }
    return all == 0 ? 0 : common * 100 / all
  }
}

/// How an encoding of East Asia is built, and what its texts are made of.
private struct MultibyteForm: Sendable {
  let label: String

  /// Length of the character at an offset; 0 where none is well-formed.
  let length: @Sendable (Source, Int) -> Int

  /// Whether texts in it are full of a character.
  let isCommon: @Sendable (Unicode.Scalar) -> Bool

  var encoding: Encoding? { label == "johab" ? .johab : Encoding(label: label) }
}

private func isKana(_ scalar: Unicode.Scalar) -> Bool { (0x3041...0x30FE).contains(scalar.value) }

private func pair(
  _ bytes: Source,
  _ i: Int,
  _ lead: ClosedRange<UInt8>,
  _ isTrail: (UInt8) -> Bool
) -> Int {
  i + 1 < bytes.count && lead.contains(bytes[i]) && isTrail(bytes[i + 1]) ? 2 : 0
}

private let multibyteForms: [MultibyteForm] = [
  MultibyteForm(
    label: "euc-kr",
    length: { bytes, i in pair(bytes, i, 0x81...0xFE) { $0 >= 0xA1 || $0.isLetter || $0 > 0x80 } },
    isCommon: { commonHangul.contains($0.value) }
  ),
  MultibyteForm(
    label: "euc-jp",
    length: { bytes, i in
      if bytes[i] == 0x8E { return pair(bytes, i, 0x8E...0x8E) { (0xA1...0xDF).contains($0) } }
      if bytes[i] == 0x8F { return pair(bytes, i, 0x8F...0x8F) { $0 >= 0xA1 } == 0 ? 0 : 3 }
      return pair(bytes, i, 0xA1...0xFE) { $0 >= 0xA1 && $0 < 0xFF }
    },
    isCommon: isKana
  ),
  MultibyteForm(
    label: "shift_jis",
    length: { bytes, i in
      if (0xA1...0xDF).contains(bytes[i]) { return 1 }
      let isLead = bytes[i] >= 0x81 && bytes[i] <= 0xFC && bytes[i] != 0xA0
      return isLead ? pair(bytes, i, 0x81...0xFC) { $0 >= 0x40 && $0 != 0x7F && $0 < 0xFD } : 0
    },
    isCommon: isKana
  ),
  MultibyteForm(
    label: "gb18030",
    length: { bytes, i in
      if i + 3 < bytes.count, bytes[i + 1].isDigit, bytes[i + 2] >= 0x81, bytes[i + 3].isDigit {
        return 4
      }
      return pair(bytes, i, 0x81...0xFE) { $0 >= 0x40 && $0 != 0x7F && $0 < 0xFF }
    },
    isCommon: { commonHan.contains($0.value) }
  ),
  MultibyteForm(
    label: "big5",
    length: { bytes, i in
      pair(bytes, i, 0x81...0xFE) { (0x40...0x7E).contains($0) || (0xA1...0xFE).contains($0) }
    },
    isCommon: { commonHan.contains($0.value) }
  ),
  MultibyteForm(
    label: "johab",
    length: { bytes, i in
      pair(bytes, i, 0x84...0xF9) { (0x31...0x7E).contains($0) || (0x81...0xFE).contains($0) }
    },
    isCommon: { commonHangul.contains($0.value) }
  ),
]

/// Two hundred of the characters that Chinese texts use most, in both their forms: together they
/// make up about half of a text.
private let commonHan = Set(
  """
  的一是不了在人有我他这這个個们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于於着著下自之年过過发發后後作里裡用道行所
  然家种種事成方多经經么麼去法学學如都同现現当當没沒动動面起看定天分还還进進好小部其些主样樣理心她本前开開但因只从從想实實日军軍者意无無力它与與
  长長把机機十民第公此已工使情明性知全三又关關点點正业業外将將两兩高间間由问問很最重并並物手应應战戰向头頭文体體政美相见見被利什二等产產或新己制
  身果加西斯月话話合回特代内內信表化老给給世位次度门門任常先海通教儿兒原东東声聲提立及比员員解水名真论論处處走义義各入几幾口认認条條平系气氣题題
  活更别別打女变變四神总總何电電数數安少报報才结結反受目太量再感建务務做接必场場件计計管期市直资資命山金指
  """.unicodeScalars.lazy.map(\.value)
)

/// The syllables that Korean texts use most; together they make up two thirds of a text.
private let commonHangul = Set(
  """
  이다는의에을가고하지은로기사를도한서리인대어나자시들해그수정일라부스아있만보적과전게제상으여주장원유면성동안조소공용구경관신우중국무생위마비트등미선내
  오치계개방산모없것거년민세연때러였었했습니까드분실물말음입영체바간행진와회문학교당야요더할될된되않
  """.unicodeScalars.lazy.map(\.value)
)
