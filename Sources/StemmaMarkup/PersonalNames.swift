/// The names in a byline: “By Ann Lee and Bo Ek | Coast Daily” names two people.
struct PersonalNames {
  private(set) var names: [String] = []

  /// Whether it began with “By” or the like.
  private(set) var isIntroduced = false

  /// Reads a byline; one that `isShown` is read off the page, where it may be anything.
  init(in text: String, isShown: Bool = false, mayBeOneWord: Bool = true) {
    var words = text.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\u{A0}" }.map(
      String.init
    )
    while let first = words.first, isIntroduction(first) {
      isIntroduced = true
      words.removeFirst()
    }
    var name: [String] = []
    var isOver = false
    func end() {
      if let found = checked(name, isShown: isShown, mayBeOneWord: mayBeOneWord) {
        if !names.contains(found) { names.append(found) }
      }
      name = []
    }
    for word in words where !isOver {
      if dividers.contains(word.lowercased()) {
        end()
      } else if closers.contains(word) || word.utf8.contains(where: \.isDigit)
        || word.utf8.first == UInt8(ascii: "(") || stops.contains(word.lowercased())
      {
        end()
        isOver = isShown || closers.contains(word)
      } else if let last = word.utf8.last, last == UInt8(ascii: ",") || last == UInt8(ascii: ";") {
        name.append(String(word.dropLast()))
        end()
      } else {
        name.append(word)
      }
    }
    end()
  }

  private func checked(_ words: [String], isShown: Bool, mayBeOneWord: Bool) -> String? {
    let name = words.joined(separator: " ")
    guard !name.isEmpty, name.utf8.count <= 80, words.count <= 6,
      !name.utf8.contains(UInt8(ascii: "@")), !name.utf8.contains(UInt8(ascii: ":")),
      !degrees.contains(name.lowercased())
    else { return nil }
    guard isShown else { return name }
    guard words.count > 1 || mayBeOneWord || name.utf8.contains(where: { $0 >= 0xE3 }) else {
      return nil
    }
    // A name in letters that have capitals starts with one.
    let starts = words.compactMap(\.unicodeScalars.first)
    let capitals = starts.filter { $0.properties.isUppercase || !$0.properties.isCased }
    return words.count == 1 || capitals.count * 2 >= starts.count ? name : nil
  }
}

/// “By” in the languages of the news, and what stands with it.
private func isIntroduction(_ word: String) -> Bool {
  let plain = word.lowercased().split(separator: ":").first.map(String.init) ?? ""
  return plain.isEmpty || introductions.contains(plain)
}

private let introductions: Set<String> = [
  "by", "von", "par", "por", "di", "de", "door", "av", "af", "autor", "author", "autore", "auteur",
  "tekst", "text", "written", "posted", "published", "story", "words", "reported", "geschrieben",
  "verfasst", "escrito", "rédigé", "publié", "przez", "yazan", "автор", "kirjoittanut", "a", "da",
]
private let dividers: Set<String> = [
  "and", "und", "et", "y", "e", "&", "en", "og", "och", "i", "ja", "ve", "и", "/",
]
private let closers: Set<String> = ["|", "•", "·", "–", "—", "-", "→", "»"]
private let stops: Set<String> = [
  "on", "am", "le", "el", "il", "op", "updated", "published", "posted", "for", "für", "about", "in",
  "is", "image", "photo", "foto",
]
private let degrees: Set<String> = ["md", "phd", "ms", "rd", "mba", "dr", "ph.d.", "m.d.", "admin"]
