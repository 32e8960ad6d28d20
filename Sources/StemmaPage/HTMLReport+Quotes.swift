internal import Stemma
internal import StemmaText
internal import StemmaVoices

extension HTMLReport {
  /// The quotes of a text, each with those through whom it came; `nil` where there are none.
  func quotes(on sheet: Sheet) -> Scope? {
    let quotes = sheet.document.quotes
    guard !quotes.isEmpty else { return nil }
    return [
      "quotes": .list(quotes.map { scope(of: $0, on: sheet) }), "total": .count(quotes.count),
    ]
  }

  private func scope(of quote: ReportedQuote, on sheet: Sheet) -> Scope {
    let speaker = quote.speaker
    return [
      "identifier": .attribute(quote.identifier),
      "words": .text(shortened(sheet.words(quote.exact), to: 600)),
      "isVerbatim": .flag(quote.kind == .direct),
      "speaker": .text(shortened(speaker.name ?? speaker.role ?? "nobody named", to: 120)),
      "role": speaker.name == nil
        ? nil : speaker.role.flatMap { $0.isEmpty ? nil : .text(shortened($0, to: 120)) },
      "links": .list(quote.chain.map(Self.scope)),
      "remarks": .text(Self.remarks(on: quote).joined(separator: ", ")),
    ]
  }

  private static func scope(of link: ReportedLink) -> Scope {
    [
      "link": .text(shortened(link.name, to: 80)), "kind": .text(link.kind.rawValue),
      "isInferred": .flag(!link.isStated),
    ]
  }

  private static func remarks(on quote: ReportedQuote) -> [String] {
    var remarks = [quote.kind.rawValue]
    if quote.polarity == .negative { remarks.append("negative") }
    if let modality = quote.modality, modality != .asserted { remarks.append(modality.rawValue) }
    for day in quote.days.compactMap(\.value) { remarks.append(day) }
    if quote.speaker.resolvedBy != .named, quote.speaker.resolvedBy != .nothing {
      remarks.append("speaker by \(quote.speaker.resolvedBy.rawValue)")
    }
    if quote.nestedIn != nil { remarks.append("within another") }
    if quote.certainty != .certain { remarks.append(quote.certainty.rawValue) }
    return remarks
  }
}
