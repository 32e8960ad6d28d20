public import Stemma
internal import StemmaCollation
internal import StemmaText

extension Comparison {
  /// The answer of a comparison without a report: what parts the texts, and how alike they are.
  ///
  /// - Parameter identifier: The request's identifier, as JSON.
  /// - Returns: One line of JSON with a line break.
  public func answer(to identifier: String) -> [UInt8] {
    var json = JSONWriter(.line, capacity: 400)
    json.beginObject()
    json.key("divergences")
    json.list(divergences) { $0.write(to: &$1) }
    json.key("similarity")
    json.value(similarity)
    json.key("stories")
    json.list(stories) { $0.write(to: &$1) }
    json.key("utterances")
    json.list(utterances) { $0.write(to: &$1) }
    json.endObject()
    return Array("{\"id\":\(identifier),".utf8) + json.bytes.dropFirst() + [0x0A]
  }

  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.key("stories")
    json.list(stories) { $0.write(to: &$1) }
    json.key("utterances")
    json.list(utterances) { $0.write(to: &$1) }
    json.key("divergences")
    json.list(divergences) { $0.write(to: &$1) }
    json.key("claims")
    json.list(claims) { $0.write(to: &$1) }
    json.key("suggestions")
    json.list(suggestions) { $0.write(to: &$1) }
    json.key("textReuse")
    json.list(reuse) { $0.write(to: &$1) }
    json.key("origins")
    json.list(origins) { $0.write(to: &$1) }
    json.key("stemma")
    json.list(descents) { $0.write(to: &$1) }
    json.endObject()
  }
}

extension JSONWriter {
  mutating func list<Element>(
    _ elements: [Element],
    _ write: (Element, inout JSONWriter) -> Void
  ) {
    beginArray()
    for element in elements { write(element, &self) }
    endArray()
  }

  mutating func names(_ name: StaticString, _ strings: [String]) {
    key(name)
    beginArray(inline: true)
    for string in strings { value(string) }
    endArray()
  }
}

extension Comparison.Member {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("doc", document)
    json.key("span")
    json.beginArray(inline: true)
    json.value(span.lower)
    json.value(span.upper)
    json.endArray()
    json.member("exact", exact)
    json.member("quote", ifPresent: quote)
    json.endObject()
  }
}

extension Comparison.Story {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", identifier)
    json.names("documents", documents)
    json.member("relation", relation.rawValue)
    json.member("score", score)
    if let past { past.write(to: &json) }
    json.endObject()
  }
}

extension StemmaCollation.Story.Past {
  func write(to json: inout JSONWriter) {
    json.key("past")
    json.beginObject()
    json.member("story", story)
    json.member("count", count)
    json.key("documents")
    json.list(texts) { text, json in
      json.beginObject()
      json.member("name", text.name)
      json.member("sha256", text.digest)
      json.member("datePublished", ifPresent: text.date)
      json.endObject()
    }
    json.endObject()
  }
}

extension Comparison.Utterance {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", identifier)
    json.member("speaker", speaker)
    json.member("score", score)
    json.key("members")
    json.list(members) { $0.write(to: &$1) }
    json.key("apparatus")
    json.list(apparatus) { $0.write(to: &$1) }
    json.endObject()
  }
}

extension Comparison.Place {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.key("readings")
    json.list(readings) { reading, json in
      json.beginObject()
      json.names("docs", reading.documents)
      json.member("text", reading.text)
      json.endObject()
    }
    json.member("relation", relation.rawValue)
    json.endObject()
  }
}

extension Comparison.Divergence {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", identifier)
    json.member("rule", rule.rawValue)
    json.member("kind", kind.rawValue)
    json.member("severity", severity.rawValue)
    json.key("members")
    json.list(members) { $0.write(to: &$1) }
    if !suspects.isEmpty {
      json.names("suspect", suspects)
      json.names("grounds", grounds.map(\.rawValue))
    }
    json.member("message", message)
    json.endObject()
  }
}

extension Comparison.Suggestion {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", identifier)
    json.key("place")
    place.write(to: &json)
    json.key("readings")
    json.list(readings) { $0.write(to: &$1) }
    json.endObject()
  }
}

extension Comparison.Claim {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", identifier)
    if !speakers.isEmpty { json.names("speakers", speakers) }
    json.key("members")
    json.list(members) { $0.write(to: &$1) }
    json.member("documents", documents)
    json.key("independentOrigins")
    json.beginObject(inline: true)
    json.member("max", mostOrigins)
    json.member("min", fewestOrigins)
    json.endObject()
    json.endObject()
  }
}

extension Comparison.Reuse {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.key("a")
    first.write(to: &json)
    json.key("b")
    second.write(to: &json)
    json.member("tokens", words)
    json.member("score", score)
    json.endObject()
  }
}

extension Comparison.Origin {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", agency ?? "unknown")
    json.names("documents", documents)
    json.key("stated")
    json.value(agency != nil)
    json.endObject()
  }
}
