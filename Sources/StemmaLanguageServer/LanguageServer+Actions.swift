internal import StemmaReports

/// What an action is for, as the protocol names it.
enum ActionKind: String, CaseIterable {
  case quickFix = "quickfix"
  case fixAll = "source.fixAll.stemma"

  /// Whether a client that asks for some kinds wants this one; a kind includes those below it.
  func isAsked(for only: [String]?) -> Bool {
    guard let only else { return true }
    return only.contains { rawValue == $0 || rawValue.hasPrefix("\($0).") || $0.isEmpty }
  }
}

/// What can be done about findings.
extension LanguageServer {
  func actions(
    from start: TextPosition,
    to end: TextPosition,
    only: [String]?,
    on uri: String,
    _ document: OpenDocument,
    _ diagnosis: Diagnosis
  ) -> [JSON] {
    guard client.takesActions else { return [] }
    let lower = document.text.offset(of: start, in: client.encoding)
    let upper = document.text.offset(of: end, in: client.encoding)
    var actions: [JSON] = []
    if ActionKind.quickFix.isAsked(for: only) {
      // What touches the selection; its ends count, so that a cursor is enough.
      let troubles = diagnosis.troubles.filter { trouble in
        trouble.ranges.contains { $0.lowerBound <= upper && lower <= $0.upperBound }
      }.prefix(Self.maximumOffered)
      for trouble in troubles {
        let told = diagnostics([trouble], on: uri, document)
        if let mending = mending(trouble, told, on: uri, document) { actions.append(mending) }
        actions += accepting(trouble, told, on: uri)
      }
    }
    if ActionKind.fixAll.isAsked(for: only), !diagnosis.sureChanges.isEmpty {
      let count = diagnosis.sureChanges.count
      actions.append(
        JSON.of([
          "title": .string(
            count == 1 ? "Make the one sure change" : "Make all \(count) sure changes"
          ),
          "kind": .string(ActionKind.fixAll.rawValue),
          "edit": change(diagnosis.sureChanges, of: uri, document),
        ])
      )
    }
    return actions
  }

  /// The most findings that actions are offered for at once: a menu is not read further.
  private static var maximumOffered: Int { 20 }

  private func mending(
    _ trouble: Diagnosis.Trouble,
    _ told: [JSON],
    on uri: String,
    _ document: OpenDocument
  ) -> JSON? {
    guard let first = trouble.changes.first else { return nil }
    let title =
      trouble.changes.count == 1 && !first.inserted.isEmpty
      ? "Write ‘\(shortened(first.inserted))’"
      : trouble.changes.allSatisfy(\.inserted.isEmpty)
        ? "Take out ‘\(shortened(removed(first, from: document)))’" : "Mend: \(trouble.rule)"
    return JSON.of([
      "title": .string(title),
      "kind": .string(ActionKind.quickFix.rawValue),
      "diagnostics": .array(told),
      "isPreferred": .boolean(true),
      "edit": change(trouble.changes, of: uri, document),
    ])
  }

  private func removed(_ change: Diagnosis.Change, from document: OpenDocument) -> String {
    String(decoding: document.text.bytes[change.range], as: UTF8.self)
  }

  private func accepting(_ trouble: Diagnosis.Trouble, _ told: [JSON], on uri: String) -> [JSON] {
    guard let entry = trouble.entry else { return [] }
    return surroundings.acceptances(entry, uri).compactMap { acceptance in
      if acceptance.text == nil, !client.makesFiles { return nil }
      return JSON.of([
        "title": .string(acceptance.title),
        "kind": .string(ActionKind.quickFix.rawValue),
        "diagnostics": .array(told),
        "edit": change(acceptance),
      ])
    }
  }

  private func change(
    _ changes: [Diagnosis.Change],
    of uri: String,
    _ document: OpenDocument
  ) -> JSON {
    let offsets = changes.flatMap { [$0.range.lowerBound, $0.range.upperBound] }
    let places = document.text.positions(of: offsets, in: client.encoding)
    let edits = changes.indices.map { i in
      textEdit(from: places[2 * i], to: places[2 * i + 1], changes[i].inserted)
    }
    return workspaceEdit(of: uri, version: document.version, edits)
  }

  private func change(_ acceptance: Surroundings.Acceptance) -> JSON {
    let text = OpenText(Array((acceptance.text ?? "").utf8))
    let places = text.positions(
      of: [acceptance.range.lowerBound, acceptance.range.upperBound],
      in: client.encoding
    )
    let edit = textEdit(from: places[0], to: places[1], acceptance.inserted)
    return workspaceEdit(of: acceptance.uri, [edit], making: acceptance.text == nil)
  }

  private func workspaceEdit(
    of uri: String,
    version: Int? = nil,
    _ edits: [JSON],
    making isNew: Bool = false
  ) -> JSON {
    guard client.takesDocumentChanges else {
      return JSON.of(["changes": .object([JSON.Member(uri, .array(edits))])])
    }
    let document = JSON.of(["uri": .string(uri), "version": version.map { .integer($0) } ?? .null])
    let change = JSON.of(["textDocument": document, "edits": .array(edits)])
    let creation = JSON.of([
      "kind": .string("create"), "uri": .string(uri),
      "options": JSON.of(["ignoreIfExists": .boolean(true)]),
    ])
    return JSON.of(["documentChanges": .array(isNew ? [creation, change] : [change])])
  }
}

/// The start of a text, on one line, as a menu shows it.
private func shortened(_ text: String) -> String {
  let line = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  return line.unicodeScalars.count > 40
    ? String(String.UnicodeScalarView(line.unicodeScalars.prefix(40))) + "…" : line
}
