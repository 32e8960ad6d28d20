public import Stemma
internal import StemmaText

extension Report {
  /// The report as a JSON file: indented, in an order that reads well, with a line break at the end.
  ///
  /// Schema: `stemma-report.schema.json` beside this file.
  public func json() -> [UInt8] {
    let content = contentDigest
    var json = JSONWriter(.pretty, capacity: expectedSize)
    write(to: &json, integrity: content, summary)
    json.endFile()
    return json.bytes
  }

  /// SHA-256 of the report's canonical form (RFC 8785) without `integrity`.
  public var contentDigest: Digest {
    var json = JSONWriter(.canonical, capacity: expectedSize)
    write(to: &json, integrity: nil, summary)
    return Digest(of: json.bytes)
  }

  /// A guess at the bytes of JSON: the text of each edit and what is written around it.
  private var expectedSize: Int {
    documents.reduce(4096) {
      $0 + $1.input.content.count + 160 * $1.edits.count + 600 * $1.findings.count + 2000
    }
  }

  /// Writes the report, with counts that may be those of more documents than it holds.
  func write(to json: inout JSONWriter, integrity: Digest?, _ summary: Summary) {
    json.beginObject()
    json.key("reportSchema")
    json.value(reportSchema)
    json.key("tool")
    tool.write(to: &json)
    if let run {
      json.key("run")
      run.write(to: &json)
    }
    json.key("options")
    json.beginObject()
    for option in options { option.write(to: &json) }
    json.endObject()
    json.key("documents")
    json.beginArray()
    for document in documents { document.write(to: &json) }
    json.endArray()
    json.key("comparison")
    (comparison ?? .none).write(to: &json)
    json.key("summary")
    summary.write(to: &json)
    if let integrity {
      json.key("integrity")
      write(integrity, to: &json)
    }
    json.endObject()
  }

  private func write(_ integrity: Digest, to json: inout JSONWriter) {
    json.beginObject()
    json.member("algorithm", "sha256")
    json.member("canonicalization", "RFC8785")
    json.member("content", integrity.hexadecimal)
    json.endObject()
  }
}

extension RulesInForce {
  /// The rules in force as a JSON file: what `digest` is the digest of, once in canonical form.
  public func json() -> [UInt8] {
    var json = JSONWriter(.pretty, capacity: 200 * records.count + 200)
    write(to: &json)
    json.endFile()
    return json.bytes
  }
}

/// The value of `reportSchema`: the schema's major form, which every 1.x keeps readable.
let reportSchema = "stemma-report/1.0"

extension JSONWriter {
  mutating func member(_ name: StaticString, _ string: String) {
    key(name)
    value(string)
  }

  mutating func member(_ name: StaticString, _ integer: Int) {
    key(name)
    value(integer)
  }

  /// Leaves the member out where there is no string.
  mutating func member(_ name: StaticString, ifPresent string: String?) {
    guard let string else { return }
    key(name)
    value(string)
  }
}

extension Report.Tool {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("name", "stemma")
    json.member("version", version)
    if !build.isEmpty {
      json.key("build")
      json.beginObject(inline: true)
      for component in build {
        json.key(sorted: component.name)
        json.value(component.version)
      }
      json.endObject()
    }
    json.key("ruleset")
    json.beginObject()
    json.member("version", ruleset.version)
    json.member("sha256", ruleset.digest.hexadecimal)
    json.key("rules")
    json.beginArray()
    for rule in ruleset.rules { rule.write(to: &json) }
    json.endArray()
    json.endObject()
    json.endObject()
  }
}

extension Report.Run {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("startedAt", ifPresent: startedAt)
    json.member("host", ifPresent: host)
    if let commandLine {
      json.key("commandLine")
      json.beginArray(inline: true)
      for word in commandLine { json.value(word) }
      json.endArray()
    }
    json.endObject()
  }
}

extension Report.Option {
  fileprivate func write(to json: inout JSONWriter) {
    json.key(sorted: name)
    switch value {
    case .boolean(let boolean): json.value(boolean)
    case .integer(let integer): json.value(integer)
    case .text(let text): json.value(text)
    }
  }
}

extension Report.Summary {
  fileprivate func write(to json: inout JSONWriter) {
    json.beginObject()
    json.member("documents", documents)
    json.member("bytesIn", bytesIn)
    json.member("bytesOut", bytesOut)
    json.member("edits", edits)
    json.member("findings", findings)
    json.member("quotes", quotes)
    json.member("divergences", divergences)
    json.member("issuePenalty", score.penalty)
    if let words = score.words { json.member("words", words) }
    if let rate = score.perThousandWords { json.member("issueScore", rate) }
    json.endObject()
  }
}
