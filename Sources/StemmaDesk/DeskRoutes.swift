internal import Stemma
internal import StemmaReports

/// What the desk does for each request.
struct DeskRoutes: Sendable {
  let desk: Desk
  let keys: DeskKeys

  /// The most bytes of a reason or of words to write.
  static let longestWords = 10_000

  /// The answer to a request that the gate let through.
  func answer(to question: DeskQuestion) async -> DeskAnswer {
    if let token = question.token {
      guard question.path == "/", keys.isToken(token) else {
        return .problem(401, "The address is not the one that the desk printed.")
      }
      // The token goes out of the address, and out of what the browser remembers.
      return DeskAnswer(status: 303, fields: [("Location", "/"), ("Set-Cookie", keys.cookie)])
    }
    guard keys.areOwn(question.cookies) else {
      return .problem(401, "Open the address that ‘stemma serve’ printed.")
    }
    do {
      return try await known(question)
    } catch DecisionStoreError.changed {
      return await conflict("Somebody decided otherwise in between.")
    } catch DeskError.readAnew {
      return await conflict("The texts were read anew in between.")
    } catch let error as DecisionStoreError {
      return .problem(500, "The decisions cannot be kept: \(error.sentence)")
    } catch DeskError.refused(let sentence) {
      return .problem(422, sentence)
    } catch {
      return .problem(500, "The desk failed: \(error)")
    }
  }

  private func known(_ question: DeskQuestion) async throws -> DeskAnswer {
    switch (question.method, question.path) {
    case ("GET", "/"): return await page()
    case ("GET", "/desk.js"): return .file(PackageResources.desk_js, "text/javascript")
    case ("GET", "/desk.css"): return .file(PackageResources.desk_css, "text/css")
    case ("GET", "/api/revision"): return .value(try await desk.revision())
    case ("GET", "/api/state"): return .value(try await desk.state())
    case ("GET", let path) where path.hasPrefix("/api/text/"):
      return try await text(String(path.dropFirst("/api/text/".utf8.count)))
    case ("GET", let path) where path.hasPrefix("/api/finding/"):
      return await finding(String(path.dropFirst("/api/finding/".utf8.count)))
    case ("POST", "/api/texts"):
      guard let name = question.name else { return .problem(400, "The text has no name.") }
      let siglum = try await desk.drop(name, question.body)
      return .value(.of(["text": .string(siglum)]), status: 201)
    case ("POST", let path):
      let json: JSON
      do throws(JSONError) {
        json = try JSON(parsing: question.body, depth: 8)
      } catch {
        return .problem(400, "The request is not JSON: \(error).")
      }
      return try await change(path, json)
    default: return .problem(404, "There is nothing at \(question.path).")
    }
  }

  private func change(_ path: String, _ json: JSON) async throws -> DeskAnswer {
    switch path {
    case "/api/decide": return try await decide(json)
    case "/api/undo":
      guard let seen = json["seen"]?.integer else {
        return .problem(400, "‘seen’ is missing: the revision that the page shows.")
      }
      guard try await desk.undo(seen: seen) else {
        return .problem(422, "There is nothing to take back.")
      }
      return .value(try await desk.state())
    case "/api/keep":
      try await desk.keep(json["text"]?.string ?? "")
      return .value(try await desk.state())
    case "/api/write":
      let path = try await desk.write(json["text"]?.string ?? "")
      return .value(.of(["path": .string(path)]), status: 201)
    case "/api/reload":
      try await desk.load()
      return .value(try await desk.state())
    default: return .problem(404, "There is nothing at \(path).")
    }
  }

  private func decide(_ json: JSON) async throws -> DeskAnswer {
    guard let name = json["finding"]?.string, let edition = json["edition"]?.integer,
      let seen = json["seen"]?.integer
    else { return .problem(400, "A decision has ‘finding’, ‘edition’ and ‘seen’.") }
    var choice: Choice?
    if let verdict = json["verdict"]?.string, verdict != "open" {
      guard let verdict = Choice.Verdict(rawValue: verdict) else {
        return .problem(400, "A verdict is accepted, rejected, postponed or open.")
      }
      let reason = json["reason"]?.string ?? ""
      let suggestion = json["suggestion"]?.string
      if verdict == .rejected, !reason.utf8.contains(where: { $0 > 0x20 }) {
        return .problem(422, "Say why it is rejected, for whoever reads it next.")
      }
      guard max(reason.utf8.count, suggestion?.utf8.count ?? 0) <= Self.longestWords else {
        return .problem(422, "A reason or suggestion has at most \(Self.longestWords) bytes.")
      }
      choice = Choice(verdict, because: reason, writing: suggestion)
    }
    try await desk.decide(on: name, of: edition, choice, seen: seen)
    return .value(try await desk.state())
  }

  private func text(_ siglum: String) async throws -> DeskAnswer {
    guard let cleaned = try await desk.cleaned(siglum) else {
      return .problem(404, "There is no such text.")
    }
    return .value(
      .of([
        "name": .string(cleaned.name),
        "text": .string(String(decoding: cleaned.bytes, as: UTF8.self)),
      ])
    )
  }

  private func finding(_ identifier: String) async -> DeskAnswer {
    guard let finding = await desk.finding(identifier) else {
      return .problem(404, "There is no such finding.")
    }
    return .value(
      .of([
        "rule": .string(finding.rule), "exact": .string(finding.exact),
        "suggestion": finding.suggestion.map { .string($0) },
      ])
    )
  }

  /// What the newer state is, for who has seen an older one.
  private func conflict(_ sentence: String) async -> DeskAnswer {
    let state = (try? await desk.state()) ?? .null
    return .value(.of(["problem": .string(sentence), "state": state]), status: 409)
  }

  private func page() async -> DeskAnswer {
    let page = await desk.livePage()
    var answer = DeskAnswer.file(page.html, "text/html")
    answer.fields.append(("Content-Security-Policy", page.policy))
    return answer
  }
}

extension Desk {
  /// What a page asks for again and again, to learn whether anything changed.
  func revision() throws -> JSON {
    .of(["edition": .integer(edition), "revision": .integer(try store.revision())])
  }

  /// All that a page needs beside the report.
  func state() throws -> JSON {
    let decisions = try store.decisions()
    var decided: [JSON] = []
    var known: [JSON] = []
    for (identifier, entry) in entries {
      if let decision = decisions[entry] {
        decided.append(decision.json(on: identifier))
      } else if isKnown(entry) {
        known.append(.string(identifier))
      }
    }
    return .of([
      "edition": .integer(edition),
      "revision": .integer(try store.revision()),
      "decisions": .array(decided),
      "known": .array(known),
      "findings": .integer(entries.count),
      "texts": .array(
        texts.map {
          .of([
            "text": .string($0.report.identifier), "name": .string($0.name),
            "kept": .boolean($0.isKept),
          ])
        }
      ),
      "writes": .boolean(surroundings.write != nil),
      "notes": .array(notes.map { .string($0) }),
    ])
  }
}

extension Decision {
  fileprivate func json(on finding: String) -> JSON {
    .of([
      "finding": .string(finding), "verdict": .string(choice.verdict.rawValue),
      "reason": .string(choice.reason), "suggestion": choice.suggestion.map { .string($0) },
      "revision": .integer(revision),
    ])
  }
}

extension DecisionStoreError {
  /// What is wrong, as a sentence.
  public var sentence: String {
    switch self {
    case .changed: "somebody changed them in between."
    case .notAStore: "the file is something else."
    case .otherVersion(let version): "another version of Stemma wrote them (\(version))."
    case .damaged: "the file is damaged."
    case .busy: "another program holds the file."
    case .unusable(let reason): "\(reason)."
    }
  }
}
