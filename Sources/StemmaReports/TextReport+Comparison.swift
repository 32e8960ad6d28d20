public import Stemma
internal import StemmaCollation
internal import StemmaText

extension TextReport {
  /// Shows a comparison: stories with their documents, then where they part, the gravest first.
  ///
  /// - Parameters:
  ///   - comparison: What was compared.
  ///   - known: How many divergences it lacks because a baseline knows them.
  ///   - names: What to call each document, by siglum.
  /// - Returns: Lines, each with its line break.
  public func lines(
    for comparison: Comparison,
    leavingOut known: Int = 0,
    named names: [String: String]
  ) -> String {
    func name(_ siglum: String) -> String { visible(names[siglum] ?? siglum) }
    var text = ""
    for story in comparison.stories { text += lines(for: story, name) }
    let divergences = comparison.divergences.enumerated().sorted {
      ($1.element.severity, $0.offset) < ($0.element.severity, $1.offset)
    }
    for (_, divergence) in divergences { text += "\n" + lines(for: divergence, name) }
    for suggestion in comparison.suggestions {
      let readings = suggestion.readings.map {
        " ‘\(visible(shortened($0.exact)))’ in \(name($0.document))"
      }
      let place = "\(visible(suggestion.place.exact)) in \(name(suggestion.place.document))"
      text += "\n" + hanging("\(place):\(readings.joined(separator: ","))")
    }
    for reuse in comparison.reuse {
      let documents = "\(name(reuse.first.document)) and \(name(reuse.second.document))"
      let words = visible(shortened(reuse.first.exact))
      text += "\n" + hanging("\(reuse.words) words in a row in \(documents): \(words)")
    }
    let drawing = StemmaDrawing(of: comparison, name: name).lines
    if !drawing.isEmpty {
      text += "\n" + bold("Who depends on whom") + "\n"
      text += drawing.map { "  \(visible($0))\n" }.joined()
    }
    if text.isEmpty { return "No two of the texts tell one event: there is nothing to compare.\n" }
    return text + "\n" + hanging(summary(of: comparison, leavingOut: known))
  }

  private func lines(for story: Comparison.Story, _ name: (String) -> String) -> String {
    let kind = story.relation == .sameEvent ? "One event:" : "One storyline:"
    let documents = story.documents.map(name).joined(separator: ", ")
    var text = bold(kind) + " " + hanging(documents, after: kind.utf8.count + 1)
    if let past = story.past {
      text += "  joins story \(past.story) with \(past.count) earlier: "
      text += past.texts.prefix(3).map { visible($0.name) }.joined(separator: ", ")
      text += past.count > 3 ? " …\n" : "\n"
    }
    return text
  }

  private func lines(for divergence: Comparison.Divergence, _ name: (String) -> String) -> String {
    let severity = divergence.severity.rawValue
    let start = severity.utf8.count + 1
    var text = tinted(severity, divergence.severity) + " "
    text += hanging("\(divergence.kind.rawValue): \(visible(divergence.message))", after: start)
    let width = divergence.members.map { name($0.document).count }.max() ?? 0
    for member in divergence.members {
      let name = name(member.document)
      let mark = divergence.suspects.contains(member.document) ? "?" : " "
      let words = visible(shortened(member.exact))
      let size = words.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
      if let room = roomForLines, width + size + 6 > room {
        text += "  \(mark) \(name)\n      " + hanging(words, after: 6, by: 6)
      } else {
        let gap = String(repeating: " ", count: width - name.count)
        text += "  \(mark) \(name)\(gap)  \(words)\n"
      }
    }
    if !divergence.grounds.isEmpty {
      let grounds = divergence.grounds.map(reason).joined(separator: "; ")
      text += "  ? " + hanging(grounds, after: 4, by: 4)
    }
    return text
  }

  /// What speaks against a wording, in words.
  private func reason(_ ground: Ground) -> String {
    switch ground {
    case .marksInSentence: "translation left marks in the sentence"
    case .standsAlone: "the others agree against it"
    case .fartherFromSource: "the others are nearer to the one who said it"
    case .translated: "another has it from an agency of the speaker’s country"
    case .marksElsewhere: "translation left marks in the text, and in no other"
    }
  }

  private func summary(of comparison: Comparison, leavingOut known: Int) -> String {
    func count(_ number: Int, _ noun: String) -> String {
      number == 1 ? "1 \(noun)" : "\(number) \(noun)s"
    }
    let parts = [
      count(comparison.stories.count { $0.relation == .sameEvent }, "event"),
      count(comparison.utterances.count, "shared utterance"),
      count(comparison.claims.count, "shared claim"),
      count(comparison.divergences.count, "divergence"),
    ]
    let suspected = comparison.divergences.count { !$0.suspects.isEmpty }
    let note = suspected == 0 ? "" : "; ? marks the wording in doubt"
    let rest = known == 0 ? "" : "; \(known) that the baseline knows left out"
    return parts.joined(separator: ", ") + note + rest + "."
  }

  /// At most 120 characters, the middle left out.
  private func shortened(_ words: String) -> String {
    words.count <= 120 ? words : "\(words.prefix(70)) … \(words.suffix(45))"
  }
}
