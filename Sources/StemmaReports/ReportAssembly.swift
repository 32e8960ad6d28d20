public import Stemma
internal import StemmaText

/// Puts a report together document by document, so that none is held once it is written down.
///
/// What comes out is, byte for byte, what `Report.json()` writes of the same documents: the head,
/// the documents with commas between, the tail.
public struct ReportAssembly {
  /// How many documents there are so far.
  public private(set) var count = 0

  private let rules: RulesInForce
  private let version: String
  private let build: [Report.Component]
  private let options: [Report.Option]
  private let run: Report.Run?
  private var named = NamedRules()
  private var summary = Report.Summary(of: [])
  private var digest = RunningDigest()

  /// Starts the report over documents that are examined under `rules`.
  public init(
    under rules: RulesInForce,
    version: String,
    build: [Report.Component] = [],
    options: [Report.Option] = [],
    run: Report.Run? = nil
  ) {
    self.rules = rules
    self.version = version
    self.build = build
    self.options = options
    self.run = run
    digest.add(parts(.canonical, integrity: nil).head)
  }

  /// Takes a document in.
  ///
  /// - Returns: Its JSON as it stands in the file, from the line break before it.
  public mutating func add(_ document: DocumentReport) -> [UInt8] {
    var json: [UInt8] = []
    add(document) { json += $0 }
    return json
  }

  /// The same, with the JSON handed on in parts: that of a large text has three times its length.
  public mutating func add(_ document: DocumentReport, to sink: @escaping ([UInt8]) -> Void) {
    if count > 0 { digest.add([UInt8(ascii: ",")]) }
    count += 1
    named.add(document)
    summary.add(document)
    var digest = digest
    var canonical = JSONWriter(.canonical)
    canonical.sink = { digest.add($0) }
    document.write(to: &canonical)
    canonical.handOn(atLeast: 0)
    self.digest = digest
    // The levels that the document stands in decide how it is indented.
    var pretty = JSONWriter(.pretty)
    pretty.beginObject()
    pretty.key("documents")
    pretty.beginArray()
    _ = pretty.taken()
    pretty.sink = sink
    document.write(to: &pretty)
    pretty.handOn(atLeast: 0)
  }

  /// What stands in the file before the documents, for what is known so far.
  public var head: [UInt8] { parts(.pretty, integrity: nil).head }

  /// What stands in the file behind the documents.
  public var tail: [UInt8] {
    var whole = digest
    whole.add(parts(.canonical, integrity: nil).tail)
    return parts(.pretty, integrity: whole.digest).tail
  }

  /// A report without documents, cut where they stand.
  private func parts(
    _ layout: JSONWriter.Layout,
    integrity: Digest?
  ) -> (head: [UInt8], tail: [UInt8]) {
    let report = Report(
      tool: Report.Tool(
        version: version,
        build: build,
        ruleset: Report.Tool.Ruleset(
          version: rules.version,
          digest: rules.digest,
          rules: named.records(in: rules)
        )
      ),
      run: run,
      options: options,
      documents: []
    )
    var json = JSONWriter(layout)
    report.write(to: &json, integrity: integrity, summary)
    let name = layout == .pretty ? "\"documents\": [" : "\"documents\":["
    if layout == .pretty { json.endFile() }
    let places = places(of: name, in: json.bytes, limit: 1)
    let cut = places.first?.upperBound ?? json.bytes.count
    let end = layout == .pretty && count > 0 ? Array("\n ".utf8) : []
    return (Array(json.bytes[..<cut]), end + json.bytes[cut...])
  }
}

/// Reads a document of a report from its JSON, as `ReportAssembly.add` gave it.
///
/// - Throws: `ReportError` where it is none.
public func documentReport(
  reading bytes: [UInt8],
  named name: String
) throws(ReportError) -> DocumentReport {
  let json: JSON
  do {
    json = try JSON(parsing: bytes)
  } catch {
    throw .notJSON(file: name, error)
  }
  do throws(ShapeError) {
    return try DocumentReport(reading: json)
  } catch {
    throw .wrongShape(file: name, path: error.path, problem: error.problem)
  }
}
