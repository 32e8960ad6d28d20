internal import Stemma
internal import StemmaText
internal import StemmaVoices

extension HTMLReport {
  /// A card for each text, with both sides of it and its quotes.
  var texts: [Scope] { sheets.map(card) }

  private func card(of sheet: Sheet) -> Scope {
    let document = sheet.document
    return [
      "identifier": .attribute(document.identifier),
      "siglum": .text(document.identifier),
      "name": .text(document.input.arrival.name),
      "title": .text(sheet.title ?? document.input.arrival.name),
      "level": .attribute(sheet.verdict.level.rawValue),
      "word": .text(sheet.verdict.word),
      "facts": .list(facts(on: sheet)),
      "counts": .list(
        sheet.counts.filter { $0.count > 0 }.map {
          ["count": .count($0.count), "severity": .attribute($0.severity.rawValue)]
        }
      ),
      "hasNone": .flag(document.findings.isEmpty),
      "score": document.score.perThousandWords.map(Slot.count),
      "removed": sheet.removal.map { .text($0.share) },
      "sides": sheet.sides.map { .scope(scope(of: $0, on: sheet)) },
      "withheld": .flag(sheet.sides == nil && sheet.received != nil),
      "absent": .flag(sheet.received == nil),
      "quotes": quotes(on: sheet).map(Slot.scope),
    ]
  }

  private func facts(on sheet: Sheet) -> [Scope] {
    func fact(_ name: String, _ field: Particular.Field) -> Scope {
      let known = sheet.document.metadata.field(field)
      guard let value = sheet.text(field) else { return ["name": .text(name), "unknown": true] }
      return [
        "name": .text(name), "value": .text(shortened(value, to: 120)),
        "certainty": known.flatMap {
          $0.certainty == .certain ? nil : .text($0.certainty.rawValue)
        },
      ]
    }
    var facts = [
      fact("Publisher", .publisher), fact("Published", .datePublished), fact("By", .byline),
      agencies(on: sheet), fact("Language", .language),
    ]
    if sheet.text(.originalLanguage) != nil {
      facts.append(fact("Original", .originalLanguage))
    }
    if sheet.text(.dateline) != nil { facts.append(fact("Dateline", .dateline)) }
    if let address = sheet.text(.canonicalURL) ?? sheet.document.input.arrival.uri,
      isWebAddress(address)
    {
      facts.append([
        "name": "Address", "address": .attribute(address),
        "value": .text(shortened(address, to: 60)),
      ])
    }
    return facts
  }

  private func agencies(on sheet: Sheet) -> Scope {
    let agencies = sheet.document.metadata.agencies
    guard !agencies.isEmpty else { return ["name": "Agencies", "unknown": true] }
    let names = agencies.prefix(8).map { agency in
      let role = String(agency.role.rawValue.map { $0 == "_" ? " " : $0 })
      return "\(shortened(agency.code, to: 30)) (\(role))"
    }
    let rest = agencies.count - names.count
    return [
      "name": "Agencies",
      "value": .text(names.joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")),
    ]
  }

  private func scope(of sides: SideBySide, on sheet: Sheet) -> Scope {
    [
      "rows": .list(
        sides.rows.map { row in
          [
            "isAlike": .flag(!row.isChanged),
            "before": .list(row.before.map(Self.scope)),
            "after": .list(row.after.compactMap(Self.cleanScope)),
          ]
        }
      ),
      "language": languageTag(of: sheet).map { .attribute($0) },
      "unshown": sides.unshown.places == 0
        ? nil
        : .text(
          "\(counted(sides.unshown.bytes, "byte")) of tags and space around them, in \(counted(sides.unshown.places, "place")), are not shown."
        ),
      "rest": sides.rest == 0
        ? nil
        : .text(
          "The text goes on for \(counted(sides.rest, "byte")) that are not shown: the page shows \(grouped(Self.longestText)) bytes of a text and \(grouped(Self.allTexts)) of all."
        ),
    ]
  }

  private static func scope(of run: SideBySide.Run) -> Scope {
    switch run {
    case .plain(let bytes): ["plain": .text(Escaped(utf8: bytes, in: .block))]
    case .marked(let bytes, let severity):
      ["mark": .text(Escaped(utf8: bytes)), "severity": .attribute(severity.rawValue)]
    case .cut(let bytes, let severity):
      [
        "cut": .text(Escaped(utf8: bytes)),
        "severity": .attribute((severity ?? .neutral).rawValue),
      ]
    case .put(let bytes): ["put": .text(Escaped(utf8: bytes))]
    case .gap(let rule, let bytes):
      ["gap": .text("\(counted(bytes, "byte")) left out: \(rule)")]
    case .label(let finding):
      [
        "label": .text(label(of: finding)), "identifier": .attribute(finding.identifier),
        "severity": .attribute(finding.severity.rawValue),
        "rule": .attribute(
          "\(finding.severity.rawValue): \(shortened(finding.message, to: 200))"
        ),
      ]
    }
  }

  /// Short for a severity, and the number of the finding.
  private static func label(of finding: ReportedFinding) -> String {
    let number = finding.identifier.utf8.lastIndex(of: UInt8(ascii: "f")).map {
      String(decoding: finding.identifier.utf8[$0...].dropFirst(), as: UTF8.self)
    }
    let name =
      switch finding.severity {
      case .critical: "crit"
      case .major: "maj"
      case .minor: "min"
      case .neutral: "note"
      }
    return "\(name) \(number ?? "")"
  }

  private static func cleanScope(of run: SideBySide.Run) -> Scope? {
    switch run {
    case .marked(let bytes, let severity):
      ["mark": .text(Escaped(utf8: bytes)), "severity": .attribute(severity.rawValue)]
    case .plain, .put: scope(of: run)
    case .cut, .gap, .label: nil
    }
  }

  /// The language of a text for `lang`, if it is one of ISO 639-1.
  private func languageTag(of sheet: Sheet) -> String? {
    guard let language = sheet.text(.language) else { return nil }
    let primary = language.utf8.prefix { $0 != UInt8(ascii: "-") }.map { $0 | 0x20 }
    let code = String(decoding: primary, as: UTF8.self)
    return languages.contains(code) ? code : nil
  }
}

/// Whether an address may be followed from the page.
func isWebAddress(_ address: String) -> Bool {
  ["https://", "http://"].contains { scheme in
    address.utf8.prefix(scheme.utf8.count).elementsEqual(scheme.utf8)
  }
}

/// ISO 639-1, all 183 codes (https://www.loc.gov/standards/iso639-2/php/code_list.php).
private let languages = Set(
  """
  aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv
  dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie
  ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv
  mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm
  rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts
  tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
  """.utf8.split { $0 <= 0x20 }.map { String(decoding: $0, as: UTF8.self) }
)
