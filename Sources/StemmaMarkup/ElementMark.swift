/// What an element is by its name, role, class and identifier.
struct ElementMark: Sendable {
  enum Kind: UInt8, Sendable {
    /// Nothing says that it is anything but text.
    case plain
    /// Never text of an article: scripts, pictures, fields of forms.
    case hidden
    /// Something else than the article.
    case foreign
    /// What readers wrote.
    case comments
    /// Beside the running text: captions, credits, boxes; believed where it holds little.
    case beside
  }

  var kind = Kind.plain

  /// What its class and identifier say.
  var words: ArticleWord = []

  /// Why it is `foreign`.
  var reason = PageReason.outside

  /// Whether it starts a block of its own.
  var isBoundary = false

  /// Whether it is a link to somewhere.
  var isLink = false
}

/// The marks of all elements, and of the page behind them.
///
/// `<noscript>` is text only where nothing else is: `showsNoscript`.
func elementMarks(of markup: Markup, showsNoscript: Bool) -> [ElementMark] {
  var marks = [ElementMark](repeating: ElementMark(), count: markup.nodes.count + 1)
  var readings = ClassReadings()
  var codeEnd: Int32 = 0
  for i in markup.nodes.indices {
    let node = markup.nodes[i]
    let name = node.name
    var mark = ElementMark()
    if name.isFurnitureOfScripts, !(showsNoscript && name == .noscript) {
      mark.kind = .hidden
    } else if node.pieces.lowerBound >= codeEnd {
      // Highlighted code has classes of its own.
      if name == .pre || name == .code { codeEnd = node.pieces.upperBound }
      var isFolded = false
      var outer = Int(node.parent)
      for _ in 0..<2 where outer >= 0 {
        isFolded = isFolded || marks[outer].words.contains(.folded)
        outer = Int(markup.nodes[outer].parent)
      }
      mark = elementMark(of: i, named: name, in: markup, isFolded: isFolded, &readings)
    }
    mark.isBoundary = name.makesBlock || mark.kind != .plain && mark.isSetApart(in: name)
    mark.isLink = name == .a && !mark.isBoundary && markup.value(of: .href, on: i) != nil
    marks[i] = mark
  }
  return marks
}

extension ElementMark {
  /// Whether it parts text where an element of that name would not.
  ///
  /// A name or a date inside a sentence does not part it.
  fileprivate func isSetApart(in name: ElementName) -> Bool {
    guard kind == .beside, !words.contains(.caption) else { return kind != .hidden }
    switch name {
    case .span, .a, .em, .strong, .i, .b, .small, .time, .cite: return false
    default: return true
    }
  }
}

private func elementMark(
  of i: Int,
  named name: ElementName,
  in markup: Markup,
  isFolded: Bool,
  _ readings: inout ClassReadings
) -> ElementMark {
  var mark = ElementMark()
  let attributes = markup.nodes[i].attributes
  var classes: ArraySlice<UInt8>?
  var isConcealed = false
  var role: ArraySlice<UInt8>?
  for attribute in markup.attributes[attributes] {
    let value = markup.bytes[Int(attribute.lower)..<Int(attribute.upper)]
    switch attribute.name {
    case .class:
      classes = value
      mark.words.formUnion(readings.words(of: attribute, in: markup.bytes))
    case .id: mark.words.formUnion(words(of: value))
    case .role: role = value
    case .style where value.count >= 12: isConcealed = isConcealed || value.hidesElement
    case .ariaHidden: isConcealed = isConcealed || value.elementsEqual("true".utf8)
    case .hidden: isConcealed = isConcealed || !value.elementsEqual("until-found".utf8)
    case .itemprop:
      if value.isWord("author") || value.isWord("creator") { mark.words.insert(.microdataAuthor) }
      if value.isWord("datepublished") { mark.words.insert(.microdataDate) }
      if value.split(whereSeparator: \.isMarkupSpace).contains(where: { $0.isWord("articlebody") })
      {
        mark.isMicrodataBody = true
      }
    default: break
    }
  }
  if mark.words.contains(.concealed) {
    mark.words.remove(.concealed)
    // “hidden md:block” is hidden on small screens only.
    if classes.map(isShownElsewhere) != true, !isFolded, !mark.words.contains(.folded) {
      mark.words.insert(.concealed)
    }
  }
  if name.isForeign {
    mark.set(.foreign, name.reason)
  } else if name == .html || name == .body {
    return mark
  } else if isConcealed, !isFolded, !mark.words.contains(.folded),
    classes.map(isPaidFor) != true, role.map({ $0.isWord("region") }) != true
  {
    mark.set(.foreign, .concealed)
  } else if let role, foreignRoles.contains(where: { role.isWord($0) }) {
    mark.set(.foreign, .role)
  } else if name == .main || name == .h1 || name == .blockquote {
    // Tweets are quoted in blocks named after their network.
    return mark
  } else if mark.words.contains(.comments) {
    mark.set(.comments, .comments)
  } else if name != .article {
    if let reason = PageReason(mark.words) {
      mark.set(.foreign, reason)
    } else if !mark.words.isDisjoint(with: [.caption, .gallery, .author, .credit, .box]) {
      mark.kind = .beside
    }
  }
  return mark
}

extension ElementMark {
  fileprivate mutating func set(_ kind: Kind, _ reason: PageReason) {
    self.kind = kind
    self.reason = reason
  }

  /// Whether microdata says that it holds the text (https://schema.org/articleBody).
  fileprivate(set) var isMicrodataBody: Bool {
    get { words.contains(.microdataBody) }
    set { if newValue { words.insert(.microdataBody) } }
  }
}

/// What the classes met last mean: most elements of a page have the class of another.
private struct ClassReadings {
  private var slots = [Slot](repeating: Slot(), count: 1_024)

  private struct Slot {
    var place = 0..<0
    var meaning: ArticleWord = []
  }

  mutating func words(of attribute: MarkupAttribute, in bytes: [UInt8]) -> ArticleWord {
    let place = Int(attribute.lower)..<Int(attribute.upper)
    guard place.count >= 8 else { return StemmaMarkup.words(of: bytes[place]) }
    let ends = bytes.withUnsafeBytes { bytes in
      bytes.loadUnaligned(fromByteOffset: place.lowerBound, as: UInt64.self)
        ^ bytes.loadUnaligned(fromByteOffset: place.upperBound - 8, as: UInt64.self) &* 31
    }
    // Fibonacci hashing.
    let i = Int(((ends &+ UInt64(place.count)) &* 0x9E37_79B9_7F4A_7C15) >> 54)
    if !bytes[slots[i].place].elementsEqual(bytes[place]) {
      slots[i] = Slot(place: place, meaning: StemmaMarkup.words(of: bytes[place]))
    }
    return slots[i].meaning
  }
}

/// What the tokens of a class or identifier, and the words in them, mean.
///
/// Words are parted by anything but letters, and where a capital follows a small letter.
private func words(of value: ArraySlice<UInt8>) -> ArticleWord {
  var meaning: ArticleWord = []
  var token = ArticleVocabulary.seed
  var word = ArticleVocabulary.seed
  var wordLength = 0
  var tokenLength = 0
  var isTopic = false
  func endWord() {
    if !isTopic, wordLength > 1, wordLength < tokenLength {
      meaning.formUnion(ArticleVocabulary.meaning(ofHash: word).subtracting(.wholeToken))
    }
    word = ArticleVocabulary.seed
    wordLength = 0
  }
  func endToken() {
    // A token that is one word is looked up once, as a whole; what stories are filed under says
    // nothing of the element.
    if isTopic {
      tokenLength = 0
    } else if wordLength > 1, wordLength < tokenLength {
      meaning.formUnion(ArticleVocabulary.meaning(ofHash: word).subtracting(.wholeToken))
    }
    if tokenLength > 1 { meaning.formUnion(ArticleVocabulary.meaning(ofHash: token)) }
    token = ArticleVocabulary.seed
    word = ArticleVocabulary.seed
    wordLength = 0
    tokenLength = 0
    isTopic = false
  }
  var wasSmall = false
  for byte in value {
    if byte.isMarkupSpace {
      endToken()
      wasSmall = false
      continue
    }
    let lower = byte.lowercased
    let isCapital = lower != byte
    tokenLength += 1
    token = ArticleVocabulary.hashed(token, lower)
    if !lower.isLetter {
      if lower == UInt8(ascii: "-"), wordLength + 1 == tokenLength, [3, 6, 8].contains(wordLength) {
        isTopic = topicPrefixes.contains(word)
      }
      endWord()
      wasSmall = lower.isDigit
      continue
    }
    if isCapital, wasSmall { endWord() }
    word = ArticleVocabulary.hashed(word, lower)
    wordLength += 1
    wasSmall = !isCapital
  }
  endToken()
  return meaning
}

/// What WordPress puts before the name of a topic in the class of a story about it
/// (https://developer.wordpress.org/reference/functions/get_post_class/).
private let topicPrefixes = Set(
  ["tag", "category", "format"].map {
    $0.utf8.reduce(ArticleVocabulary.seed, ArticleVocabulary.hashed)
  }
)

/// Whether a style sheet shows the element on other screens, as “md:block” and “d-md-flex” do.
private func isShownElsewhere(_ classes: ArraySlice<UInt8>) -> Bool {
  classes.split(whereSeparator: \.isMarkupSpace).contains { token in
    token.contains(0x3A)
      || shownSuffixes.contains { token.suffix($0.utf8CodeUnitCount).isWord($0) }
  }
}

private let shownSuffixes: [StaticString] = ["-block", "-flex", "-inline", "-grid"]

/// Whether it is text of the article that only subscribers are shown.
private func isPaidFor(_ classes: ArraySlice<UInt8>) -> Bool {
  classes.split(whereSeparator: \.isMarkupSpace).contains { $0.isWord("paywall") }
}

/// Roles of WAI-ARIA (https://www.w3.org/TR/wai-aria-1.2/#role_definitions) that name no article.
private let foreignRoles: [StaticString] = [
  "navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alert",
  "alertdialog", "menu", "menubar", "menuitem", "toolbar", "tooltip", "tablist", "button",
]

extension Collection<UInt8> {
  /// Whether the bytes are that word, in any case of ASCII letters.
  func isWord(_ word: StaticString) -> Bool {
    guard count == word.utf8CodeUnitCount else { return false }
    var letter = word.utf8Start
    for byte in self {
      guard byte.lowercased == letter.pointee else { return false }
      letter += 1
    }
    return true
  }

  /// Whether a `style` says `display: none`.
  fileprivate var hidesElement: Bool {
    let words: StaticString = "display:none"
    var next = 0
    for byte in self where !byte.isMarkupSpace {
      // “d” stands nowhere else in it, so that what breaks off can only start again.
      next = byte.lowercased == words.utf8Start[next] ? next + 1 : byte.lowercased == 0x64 ? 1 : 0
      if next == words.utf8CodeUnitCount { return true }
    }
    return false
  }
}

extension ElementName {
  /// Whether what it holds is never text of an article.
  fileprivate var isFurnitureOfScripts: Bool {
    switch self {
    case .script, .style, .noscript, .template, .head, .svg, .iframe, .object, .embed, .applet,
      .video, .audio, .canvas, .select, .option, .textarea, .input, .datalist, .map, .progress,
      .meter, .title, .rt, .rp:
      true
    default: false
    }
  }

  /// Whether it is made for something else than text.
  fileprivate var isForeign: Bool {
    switch self {
    case .nav, .footer, .aside, .form, .dialog, .menu, .button: true
    default: false
    }
  }

  fileprivate var reason: PageReason {
    switch self {
    case .nav, .menu: .navigation
    default: .element
    }
  }

  /// Whether it sets its text apart from the text around it.
  fileprivate var makesBlock: Bool {
    if display != nil { return true }
    switch self {
    case .button, .select, .option, .textarea, .iframe, .noscript, .video, .audio, .object, .canvas,
      .title, .dialog, .details, .hgroup:
      return true
    default: return false
    }
  }
}
