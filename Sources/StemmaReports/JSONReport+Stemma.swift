internal import Stemma
internal import StemmaCollation
internal import StemmaText

extension Comparison.Descent {
  func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("id", identifier)
    json.key("from")
    json.beginObject(inline: true)
    json.member("doc", ifPresent: document)
    json.member("agency", ifPresent: agency)
    json.endObject()
    json.member("to", dependent)
    json.member("relation", relation.rawValue)
    json.key("directed")
    json.value(isDirected)
    json.member("certainty", certainty.rawValue)
    json.key("evidence")
    json.list(evidence) { $0.write(to: &$1) }
    json.endObject()
  }
}

extension Comparison.Descent.Evidence {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    switch self {
    case .sharedText(let words, let longest, let first, let second):
      json.member("kind", "shared-text")
      json.member("tokens", words)
      json.member("longest", longest)
      json.key("shares")
      json.beginArray(inline: true)
      json.value(first)
      json.value(second)
      json.endArray()
    case .sharedError(let first, let second):
      json.member("kind", "shared-error")
      json.key("members")
      json.list([first, second]) { $0.write(to: &$1) }
    case .credit(let agency):
      json.member("kind", "credit")
      json.member("agency", agency)
    case .days(let first, let second):
      json.member("kind", "days")
      json.names("days", [first, second])
    }
    json.endObject()
  }
}
