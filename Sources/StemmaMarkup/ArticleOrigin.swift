internal import StemmaText

/// Where an article comes from: its site, its address, its language, and who may copy it.
struct ArticleOrigin {
  private let shown: ShownText
  private let stated: PageParticulars
  private let address: String?
  private var page: PageOutline { shown.page }

  /// The address of the article; `nil` where none is known.
  let canonical: Particular?

  /// The names of the site.
  let site: SiteName

  init(_ shown: ShownText, _ stated: PageParticulars, at address: String?) {
    self.shown = shown
    self.stated = stated
    self.address = address
    canonical = Self.canonical(stated, at: address)
    site = SiteName(
      stated.statements(of: .publisher).map(\.text) + stated.siteNames,
      at: [canonical?.value, address].compactMap { $0 }
    )
  }

  /// The facts.
  var particulars: [Particular] {
    let language = stated.statements(of: .language).lazy.compactMap { statement in
      languageTag(statement.text).map { statement.particular($0) }
    }
    let section = stated.statements(of: .section).first.map { $0.particular($0.text) }
    return [canonical, publisher, language.first, section, licence].compactMap { $0 } + translation
  }

  // MARK: Address

  /// `<link rel="canonical">` names the page; JSON-LD often names its section or its site.
  private static func canonical(_ stated: PageParticulars, at address: String?) -> Particular? {
    let statements = stated.statements(of: .canonicalURL)
    let ordered = [Particular.Basis.linkElement, .metaElement, .jsonLD].flatMap { basis in
      statements.filter { $0.basis == basis }
    }
    var known = ordered.compactMap { statement -> Particular? in
      let whole = FeedAddress(statement.text).resolved(against: stated.base)
      return isWebAddress(whole) ? statement.particular(whole) : nil
    }
    if let address, isWebAddress(address) {
      known.append(
        Particular(
          .canonicalURL,
          value: address,
          basis: .url,
          certainty: .probable,
          note: "where the sender found the page"
        )
      )
    }
    guard let first = known.first else { return nil }
    let own = LooseAddress(first.value)
    // A copy names the original elsewhere, and itself in other places.
    if let address, first.basis == .linkElement, own.host != LooseAddress(address).host,
      let here = known.dropFirst().first(where: {
        $0.basis != .url && LooseAddress($0.value) == LooseAddress(address)
      })
    {
      return Particular(
        .canonicalURL,
        value: here.value,
        raw: here.raw,
        origin: here.origin,
        basis: here.basis,
        certainty: here.certainty,
        note: "a copy; the page names \(first.value) as the original"
      )
    }
    // Some page systems give the first page of the site as the address of all.
    guard own.isRoot else { return first }
    return known.first {
      let other = LooseAddress($0.value)
      return !other.isRoot && other.host == own.host
    } ?? first
  }

  // MARK: Publisher

  /// The name that the site goes by; the firm behind it, where that differs, in a note.
  private var publisher: Particular? {
    let statements = stated.statements(of: .publisher).filter { !isWebAddress($0.text) }
    let titles = Set(stated.statements(of: .title).map(\.text))
    let named = statements.filter { $0.text.utf8.count <= 120 && !titles.contains($0.text) }
    let linked = named.filter { $0.basis == .jsonLD && $0.rank < 3 }
    let ordered =
      named.filter { $0.basis == .metaElement && $0.rank == 2 } + linked
      + named.filter { $0.basis != .jsonLD && $0.rank != 2 }
    let other = named.filter { $0.basis == .jsonLD && $0.rank == 3 }
    let best = (ordered + other).first { !$0.text.isHost } ?? ordered.first
    if let best {
      let firm = linked.first { $0.rank == 0 }?.text
      let isFirm = firm.map { !SiteName([best.text], at: []).isNearly($0) } ?? false
      return best.particular(best.text, note: isFirm ? firm.map { "published by \($0)" } : nil)
    }
    if let name = stated.siteNames.first(where: { !isWebAddress($0) }) {
      return Particular(.publisher, value: name, basis: .jsonLD, certainty: .probable)
    }
    return publisherByTitle ?? publisherByAddress
  }

  /// The part of the page's title that is named like its host.
  private var publisherByTitle: Particular? {
    guard let title = stated.statements(of: .title).last(where: { $0.rank >= 90 }) else {
      return nil
    }
    let name = DividedTitle(title.text).siteName(site)
    return name.flatMap {
      PageStatement(.publisher, $0, title.basis, .probable, at: title.place)?.particular($0)
    }
  }

  private var publisherByAddress: Particular? {
    guard let value = canonical?.value else { return nil }
    let host = String(LooseAddress(value).host)
    guard !host.isEmpty else { return nil }
    return Particular(.publisher, value: host, raw: value, basis: .url, certainty: .inferred)
  }

  // MARK: Licence

  private var licence: Particular? {
    if let statement = stated.statements(of: .licence).first {
      return statement.particular(FeedAddress(statement.text).resolved(against: stated.base))
    }
    for i in page.markup.nodes.indices where page.markup.nodes[i].name == .a {
      guard let value = page.markup.value(of: .href, on: i),
        value.withUnsafeBufferPointer({
          $0.first("creativecommons.org/", from: 0, to: $0.count) != nil
        })
      else { continue }
      let address = String(decoding: value.prefix(200), as: UTF8.self)
      let loose = LooseAddress(address).text
      guard
        loose.hasPrefix("creativecommons.org/licenses/")
          || loose.hasPrefix("creativecommons.org/publicdomain/")
      else { continue }
      let statement = PageStatement(
        .licence,
        address,
        .linkElement,
        .probable,
        at: shown.place(of: i)
      )
      return statement.map { $0.particular($0.text) }
    }
    return nil
  }

  // MARK: Translation

  /// What says that the text is a translation: JSON-LD, then phrases beside the text.
  private var translation: [Particular] {
    var facts: [Particular] = []
    if let original = stated.statements(of: .originalLanguage).first,
      let tag = languageTag(original.text), !isDeclared(tag)
    {
      facts.append(original.particular(tag))
    }
    for statement in stated.statements(of: .translator) {
      facts += Byline(in: statement.text, .stated).people.map { statement.particular($0) }
    }
    for line in shown.nearbyLines where facts.isEmpty {
      guard let note = TranslationNote(in: line.text) else { continue }
      func fact(_ field: Particular.Field, _ value: String) -> Particular {
        Particular(
          field,
          value: value,
          raw: line.text,
          origin: Span(line.place),
          basis: .text,
          certainty: .probable
        )
      }
      if let language = note.language { facts.append(fact(.originalLanguage, language)) }
      facts += note.translators.map { fact(.translator, $0) }
    }
    return facts
  }

  private func isDeclared(_ tag: String) -> Bool {
    let own = stated.statements(of: .language).first.flatMap { languageTag($0.text) }
    return own?.prefix(2) == tag.prefix(2)
  }
}

extension String {
  /// Whether it is written like a host: a stop and no space.
  fileprivate var isHost: Bool { contains(".") && !contains(" ") }
}

/// A line that says that a text is a translation: “Translated from the German by Ann Lee”.
struct TranslationNote {
  /// The language of the original, as a tag; `nil` where it is not said.
  private(set) var language: String?

  /// Who translated it.
  private(set) var translators: [String] = []

  init?(in line: String) {
    let lower = line.lowercased().replacingApostrophes()
    guard Self.mayHoldPhrase(lower.utf8) else { return nil }
    let bytes = Array(lower.utf8)
    for phrase in Self.phrases {
      let place = bytes.withUnsafeBufferPointer { bytes in
        phrase.bytes.withUnsafeBufferPointer { bytes.first($0) }
      }
      guard let place else { continue }
      let start = lower.utf8.index(lower.startIndex, offsetBy: place)
      if lower[..<start].last?.isLetter == true { continue }
      let end = lower.utf8.index(start, offsetBy: phrase.bytes.count)
      if phrase.value == "from" { read(languageIn: lower[end...].prefix(40), of: line) }
      if phrase.value == "by" { read(namesIn: line, behind: phrase.text) }
      if language != nil || !translators.isEmpty { return }
    }
    return nil
  }

  /// The phrases that say of a text that it is a translation, in the order of their rows.
  private static let phrases: [(value: String, text: String, bytes: [UInt8])] =
    Vocabulary.translations.filter { $0.value != "language" }.flatMap { row in
      row.words.map { (row.value, $0, Array($0.replacingApostrophes().utf8)) }
    }

  /// Whether three bytes in a row stand in a text that start a phrase.
  private static func mayHoldPhrase(_ text: String.UTF8View) -> Bool {
    var last = 0
    return text.contains { byte in
      last = (last << 8 | Int(byte)) & 0xFF_FFFF
      return starts.contains(last)
    }
  }

  private static let starts = Set(
    phrases.map { $0.bytes.prefix(3).reduce(0) { $0 << 8 | Int($1) } }
  )

  private mutating func read(languageIn rest: Substring, of line: String) {
    let words = rest.split { !$0.isLetter && $0 != "’" }.prefix(2).map(String.init)
    for row in Vocabulary.translations where row.value == "language" {
      guard let word = words.first(where: row.words.contains) else { continue }
      language = row.name
      let names = line.split(separator: " ").drop {
        $0.lowercased().replacingApostrophes().firstRange(of: word) == nil
      }
      let introduced = Array(names.dropFirst()).joined(separator: " ")
      let byline = Byline(in: introduced, .shown)
      if byline.isIntroduced { translators = byline.people }
      return
    }
  }

  private mutating func read(namesIn line: String, behind phrase: String) {
    let count = phrase.split(separator: " ").count
    let last = phrase.split(separator: " ").last.map(String.init) ?? phrase
    let words = line.split(separator: " ")
    for i in words.indices where words[i].lowercased() == last && i + 1 >= count {
      let rest = words[(i + 1)...].prefix(6).joined(separator: " ")
      translators = Byline(in: rest, .shown).people.filter { $0.contains(" ") }
      return
    }
  }
}

extension String {
  /// With one apostrophe for both.
  fileprivate func replacingApostrophes() -> String {
    guard utf8.contains(0x27) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0 == "'" ? "’" : $0 }))
  }
}
