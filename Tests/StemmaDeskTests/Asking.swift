import Stemma
import StemmaReports

@testable import StemmaDesk

/// Routes over a folder in memory, asked as a browser with the cookie would.
struct Asking {
  let folder: SampleFolder
  let routes: DeskRoutes
  private let file = ScratchFile()

  init(_ texts: [String: String]) async throws {
    folder = SampleFolder(texts)
    let store = try DecisionStore(at: file.path)
    routes = DeskRoutes(
      desk: Desk(in: folder.surroundings, keeping: store),
      keys: DeskKeys(port: 80)
    )
    try await routes.desk.load()
  }

  func ask(
    _ method: String,
    _ path: String,
    _ body: String = "",
    name: String? = nil
  ) async
    -> DeskAnswer
  {
    await routes.answer(
      to: DeskQuestion(
        method: method,
        path: path,
        token: nil,
        name: name,
        cookies: "other=1; \(routes.keys.cookieName)=\(routes.keys.session)",
        body: Array(body.utf8)
      )
    )
  }

  /// The identifier of the finding of a rule.
  func finding(of rule: String) async -> String {
    for text in await routes.desk.texts {
      if let finding = text.report.findings.first(where: { $0.rule == rule }) {
        return finding.identifier
      }
    }
    return "none"
  }

  /// Decides as a tab that saw a revision.
  func decide(
    _ finding: String,
    _ verdict: String,
    seen: Int = 0,
    _ more: String = ""
  ) async -> DeskAnswer {
    let edition = await routes.desk.edition
    return await ask(
      "POST",
      "/api/decide",
      """
      {"finding": "\(finding)", "edition": \(edition), "seen": \(seen), "verdict": "\(verdict)"\(more)}
      """
    )
  }
}

extension DeskAnswer {
  var json: JSON? { try? JSON(parsing: body) }
}
