import RulePacks
import Stemma
import StemmaReports
import StemmaRules
import Synchronization

@testable import StemmaDesk

/// A folder and a baseline in memory.
final class SampleFolder: Sendable {
  struct Files {
    var texts: [String: String] = [:]
    var known: Set<Baseline.Entry> = []
    var reasons: [Baseline.Entry: String] = [:]
    var cleaned: [String: String] = [:]
  }

  let files: Mutex<Files>
  private let examination = Examination(with: Checker(RulePacks.ruleset()))
  private let rules = RulesInForce(RulePacks.ruleset(), tables: [])

  init(_ texts: [String: String]) { files = Mutex(Files(texts: texts)) }

  var surroundings: DeskSurroundings {
    DeskSurroundings(
      rules: rules,
      readEach: { [self] body in
        let texts = files.withLock { $0.texts }
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
          body(try input(name, Array(text.utf8)))
        }
        return []
      },
      examine: { [self] name, bytes throws(DeskError) in try input(name, bytes) },
      page: { documents, _ in
        Array("<head></head>\(documents.map(\.identifier))".utf8)
      },
      known: { [self] () throws(DeskError) in files.withLock { $0.known } },
      record: { [self] records throws(DeskError) in
        files.withLock { files in
          for record in records {
            files.reasons[record.entry] = record.reason
            if record.reason == nil {
              files.known.remove(record.entry)
            } else {
              files.known.insert(record.entry)
            }
          }
        }
      },
      keep: { [self] name, bytes throws(DeskError) in
        let isNew = files.withLock { files in
          guard files.texts[name] == nil else { return false }
          files.texts[name] = String(decoding: bytes, as: UTF8.self)
          return true
        }
        guard isNew else { throw DeskError.refused("is there") }
      },
      write: { [self] name, bytes throws(DeskError) in
        files.withLock { $0.cleaned[name] = String(decoding: bytes, as: UTF8.self) }
        return name
      }
    )
  }

  private func input(_ name: String, _ bytes: [UInt8]) throws(DeskError) -> DeskSurroundings.Input {
    do {
      let examined = try examination.result(for: Source(bytes, name: name))
      return DeskSurroundings.Input(examined, named: name, inBaseline: name)
    } catch {
      throw .refused("\(error)")
    }
  }
}

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
