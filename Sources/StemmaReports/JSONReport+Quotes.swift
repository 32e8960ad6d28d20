public import Stemma
internal import StemmaText
internal import StemmaVoices

extension DocumentReport {
  /// The quotes as canonical JSON on one line, as a report has them.
  public func quotesJSON() -> [UInt8] {
    var json = JSONWriter(.line)
    writeQuotes(to: &json)
    return json.bytes
  }

  func writeQuotes(to json: inout JSONWriter) {
    json.beginArray()
    for quote in quotes {
      quote.write(to: &json)
      json.handOn()
    }
    json.endArray()
  }
}

extension ReportedQuote {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", identifier)
    json.member("type", kind.rawValue)
    json.key("content")
    json.beginArray(inline: true)
    for span in content { json.value(span) }
    json.endArray()
    json.key("quoted")
    json.beginArray(inline: true)
    for span in quoted { json.value(span) }
    json.endArray()
    json.member("exact", exact)
    json.key("source")
    json.value(orNull: source)
    json.key("cue")
    json.value(orNull: cue)
    json.key("speaker")
    speaker.write(to: &json)
    json.key("chain")
    json.beginArray()
    for link in chain { link.write(to: &json) }
    json.endArray()
    json.member("polarity", ifPresent: polarity?.rawValue)
    json.member("modality", ifPresent: modality?.rawValue)
    if !days.isEmpty {
      json.key("dates")
      json.beginArray()
      for day in days { day.write(to: &json) }
      json.endArray()
    }
    json.member("nestedIn", ifPresent: nestedIn)
    json.member("certainty", certainty.rawValue)
    json.endObject()
  }
}

extension ReportedDay {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject(inline: true)
    json.key("span")
    json.value(span)
    json.key("value")
    if let value { json.value(value) } else { json.null() }
    json.member("of", subject.rawValue)
    json.member("certainty", certainty.rawValue)
    json.endObject()
  }
}

extension ReportedSpeaker {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject(inline: true)
    json.key("name")
    if let name { json.value(name) } else { json.null() }
    json.key("role")
    if let role { json.value(role) } else { json.null() }
    json.member("kind", ifPresent: kind?.rawValue)
    json.member("resolvedBy", resolvedBy.rawValue)
    if let mention {
      json.key("mention")
      json.value(mention)
    }
    json.endObject()
  }
}

extension ReportedLink {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject(inline: true)
    json.member("name", name)
    json.member("kind", kind.rawValue)
    json.key("stated")
    json.value(isStated)
    json.key("span")
    json.value(orNull: span)
    json.endObject()
  }
}

extension JSONWriter {
  mutating func value(_ span: Span<Received>) {
    beginArray(inline: true)
    value(span.lower)
    value(span.upper)
    endArray()
  }

  fileprivate mutating func value(orNull span: Span<Received>?) {
    if let span { value(span) } else { null() }
  }
}
