internal import Stemma
public import StemmaCollation
internal import StemmaText

extension ReportFile {
  /// The stories that the report tells, with its documents by number.
  ///
  /// - Throws: `ReportError` where one names a document that is not in the report.
  public func stories() throws(ReportError) -> [Story] {
    do throws(ShapeError) {
      let root = try Members(of: json, named: nil)
      return try root.read("comparison") { json throws(ShapeError) in
        try Members(of: json, named: nil).read("stories") { json throws(ShapeError) in
          try list(json) { json throws(ShapeError) in try story(json) }
        }
      }
    } catch {
      throw .wrongShape(file: "the report", path: error.path, problem: error.problem)
    }
  }

  private func story(_ json: JSON) throws(ShapeError) -> Story {
    let object = try Members(of: json, named: ["id", "documents", "relation", "score", "past"])
    return Story(
      witnesses: try object.read("documents") { json throws(ShapeError) in
        try list(json) { json throws(ShapeError) in
          let siglum = try identifier(json)
          guard let i = report.documents.firstIndex(where: { $0.identifier == siglum }) else {
            throw ShapeError("no document is called ‘\(visible(siglum))’")
          }
          return i
        }
      },
      relation: try object.read("relation", word),
      score: try object.read("score", count),
      past: try object.optional("past", past)
    )
  }

  private func past(_ json: JSON) throws(ShapeError) -> Story.Past {
    let object = try Members(of: json, named: ["story", "count", "documents"])
    return Story.Past(
      story: try object.read("story", count),
      count: try object.read("count", count),
      texts: try object.read("documents") { json throws(ShapeError) in
        try list(json) { json throws(ShapeError) in
          let object = try Members(of: json, named: ["name", "sha256", "datePublished"])
          return Story.Past.Text(
            name: try object.read("name", string),
            digest: try object.read("sha256", string),
            date: try object.optional("datePublished", string)
          )
        }
      }
    )
  }
}
