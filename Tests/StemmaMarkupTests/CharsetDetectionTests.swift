import StemmaText
import Testing

@testable import StemmaMarkup

/// A text in an encoding of one byte a character; `nil` where a character has no byte.
private func bytes(_ text: String, in label: String) -> [UInt8]? {
  guard let page = CodePage.named(label) else { return nil }
  var bytes: [UInt8] = []
  for scalar in text.unicodeScalars {
    if scalar.isASCII {
      bytes.append(UInt8(scalar.value))
    } else if let index = page.scalars.firstIndex(of: scalar) {
      bytes.append(UInt8(index + 0x80))
    } else {
      return nil
    }
  }
  return bytes
}

@Suite struct `Undeclared encodings` {
  @Test(
    arguments: [
      (
        "Wczoraj rząd ogłosił, że próba się powiodła, a więc można zacząć.",
        ["windows-1250", "iso-8859-2"]
      ),
      (
        "Včera vláda řekla, že příští týden začne nová řada jednání.",
        ["windows-1250", "iso-8859-2"]
      ),
      (
        "A miniszter szerint a következő hétfőn döntenek az ügyről, írta a közlöny.",
        ["windows-1250", "iso-8859-2"]
      ),
      (
        "Premierul a spus că măsurile vor fi aplicate în toată ţara până la vară şi după.",
        ["windows-1250"]
      ),
      ("Başbakan, görüşmelerin önümüzdeki hafta yeniden başlayacağını söyledi.", ["windows-1254"]),
      (
        "Vyriausybė pranešė, kad šią savaitę bus svarstomas įstatymas dėl mokesčių.",
        ["windows-1257"]
      ),
      (
        "Le ministre a déclaré que l’accord était prêt, après de très longues négociations à Genève.",
        ["windows-1252"]
      ),
      (
        "Die Behörden erklärten, dass die Straße für drei Tage gesperrt bleibe, möglicherweise länger.",
        ["windows-1252"]
      ),
      (
        "Вчера министр заявил, что переговоры продолжатся на следующей неделе.",
        ["windows-1251", "koi8-r", "iso-8859-5", "ibm866", "x-mac-cyrillic", "ibm855"]
      ),
      (
        "Вчера министърът съобщи, че преговорите ще продължат през следващата седмица.",
        ["windows-1251", "iso-8859-5"]
      ),
      (
        "Учора міністр заявив, що переговори триватимуть і наступного тижня в Києві.",
        ["windows-1251", "koi8-u"]
      ),
      (
        "Ο υπουργός δήλωσε χθες ότι οι συνομιλίες θα συνεχιστούν την επόμενη εβδομάδα.",
        ["windows-1253", "iso-8859-7"]
      ),
      ("השר הודיע אתמול כי השיחות יימשכו בשבוע הבא בירושלים.", ["windows-1255"]),
      (
        "أعلن الوزير أمس أن المحادثات سوف تستمر في الأسبوع القادم.", ["windows-1256", "iso-8859-6"]
      ),
      ("รัฐมนตรีกล่าวเมื่อวานนี้ว่าการเจรจาจะดำเนินต่อไปในสัปดาห์หน้า", ["windows-874"]),
    ]
  )
  func `show in their letters`(text: String, labels: [String]) throws {
    for label in labels {
      let encoded = try #require(bytes(text, in: label), "\(label)")
      let document = try document(from: encoded, as: .text)
      #expect(document.words(at: Span(0..<document.text.count)) == text, "\(label)")
      #expect(document.remarks.map(\.event) == [.undeclaredEncoding], "\(label)")
    }
  }

  @Test(
    arguments: [
      (
        "shift_jis",
        [
          145, 229, 144, 98, 130, 205, 141, 240, 147, 250, 129, 65, 139, 166, 139, 99, 130, 240,
          145, 177, 130, 175, 130, 233, 130, 198, 143, 113, 130, 215, 130, 189, 129, 66,
        ], "大臣は昨日、協議を続けると述べた。"
      ),
      (
        "euc-jp",
        [
          194, 231, 191, 195, 164, 207, 186, 242, 198, 252, 161, 162, 182, 168, 181, 196, 164, 242,
          194, 179, 164, 177, 164, 235, 164, 200, 189, 210, 164, 217, 164, 191, 161, 163,
        ], "大臣は昨日、協議を続けると述べた。"
      ),
      (
        "euc-kr",
        [
          192, 229, 176, 252, 192, 186, 32, 190, 238, 193, 166, 32, 200, 184, 180, 227, 192, 204,
          32, 180, 217, 192, 189, 32, 193, 214, 191, 161, 181, 181, 32, 176, 232, 188, 211, 181,
          200, 180, 217, 176, 237, 32, 185, 224, 199, 251, 180, 217, 46,
        ], "장관은 어제 회담이 다음 주에도 계속된다고 밝혔다."
      ),
      (
        "gbk",
        [
          178, 191, 179, 164, 215, 242, 204, 236, 203, 181, 163, 172, 206, 210, 195, 199, 213, 253,
          212, 218, 189, 248, 208, 208, 210, 187, 184, 246, 208, 194, 181, 196, 204, 184, 197, 208,
          161, 163,
        ], "部长昨天说，我们正在进行一个新的谈判。"
      ),
      (
        "big5",
        [
          179, 161, 170, 248, 172, 81, 164, 209, 187, 161, 161, 65, 167, 218, 173, 204, 165, 191,
          166, 98, 182, 105, 166, 230, 164, 64, 173, 211, 183, 115, 170, 186, 189, 205, 167, 80,
          161, 67,
        ], "部長昨天說，我們正在進行一個新的談判。"
      ),
    ]
  )
  func `show in the characters of East Asia`(label: String, bytes: [UInt8], text: String) throws {
    let document = try document(from: bytes, as: .text)
    #expect(document.words(at: Span(0..<document.text.count)) == text, "\(label)")
  }

  @Test func `switch alphabets by escape sequences`() throws {
    let bytes: [UInt8] = [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42]
    #expect(try document(from: bytes, as: .text).encoding.used == "ISO-2022-JP")
  }

  @Test func `are UTF-32 where every fourth byte is zero`() throws {
    let text = "Stemma 𝄞"
    let bytes = text.unicodeScalars.flatMap {
      [0, UInt8($0.value >> 16), UInt8($0.value >> 8 & 255), UInt8($0.value & 255)]
    }
    let document = try document(from: bytes, as: .text)
    #expect(document.encoding.used == "UTF-32BE")
    #expect(document.words(at: Span(0..<document.text.count)) == text)
  }

  @Test func `are UTF-8 where only a few bytes are not`() throws {
    var bytes = Array("Łódź, Gdańsk, Wrocław, Kraków".utf8)
    bytes.insert(0xE9, at: 10)
    let document = try document(from: bytes, as: .text)
    #expect(document.encoding.used == "UTF-8")
    #expect(document.remarks.map(\.event) == [.undecodableBytes])
  }

  @Test func `do not join letters to the points behind them`() throws {
    let hebrew = try #require(bytes("\u{05E9}\u{05C1}\u{05DC}", in: "windows-1255"))
    let document = try document(from: hebrew, as: .text, charset: "windows-1255")
    #expect(document.words(at: Span(0..<document.text.count)).unicodeScalars.count == 3)
  }
}
