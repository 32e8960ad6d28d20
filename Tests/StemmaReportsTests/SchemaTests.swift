import Foundation
import StemmaReports
import Testing

/// Checks of structure against our copy of the schema: names known, required names there, types.
@Suite struct `The schema of reports` {
  @Test func `describes what is written`() throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../Sources/StemmaReports/stemma-report.schema.json")
    let schema = try JSON(parsing: Array(try Data(contentsOf: file)))
    let report = try JSON(parsing: Sample.report().report.json())
    #expect(schema["$id"]?.string == "urn:stemma:schema:report:1.3")
    let problems = SchemaCheck(root: schema).problems(report, schema, at: "$")
    #expect(problems.isEmpty)
    let wrong = SchemaCheck(root: schema).problems(.object([]), schema, at: "$")
    #expect(wrong.count == 7)
  }
}

private struct SchemaCheck {
  let root: JSON

  func problems(_ json: JSON, _ schema: JSON, at path: String) -> [String] {
    if let reference = schema["$ref"]?.string?.split(separator: "/").last {
      guard let target = root["$defs"]?[String(reference)] else {
        return ["\(path): no \(reference)"]
      }
      return problems(json, target, at: path)
    }
    var found: [String] = []
    for part in schema["allOf"]?.elements ?? [] { found += problems(json, part, at: path) }
    if let choices = schema["anyOf"]?.elements,
      choices.allSatisfy({ !problems(json, $0, at: path).isEmpty })
    {
      found.append("\(path): none of the choices")
    }
    if let type = schema["type"], !isOf(type, json) { found.append("\(path): not \(type)") }
    if let values = schema["enum"]?.elements?.compactMap(\.string),
      !values.contains(json.string ?? "")
    {
      found.append("\(path): not one of \(values)")
    }
    return found + members(json, schema, at: path) + elements(json, schema, at: path)
  }

  private func isOf(_ type: JSON, _ json: JSON) -> Bool {
    let names = type.elements?.compactMap(\.string) ?? [type.string ?? ""]
    return names.contains { name in
      json.kind == "null" ? name == "null" : json.kind.split(separator: " ").last == name[...]
    }
  }

  private func members(_ json: JSON, _ schema: JSON, at path: String) -> [String] {
    guard case .object(let members) = json else { return [] }
    var found: [String] = []
    for name in schema["required"]?.elements?.compactMap(\.string) ?? [] where json[name] == nil {
      found.append("\(path): \(name) is missing")
    }
    for member in members {
      if let inner = schema["properties"]?[member.name] {
        found += problems(member.value, inner, at: "\(path).\(member.name)")
      } else if case .boolean(false)? = schema["additionalProperties"] {
        found.append("\(path): \(member.name) is not known")
      }
    }
    return found
  }

  private func elements(_ json: JSON, _ schema: JSON, at path: String) -> [String] {
    guard let items = schema["items"], items["$ref"] != nil || items["type"] != nil else {
      return []
    }
    return (json.elements ?? []).enumerated().flatMap { problems($1, items, at: "\(path)[\($0)]") }
  }
}
