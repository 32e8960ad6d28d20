internal import Stemma
internal import StemmaText

extension Report {
  init(reading json: JSON) throws(ShapeError) {
    let names = [
      "reportSchema", "tool", "run", "options", "documents", "comparison", "summary", "integrity",
    ]
    let object = try Members(of: json, named: names)
    try object.read("reportSchema") { json throws(ShapeError) in
      guard try string(json) == reportSchema else {
        throw ShapeError("only \(reportSchema) is known")
      }
    }
    self.init(
      tool: try object.read("tool") { json throws(ShapeError) in try Tool(reading: json) },
      run: try object.optional("run") { json throws(ShapeError) in try Run(reading: json) },
      options: try object.read("options", Self.options),
      documents: try object.read("documents") { json throws(ShapeError) in
        let documents = try list(json) { json throws(ShapeError) in
          try DocumentReport(reading: json)
        }
        guard !documents.isEmpty else { throw ShapeError("a report has at least one document") }
        return documents
      }
    )
    try object.read("comparison", Self.checkComparison)
    try object.read("summary") { json throws(ShapeError) in
      for member in try Members(of: json, named: nil).all {
        _ = try inside(".\(visible(member.name))") { () throws(ShapeError) in
          try count(member.value)
        }
      }
    }
  }

  static func statedDigest(in json: JSON) throws(ShapeError) -> Digest {
    try Members(of: json, named: nil).read("integrity") { json throws(ShapeError) in
      let object = try Members(of: json, named: ["algorithm", "canonicalization", "content"])
      for (name, value) in [("algorithm", "sha256"), ("canonicalization", "RFC8785")] {
        try object.read(name) { json throws(ShapeError) in
          guard try string(json) == value else { throw ShapeError("only \(value) is known") }
        }
      }
      return try object.read("content", Stemma.Digest.init(reading:))
    }
  }

  private static func options(_ json: JSON) throws(ShapeError) -> [Option] {
    var options: [Option] = []
    for member in try Members(of: json, named: nil).all {
      let value: Option.Value =
        switch member.value {
        case .boolean(let boolean): .boolean(boolean)
        case .integer(let integer): .integer(integer)
        case .string(let string): .text(string)
        case .null, .number, .array, .object:
          throw ShapeError("an option is a string, an integer or a boolean")
            .inside(".\(visible(member.name))")
        }
      options.append(Option(member.name, value))
    }
    return options
  }

  /// Comparisons have no types of ours yet; `Verification` follows what they refer to.
  private static func checkComparison(_ json: JSON) throws(ShapeError) {
    let names = ["stories", "utterances", "divergences", "claims", "textReuse", "origins"]
    let object = try Members(of: json, named: names + ["stemma", "suggestions"])
    func expectArray(_ json: JSON) throws(ShapeError) {
      guard case .array = json else {
        throw ShapeError("an array is expected, not \(json.kind)")
      }
    }
    for name in names { try object.read(name, expectArray) }
    for name in ["stemma", "suggestions"] { try object.optional(name, expectArray) }
  }
}

extension Stemma.Digest {
  init(reading json: JSON) throws(ShapeError) {
    guard let digest = Stemma.Digest(hexadecimal: try string(json)) else {
      throw ShapeError("64 lower-case hexadecimal digits are expected")
    }
    self = digest
  }
}

extension Report.Tool {
  fileprivate init(reading json: JSON) throws(ShapeError) {
    let object = try Members(of: json, named: ["name", "version", "build", "ruleset"])
    try object.read("name") { json throws(ShapeError) in
      guard try string(json) == "stemma" else { throw ShapeError("only ‘stemma’ is known") }
    }
    self.init(
      version: try object.read("version", string),
      build: try object.optional("build", Self.components) ?? [],
      ruleset: try object.read("ruleset") { json throws(ShapeError) in
        let object = try Members(of: json, named: ["version", "sha256", "rules"])
        return Ruleset(
          version: try object.read("version", string),
          digest: try object.read("sha256", Stemma.Digest.init(reading:)),
          rules: try object.read("rules") { json throws(ShapeError) in
            try list(json, of: RuleRecord.init(reading:))
          }
        )
      }
    )
  }

  private static func components(_ json: JSON) throws(ShapeError) -> [Report.Component] {
    var components: [Report.Component] = []
    for member in try Members(of: json, named: nil).all {
      let version = try inside(".\(visible(member.name))") { () throws(ShapeError) in
        try string(member.value)
      }
      components.append(Report.Component(member.name, version: version))
    }
    return components
  }
}

extension RuleRecord {
  fileprivate init(reading json: JSON) throws(ShapeError) {
    let object = try Members(of: json, named: ["id", "version", "kind", "title"])
    self.init(
      identifier: try object.read("id", StemmaReports.identifier),
      version: try object.read("version", string),
      kind: try object.read("kind", word),
      title: try object.optional("title", string)
    )
  }
}

extension Report.Run {
  fileprivate init(reading json: JSON) throws(ShapeError) {
    let object = try Members(of: json, named: ["startedAt", "host", "commandLine"])
    self.init(
      startedAt: try object.optional("startedAt", string),
      host: try object.optional("host", string),
      commandLine: try object.optional("commandLine") { json throws(ShapeError) in
        try list(json, of: string)
      }
    )
  }
}
