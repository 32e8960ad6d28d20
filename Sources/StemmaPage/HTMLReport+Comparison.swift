internal import Stemma
internal import StemmaCollation
internal import StemmaReports
internal import StemmaText

extension HTMLReport {
  /// The texts side by side; `nil` where they were not compared.
  var comparison: Scope? {
    guard let comparison = report.comparison else { return nil }
    return [
      "stories": .list(tables(of: comparison).enumerated().map { story($1, number: $0 + 1) }),
      "nothing": .flag(comparison.stories.isEmpty && comparison.divergences.isEmpty),
      "hasClaims": .flag(!comparison.claims.isEmpty),
      "claims": claims(of: comparison),
      "hasSuggestions": .flag(!comparison.suggestions.isEmpty),
      "suggestions": suggestions(of: comparison),
      "hasReuse": .flag(!comparison.reuse.isEmpty),
      "reuse": reuse(of: comparison),
      "stemma": stemma(of: comparison),
    ]
  }

  /// What a text is called in headings: its siglum, and whose it is.
  private func name(_ siglum: String) -> String {
    guard let sheet = names[siglum] else { return siglum }
    return "\(siglum) · \(shortened(sheet.text(.publisher) ?? sheet.title ?? sheet.source, to: 48))"
  }

  private func shortName(_ siglum: String) -> String {
    names[siglum]?.text(.publisher).map { "\(siglum) (\(shortened($0, to: 40)))" } ?? siglum
  }

  /// A table for each event, and one for what is left.
  private func tables(of comparison: Comparison) -> [(table: WitnessTable, past: Int)] {
    let events = comparison.stories.filter { $0.relation == .sameEvent }
    func home(of sigla: [String]) -> Int {
      events.firstIndex { $0.documents.contains(where: sigla.contains) } ?? events.count
    }
    var utterances = [[Comparison.Utterance]](repeating: [], count: events.count + 1)
    var divergences = [[Comparison.Divergence]](repeating: [], count: events.count + 1)
    for utterance in comparison.utterances {
      utterances[home(of: utterance.members.map(\.document))].append(utterance)
    }
    for divergence in comparison.divergences {
      divergences[home(of: divergence.members.map(\.document))].append(divergence)
    }
    var documents = events.map(\.documents)
    let others = Set(
      divergences[events.count].flatMap(\.members).map(\.document)
        + utterances[events.count].flatMap(\.members).map(\.document)
    )
    documents.append(others.sorted())
    return documents.indices.filter { $0 < events.count || !others.isEmpty }.map { i in
      (
        WitnessTable(
          of: documents[i],
          utterances: utterances[i],
          divergences: divergences[i]
        ),
        i < events.count ? events[i].past?.count ?? 0 : 0
      )
    }
  }

  private func story(_ story: (table: WitnessTable, past: Int), number: Int) -> Scope {
    let table = story.table
    let earlier = story.past == 0 ? "" : " and \(counted(story.past, "earlier one"))"
    let parting = table.statements.filter { !$0.divergences.isEmpty }
    let agreeing = table.statements.filter { $0.divergences.isEmpty }
    let counts = Severity.allCases.reversed().compactMap { severity -> String? in
      let count = parting.flatMap(\.divergences).count { $0.severity == severity }
      return count == 0 ? nil : "\(count) \(severity.rawValue)"
    }
    let heard = sigla(in: parting)
    let silent = table.documents.filter { !heard.contains($0) }
    return [
      "heading": .text(
        "Event \(number): \(counted(table.documents.count, "text"))\(earlier)"
          + (counts.isEmpty ? "" : "; " + counts.joined(separator: ", "))
      ),
      "isOpen": .flag(number <= Self.mostOpenEvents),
      "isEmpty": .flag(parting.isEmpty),
      "parting": parting.isEmpty
        ? nil : .scope(rows(parting, of: table, called: "Where the texts of event \(number) part")),
      "silent": silent.isEmpty || parting.isEmpty
        ? nil : .text("Nothing parts from the others in \(silent.joined(separator: ", "))."),
      "agreeing": agreeing.isEmpty
        ? nil : .scope(rows(agreeing, of: table, called: "Statements of event \(number)")),
      "others": .text(
        counted(
          agreeing.count,
          "more statement in several wordings",
          "more statements in several wordings"
        )
      ),
    ]
  }

  /// Events that are shown unfolded; a choice, so that many stay a list that can be looked over.
  private static let mostOpenEvents = 3

  private func rows(
    _ statements: [WitnessTable.Statement],
    of table: WitnessTable,
    called label: String
  ) -> Scope {
    let shown = table.documents.filter(sigla(in: statements).contains)
    return [
      "label": .attribute(label),
      "columns": .list(shown.map { ["siglum": .attribute($0), "name": .text(name($0))] }),
      "width": .place(max(1, shown.count)),
      "statements": .list(statements.map { scope(of: $0, among: shown) }),
    ]
  }

  private func sigla(in statements: [WitnessTable.Statement]) -> Set<String> {
    Set(statements.flatMap(\.members).map(\.document))
  }

  private func scope(of statement: WitnessTable.Statement, among sigla: [String]) -> Scope {
    [
      "severity": statement.severity.map { .attribute($0.rawValue) },
      "speaker": statement.speaker.isEmpty
        ? (statement.divergences.isEmpty ? "nobody named" : nil)
        : .text(shortened(statement.speaker, to: 120)),
      "divergences": .list(statement.divergences.map(scope)),
      "cells": .list(
        sigla.map { siglum in
          let members = statement.members.filter { $0.document == siglum }
          let isDoubted = statement.divergences.contains { $0.suspects.contains(siglum) }
          return [
            "column": .attribute(name(siglum)),
            "state": members.isEmpty ? "nothing" : isDoubted ? "doubted" : nil,
            "isEmpty": .flag(members.isEmpty),
            "passages": .list(
              passages(members, of: statement).map { scope(of: $0, in: statement) }
            ),
          ]
        }
      ),
    ]
  }

  private func scope(of divergence: Comparison.Divergence) -> Scope {
    [
      "identifier": .attribute(divergence.identifier),
      "severity": .attribute(divergence.severity.rawValue),
      "kind": .text(divergence.kind.rawValue),
      "message": .text(shortened(divergence.message, to: 500)),
      "suspects": divergence.suspects.isEmpty
        ? nil : .text(divergence.suspects.map(shortName).joined(separator: "; ")),
      "grounds": divergence.grounds.isEmpty
        ? nil : .text(divergence.grounds.map(Self.reason).joined(separator: "; ")),
    ]
  }

  /// The words of one text; those that were compared alone, with the sentence around them.
  private func passages(
    _ members: [Comparison.Member],
    of statement: WitnessTable.Statement
  ) -> [Passage] {
    guard statement.speaker.isEmpty, let first = members.first,
      let text = names[first.document]?.received
    else { return members.map { Passage($0) } }
    return Passage.sentences(around: members, in: text)
  }

  private func scope(of passage: Passage, in statement: WitnessTable.Statement) -> Scope {
    let cut = PassageCut(passage, of: statement)
    let isPage = names[passage.document]?.isPage ?? false
    return [
      "parts": .list(
        cut.parts.map { part in
          let words = Escaped(utf8: isPage ? withoutTags(part.bytes) : part.bytes)
          return switch part.difference {
          case nil: ["plain": .text(words)]
          case .variant: ["variant": .text(words)]
          case .divergent(let severity, let inDoubt):
            [
              "divergent": .text(words),
              "severity": .attribute(severity.rawValue), "inDoubt": .flag(inDoubt),
            ]
          }
        }
      ),
      "goesBefore": .flag(passage.isCut.before),
      "goesOn": .flag(passage.isCut.after),
      "rest": cut.rest == 0 ? nil : .text("… \(counted(cut.rest, "byte")) more"),
    ]
  }

  /// What speaks against a wording, in words.
  private static func reason(_ ground: Ground) -> String {
    switch ground {
    case .marksInSentence: "translation left marks in the sentence"
    case .standsAlone: "the others agree against it"
    case .fartherFromSource: "the others are nearer to the one who said it"
    case .translated: "another has it from an agency of the speaker’s country"
    case .marksElsewhere: "translation left marks in the text, and in no other"
    }
  }

  private func claims(of comparison: Comparison) -> Slot {
    .list(
      comparison.claims.map { claim in
        let origins =
          claim.fewestOrigins == claim.mostOrigins
          ? counted(claim.mostOrigins, "origin")
          : "\(claim.fewestOrigins) to \(counted(claim.mostOrigins, "origin"))"
        return [
          "identifier": .attribute(claim.identifier),
          "words": .text(claim.members.first.map { shortened(words(of: $0), to: 400) } ?? ""),
          "speakers": .text(claim.speakers.joined(separator: ", ")),
          "documents": .text(sigla(of: claim.members)),
          "origins": .text(origins),
        ]
      }
    )
  }

  private func suggestions(of comparison: Comparison) -> Slot {
    .list(
      comparison.suggestions.map { suggestion in
        [
          "identifier": .attribute(suggestion.identifier),
          "words": .text(shortened(words(of: suggestion.place), to: 300)),
          "siglum": .text(name(suggestion.place.document)),
          "readings": .list(
            suggestion.readings.map { reading in
              [
                "reading": .text(shortened(words(of: reading), to: 300)),
                "of": .text(name(reading.document)),
              ]
            }
          ),
        ]
      }
    )
  }

  private func reuse(of comparison: Comparison) -> Slot {
    .list(
      comparison.reuse.map { reuse in
        [
          "words": .text(shortened(words(of: reuse.first), to: 300)),
          "first": .text(name(reuse.first.document)), "second": .text(name(reuse.second.document)),
          "count": .count(reuse.words),
          "share": .text(percent(reuse.score, of: 1000)),
        ]
      }
    )
  }

  private func words(of member: Comparison.Member) -> String {
    names[member.document]?.words(member.exact) ?? member.exact
  }

  private func sigla(of members: [Comparison.Member]) -> String {
    var sigla: [String] = []
    for member in members where !sigla.contains(member.document) { sigla.append(member.document) }
    return sigla.joined(separator: ", ")
  }

  private func stemma(of comparison: Comparison) -> Slot? {
    guard !comparison.descents.isEmpty else { return nil }
    let plan = StemmaPlan(of: comparison) { self.name($0) }
    return .scope([
      "width": .place(StemmaPlan.width),
      "height": .place(plan.height),
      "nodes": .list(plan.nodes.map(\.scope)),
      "edges": .list(
        comparison.descents.map { descent in
          [
            "identifier": .attribute(descent.identifier),
            "from": .text(descent.document.map(name) ?? "\(descent.agency ?? "") (agency)"),
            "to": .text(name(descent.dependent)),
            "reason": .text(plan.drawing.reason(of: descent)),
            "isDirected": .flag(descent.isDirected),
            "certainty": .text(descent.certainty.rawValue),
          ]
        }
      ),
    ])
  }
}
