internal import Stemma
internal import StemmaText

extension Trace {
  /// The trace for a reader, in lines that end with a line break.
  public func text() -> String {
    var lines = [
      "\(document): bytes \(shown(cleaned)) of the cleaned text come from bytes"
        + " \(shown(received)) of \(visible(input))\(place)."
    ]
    for piece in pieces {
      switch piece {
      case .copy(let segment, let words):
        lines.append("  copied   \(shown(segment.source)): \(quoted(words))")
      case .edit(let change): lines += self.lines(for: change)
      }
    }
    return lines.map { $0 + "\n" }.joined()
  }

  /// Where in its file the input stood.
  private var place: String {
    guard let container else { return "" }
    let file = visible(container.name)
    if let start = container.range?.lowerBound {
      let place: Span<Received> = Span(start + received.lower..<start + received.upper)
      let feed = container.place == nil ? file : "the feed in \(file)"
      return ", bytes \(shown(place)) of \(feed)"
    }
    switch container.place {
    case .line(let line): return ", line \(line) of \(file)"
    case .record(let record): return ", record \(record) of \(file)"
    case nil: return ""
    }
  }

  private func lines(for change: Change) -> [String] {
    let edit = change.edit
    let act =
      edit.inserted.isEmpty
      ? "cut      \(shown(edit.span)): \(quoted(edit.removed))"
      : edit.removed.isEmpty
        ? "put in   at \(edit.span.lower): \(quoted(edit.inserted))"
        : "replaced \(shown(edit.span)): \(quoted(edit.removed)) by \(quoted(edit.inserted))"
    var reason = edit.rule
    if let summary = change.reason { reason += ": \(visible(summary))" }
    var lines = ["  \(act)", "             \(edit.identifier), rule \(reason)"]
    if let message = change.message, let finding = edit.finding {
      lines.append("             \(finding): \(visible(message))")
    }
    return lines
  }

  private func shown<Layer>(_ span: Span<Layer>) -> String {
    span.isEmpty ? "at \(span.lower)" : "\(span.lower)..<\(span.upper)"
  }

  /// The words, shortened in the middle where they are many.
  private func quoted(_ words: String) -> String {
    let scalars = words.unicodeScalars
    guard scalars.count > 72 else { return "‘\(visible(words))’" }
    let head = String(String.UnicodeScalarView(scalars.prefix(40)))
    let tail = String(String.UnicodeScalarView(scalars.suffix(30)))
    return "‘\(visible(head)) … \(visible(tail))’"
  }

  /// The trace as one JSON object on one line.
  public func json() -> [UInt8] {
    var json = JSONWriter(.line)
    json.beginObject()
    json.member("document", document)
    json.member("input", input)
    if let container {
      json.key("within")
      container.write(to: &json)
    }
    json.member("cleaned", cleaned)
    json.member("received", received)
    json.key("pieces")
    json.beginArray()
    for piece in pieces { piece.write(to: &json) }
    json.endArray()
    json.endObject()
    return json.bytes
  }
}

extension Trace.Piece {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    switch self {
    case .copy(let segment, let words):
      json.member("kind", "copy")
      json.member("cleaned", segment.result)
      json.member("received", segment.source)
      json.member("exact", words)
    case .edit(let change):
      json.member("kind", "edit")
      json.member("id", change.edit.identifier)
      json.member("rule", change.edit.rule)
      json.member("class", change.edit.editClass.rawValue)
      json.member("cleaned", change.place)
      json.member("received", change.edit.span)
      json.member("removed", change.edit.removed)
      json.member("inserted", change.edit.inserted)
      json.member("title", ifPresent: change.reason)
      json.member("finding", ifPresent: change.edit.finding)
      json.member("message", ifPresent: change.message)
    }
    json.endObject()
  }
}

extension JSONWriter {
  fileprivate mutating func member<Layer>(_ name: StaticString, _ span: Span<Layer>) {
    key(name)
    beginArray(inline: true)
    value(span.lower)
    value(span.upper)
    endArray()
  }
}
