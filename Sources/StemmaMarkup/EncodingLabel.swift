/// An encoding of the Encoding Standard, and what the C library's iconv calls it.
struct Encoding: Hashable, Sendable {
  /// The name in the standard; https://encoding.spec.whatwg.org/#names-and-labels.
  let name: String

  /// The name for iconv; where it differs, a superset that real pages use.
  let iconv: String

  /// Whether every byte is a character.
  let isSingleByte: Bool

  static let utf8 = Encoding(name: "UTF-8", iconv: "UTF-8", isSingleByte: false)
  static let utf16LE = Encoding(name: "UTF-16LE", iconv: "UTF-16LE", isSingleByte: false)
  static let utf16BE = Encoding(name: "UTF-16BE", iconv: "UTF-16BE", isSingleByte: false)
  static let utf32LE = Encoding(name: "UTF-32LE", iconv: "UTF-32LE", isSingleByte: false)
  static let utf32BE = Encoding(name: "UTF-32BE", iconv: "UTF-32BE", isSingleByte: false)
  // Not in the standard; only found out, never believed where declared.
  static let iso2022KR = Encoding(name: "ISO-2022-KR", iconv: "ISO-2022-KR", isSingleByte: false)
  static let johab = Encoding(name: "Johab", iconv: "JOHAB", isSingleByte: false)
  static let windows1252 = Encoding(name: "windows-1252", iconv: "CP1252", isSingleByte: true)

  /// The encoding that a label means; `nil` where it is unknown or not to be trusted (UTF-7).
  init?(label: String) {
    let key = String(
      decoding: label.utf8.filter { !$0.isMarkupSpace }.map(\.lowercased),
      as: UTF8.self
    )
    guard let encoding = encodings[key] else { return nil }
    self = encoding
  }

  init(name: String, iconv: String, isSingleByte: Bool) {
    self.name = name
    self.iconv = iconv
    self.isSingleByte = isSingleByte
  }

  /// Whether the encoding can be read by a parser that looks for `<meta>` in ASCII.
  var isASCIICompatible: Bool { !name.hasPrefix("UTF-16") && !name.hasPrefix("UTF-32") }
}

private let encodings: [String: Encoding] = {
  var encodings: [String: Encoding] = [:]
  for (name, iconv, isSingleByte, labels) in table {
    let encoding = Encoding(name: name, iconv: iconv, isSingleByte: isSingleByte)
    for label in labels.split(separator: " ") { encodings[String(label)] = encoding }
  }
  return encodings
}()

// The standard's labels. x-user-defined, replacement and UTF-7 are left out on purpose.
private let table: [(String, String, Bool, String)] = [
  (
    "UTF-8", "UTF-8", false,
    "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8"
  ),
  (
    "UTF-16LE", "UTF-16LE", false,
    "utf-16le utf-16 csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff"
  ),
  ("UTF-16BE", "UTF-16BE", false, "utf-16be unicodefffe"),
  ("UTF-32LE", "UTF-32LE", false, "utf-32le utf-32"),
  ("UTF-32BE", "UTF-32BE", false, "utf-32be"),
  (
    "windows-1252", "CP1252", true,
    "windows-1252 cp1252 x-cp1252 ansi_x3.4-1968 ascii us-ascii iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100 cp819 ibm819 l1 latin1 latin-1 csisolatin1"
  ),
  (
    "ISO-8859-2", "ISO-8859-2", true,
    "iso-8859-2 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 iso-ir-101 l2 latin2 csisolatin2"
  ),
  (
    "ISO-8859-3", "ISO-8859-3", true,
    "iso-8859-3 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 iso-ir-109 l3 latin3 csisolatin3"
  ),
  (
    "ISO-8859-4", "ISO-8859-4", true,
    "iso-8859-4 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 iso-ir-110 l4 latin4 csisolatin4"
  ),
  (
    "ISO-8859-5", "ISO-8859-5", true,
    "iso-8859-5 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988 iso-ir-144 cyrillic csisolatincyrillic"
  ),
  (
    "ISO-8859-6", "ISO-8859-6", true,
    "iso-8859-6 iso8859-6 iso88596 iso_8859-6 iso_8859-6:1987 iso-8859-6-e iso-8859-6-i iso-ir-127 arabic asmo-708 csisolatinarabic ecma-114 csiso88596e csiso88596i"
  ),
  (
    "ISO-8859-7", "ISO-8859-7", true,
    "iso-8859-7 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 iso-ir-126 greek greek8 csisolatingreek ecma-118 elot_928 sun_eu_greek"
  ),
  (
    "ISO-8859-8", "ISO-8859-8", true,
    "iso-8859-8 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 iso-8859-8-e iso-ir-138 hebrew visual csisolatinhebrew csiso88598e"
  ),
  ("ISO-8859-8-I", "ISO-8859-8", true, "iso-8859-8-i logical csiso88598i"),
  (
    "ISO-8859-10", "ISO-8859-10", true,
    "iso-8859-10 iso8859-10 iso885910 iso-ir-157 l6 latin6 csisolatin6"
  ),
  ("ISO-8859-13", "ISO-8859-13", true, "iso-8859-13 iso8859-13 iso885913"),
  ("ISO-8859-14", "ISO-8859-14", true, "iso-8859-14 iso8859-14 iso885914"),
  (
    "ISO-8859-15", "ISO-8859-15", true,
    "iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9 csisolatin9"
  ),
  ("ISO-8859-16", "ISO-8859-16", true, "iso-8859-16"),
  ("KOI8-R", "KOI8-R", true, "koi8-r koi8 koi koi8_r cskoi8r"),
  ("KOI8-U", "KOI8-U", true, "koi8-u koi8-ru"),
  ("macintosh", "MACINTOSH", true, "macintosh mac x-mac-roman csmacintosh"),
  ("x-mac-cyrillic", "MAC-CYRILLIC", true, "x-mac-cyrillic x-mac-ukrainian maccyrillic"),
  // Not in the standard; feeds of the nineties were in it.
  ("IBM855", "CP855", true, "ibm855 cp855 855 csibm855"),
  ("IBM866", "CP866", true, "ibm866 cp866 866 csibm866"),
  ("windows-874", "CP874", true, "windows-874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620"),
  ("windows-1250", "CP1250", true, "windows-1250 cp1250 x-cp1250"),
  ("windows-1251", "CP1251", true, "windows-1251 cp1251 x-cp1251"),
  ("windows-1253", "CP1253", true, "windows-1253 cp1253 x-cp1253"),
  (
    "windows-1254", "CP1254", true,
    "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 iso-ir-148 l5 latin5 csisolatin5"
  ),
  ("windows-1255", "CP1255", true, "windows-1255 cp1255 x-cp1255"),
  ("windows-1256", "CP1256", true, "windows-1256 cp1256 x-cp1256"),
  ("windows-1257", "CP1257", true, "windows-1257 cp1257 x-cp1257"),
  ("windows-1258", "CP1258", true, "windows-1258 cp1258 x-cp1258"),
  ("gb18030", "GB18030", false, "gb18030"),
  (
    "GBK", "GB18030", false,
    "gbk gb2312 gb_2312 gb_2312-80 chinese csgb2312 csiso58gb231280 iso-ir-58 x-gbk cp936"
  ),
  ("Big5", "BIG5-HKSCS", false, "big5 big5-hkscs cn-big5 csbig5 x-x-big5"),
  ("EUC-JP", "EUC-JP", false, "euc-jp cseucpkdfmtjapanese x-euc-jp"),
  ("ISO-2022-JP", "ISO-2022-JP", false, "iso-2022-jp csiso2022jp"),
  (
    "Shift_JIS", "CP932", false,
    "shift_jis shift-jis sjis ms_kanji ms932 csshiftjis windows-31j x-sjis cp932"
  ),
  (
    "EUC-KR", "CP949", false,
    "euc-kr cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cp949"
  ),
]

/// Whether a label names an encoding that can be read (https://encoding.spec.whatwg.org/#names-and-labels).
///
/// UTF-7 is never read, whatever it is called.
public func isKnownCharset(_ label: String) -> Bool { Encoding(label: label) != nil }
