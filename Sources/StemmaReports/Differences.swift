public import Stemma

/// Where a report differs from one made afresh from the same inputs, by JSON path; at most `limit`
/// lines.
///
/// `integrity` follows from the rest, and `run` differs by nature: neither is compared.
public func differences(
  between reported: ReportFile,
  and fresh: Report,
  limit: Int = 20
) throws(ReportError) -> [String] {
  let file = try ReportFile(reading: fresh.json(), named: "the report made afresh")
  var comparison = JSONComparison(limit: limit)
  comparison.compare(reported.json, file.json, at: [])
  return comparison.lines
}

private struct JSONComparison {
  let limit: Int
  let ignored = ["integrity", "run"]
  var lines: [String] = []

  init(limit: Int) { self.limit = limit }

  mutating func compare(_ old: JSON, _ new: JSON, at path: [String]) {
    guard lines.count < limit else { return }
    switch (old, new) {
    case (.object(let a), .object(let b)): compare(members: a, b, at: path)
    case (.array(let a), .array(let b)): compare(elements: a, b, at: path)
    case (.string(let a), .string(let b)) where isSame(a, b): return
    case (.integer(let a), .integer(let b)) where a == b: return
    case (.boolean(let a), .boolean(let b)) where a == b: return
    case (.null, .null): return
    default: say(path, "is \(shown(old)) in the report, \(shown(new)) when made afresh.")
    }
  }

  private mutating func compare(members a: [JSON.Member], _ b: [JSON.Member], at path: [String]) {
    for member in a where !(path.isEmpty && ignored.contains(member.name)) {
      let step = ".\(visible(member.name))"
      if let other = b.first(where: { isSame($0.name, member.name) }) {
        compare(member.value, other.value, at: path + [step])
      } else {
        say(path + [step], "is \(shown(member.value)) in the report, absent when made afresh.")
      }
    }
    for member in b
    where !(path.isEmpty && ignored.contains(member.name))
      && !a.contains(where: { isSame($0.name, member.name) })
    {
      say(
        path + [".\(visible(member.name))"],
        "is absent from the report, \(shown(member.value)) when made afresh."
      )
    }
  }

  private mutating func compare(elements a: [JSON], _ b: [JSON], at path: [String]) {
    for i in 0..<min(a.count, b.count) { compare(a[i], b[i], at: path + ["[\(i)]"]) }
    if a.count != b.count {
      say(path, "has \(a.count) elements in the report, \(b.count) when made afresh.")
    }
  }

  private mutating func say(_ path: [String], _ difference: String) {
    guard lines.count < limit else { return }
    lines.append("$\(path.joined()) \(difference)")
  }

  private func shown(_ json: JSON) -> String {
    switch json {
    case .string, .integer, .boolean, .number, .null:
      let text = visible(String(decoding: json.canonical(), as: UTF8.self))
      return text.unicodeScalars.count <= 60
        ? text : String(String.UnicodeScalarView(text.unicodeScalars.prefix(59))) + "…"
    case .array, .object: return json.kind
    }
  }
}
