/// The elements of HTML, with obsolete ones; https://html.spec.whatwg.org/#elements-3.
enum ElementName: String, CaseIterable, Sendable {
  case other = ""
  case a, abbr, acronym, address, applet, area, article, aside, audio
  case b, base, basefont, bdi, bdo, bgsound, big, blink, blockquote, body, br, button
  case canvas, caption, center, cite, code, col, colgroup, command, content
  case data, datalist, dd, del, details, dfn, dialog, dir, div, dl, dt
  case em, embed
  case fieldset, figcaption, figure, font, footer, form, frame, frameset
  case h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html
  case i, iframe, image, img, input, ins, isindex
  case kbd, keygen
  case label, legend, li, link, listing
  case main, map, mark, marquee, math, menu, menuitem, meta, meter, multicol
  case nav, nextid, nobr, noembed, noframes, noscript
  case object, ol, optgroup, option, output
  case p, param, picture, plaintext, portal, pre, progress
  case q
  case rb, rp, rt, rtc, ruby
  case s, samp, script, search, section, select, shadow, slot, small, source, spacer, span, strike
  case strong, style, sub, summary, sup, svg
  case table, tbody, td, template, textarea, tfoot, th, thead, time, title, tr, track, tt
  case u, ul
  case `var`, video, wbr, xmp

  /// The element that a name in any case of letters means.
  init(_ name: Source) {
    self = packed(name).flatMap { elementNames[$0] } ?? .other
  }

  /// What ends an element in which no markup is read.
  var endOfContent: StaticString? {
    switch self {
    case .script: "</script"
    case .style: "</style"
    default: nil
    }
  }

  /// How the element sets its text apart from the text around it; `nil` if it stays in the line.
  var display: Display? {
    switch self {
    case .address, .article, .aside, .blockquote, .body, .center, .caption, .dd, .details, .dialog,
      .dir, .div, .dl, .fieldset, .figcaption, .figure, .footer, .form, .frameset, .h1, .h2, .h3,
      .h4, .h5, .h6, .head, .header, .hgroup, .hr, .html, .legend, .listing, .main, .marquee,
      .menu, .multicol, .nav, .ol, .optgroup, .p, .plaintext, .portal, .pre, .search, .section,
      .summary, .table, .tbody, .tfoot, .thead, .ul, .xmp:
      .block
    case .li, .dt, .tr, .option, .menuitem: .item
    case .td, .th: .cell
    default: nil
    }
  }

  /// How an element is set apart.
  enum Display: Sendable {
    /// By a blank line.
    case block
    /// By a line break: items of lists, rows of tables.
    case item
    /// By a tabulator: cells of tables.
    case cell
  }

  /// Whether a browser that runs scripts shows nothing of what the element holds.
  var hidesContent: Bool {
    switch self {
    case .script, .style, .template, .title, .noscript, .noframes, .noembed, .iframe, .svg,
      .audio, .video, .canvas, .object, .applet, .datalist:
      true
    default: false
    }
  }

  /// Whether its end tag ends all that is open in it, as far as libxml2 and HTML differ.
  ///
  /// An end of a link ends the link; what HTML opens again inside is none. What `<noscript>` holds
  /// is no markup where scripts run.
  var endsWhatIsOpenInIt: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .button, .center, .details, .dialog, .dl,
      .fieldset, .figcaption, .figure, .footer, .header, .hgroup, .main, .menu, .nav, .ol, .search,
      .section, .summary, .ul, .a, .noscript:
      true
    default: false
    }
  }

  /// Whether no end tag inside it ends anything outside;
  /// https://html.spec.whatwg.org/#has-an-element-in-scope.
  var holdsOwnScope: Bool {
    switch self {
    case .applet, .caption, .html, .table, .td, .th, .marquee, .object, .template: true
    default: false
    }
  }

  /// Whether the parser makes no paragraph for text that stands in it.
  var holdsText: Bool { self != .html && self != .head && endOfContent == nil }

  /// Whether HTML gives the element no end tag; https://html.spec.whatwg.org/#void-elements.
  var isVoid: Bool {
    switch self {
    case .area, .base, .basefont, .bgsound, .br, .col, .command, .embed, .frame, .hr, .img, .image,
      .input, .keygen, .link, .meta, .param, .source, .spacer, .track, .wbr, .isindex, .nextid:
      true
    default: false
    }
  }
}

private let elementNames = NameTable(ElementName.allCases.dropFirst())

/// Names by their packed form; every attribute and stray tag of a page is looked up.
private struct NameTable<Name: RawRepresentable<String> & Sendable>: Sendable {
  // 512: a quarter of it is used at most.
  private var slots = [(key: UInt64, name: Name)?](repeating: nil, count: 512)

  init(_ names: some Sequence<Name>) {
    for name in names {
      var text = name.rawValue
      guard let key = text.withUTF8(packed) else { continue }
      var i = slot(of: key)
      while slots[i] != nil { i = (i + 1) & 511 }
      slots[i] = (key, name)
    }
  }

  subscript(key: UInt64) -> Name? {
    var i = slot(of: key)
    while let (other, name) = slots[i] {
      if other == key { return name }
      i = (i + 1) & 511
    }
    return nil
  }

  // Fibonacci hashing.
  private func slot(of key: UInt64) -> Int { Int((key &* 0x9E37_79B9_7F4A_7C15) >> 55) }
}

/// A name of up to ten letters, digits, `-` and `:` as one number, whatever the case of its
/// letters; `nil` for others.
private func packed(_ name: Source) -> UInt64? {
  guard !name.isEmpty, name.count <= 10 else { return nil }
  var key: UInt64 = 0
  for byte in name {
    let digit: UInt8
    switch byte.lowercased {
    case let letter where letter.isLetter: digit = letter - 0x60
    case let figure where figure.isDigit: digit = figure - 0x30 + 27
    case UInt8(ascii: "-"): digit = 37
    case UInt8(ascii: ":"): digit = 38
    default: return nil
    }
    key = key * 40 + UInt64(digit)
  }
  return key
}

/// The attributes that are kept.
enum AttributeName: String, CaseIterable, Sendable {
  case id, `class`, lang, dir, hidden, role, rel, href, src, name, property, content, charset
  case type, itemprop, itemtype, itemscope, datetime, title, alt, style, value, hreflang
  case httpEquiv = "http-equiv"
  case ariaHidden = "aria-hidden"
  case ariaLabel = "aria-label"
  case xmlLang = "xml:lang"
}

extension AttributeName {
  /// The attribute that a name in any case of letters means; `nil` if it is not kept.
  init?(_ name: Source) {
    guard let known = packed(name).flatMap({ attributeNames[$0] }) else { return nil }
    self = known
  }
}

private let attributeNames = NameTable(AttributeName.allCases)
