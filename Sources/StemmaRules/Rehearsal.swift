/// Runs the examples of a rule and says where they do not hold.
public struct Rehearsal: Sendable {
  /// What one reading of a text came to.
  public struct Reading: Hashable, Sendable {
    /// A place that was flagged.
    public struct Sighting: Hashable, Sendable {
      /// Identifier of the rule.
      public let rule: String

      /// The bytes of the text as it was given.
      public let range: Range<Int>

      /// The suggestion of the finding.
      public let suggestion: String?

      /// Creates a sighting.
      public init(rule: String, range: Range<Int>, suggestion: String? = nil) {
        self.rule = rule
        self.range = range
        self.suggestion = suggestion
      }
    }

    /// The places that were flagged, in order.
    public let sightings: [Sighting]

    /// What cleaning makes of the text.
    public let cleaned: String

    /// Creates a reading.
    public init(sightings: [Sighting], cleaned: String) {
      self.sightings = sightings
      self.cleaned = cleaned
    }
  }

  /// An example that does not hold.
  public struct Failure: Hashable, Sendable, CustomStringConvertible {
    /// Path of the rule file.
    public let file: String

    /// Line of the example, from 1.
    public let line: Int

    /// What was expected, and what came.
    public let message: String

    /// One line as compilers write it.
    public var description: String { "\(file):\(line): \(message)" }
  }

  /// The examples that do not hold.
  public let failures: [Failure]

  /// Runs all examples of a rule through `reading`, which has this rule in force.
  public init(of rule: Rule, _ reading: ([UInt8]) throws -> Reading) rethrows {
    var failures: [Failure] = []
    for example in rule.examples {
      for message in try faults(of: example, of: rule, reading) {
        failures.append(Failure(file: example.file, line: example.line, message: message))
      }
    }
    self.failures = failures
  }
}

/// What stands in front of a text to see whether offsets shift by its bytes.
private let shift = "😀\n\n"

private func faults(
  of example: Example,
  of rule: Rule,
  _ reading: ([UInt8]) throws -> Rehearsal.Reading
) rethrows -> [String] {
  guard let marked = MarkedText(example.text) else { return ["⟦ and ⟧ do not pair."] }
  var faults: [String] = []
  let outcome = try reading(example.bytes ?? Array(marked.text.utf8))
  let seen = outcome.sightings.filter { $0.rule == rule.identifier }
  if seen.map(\.range) != marked.spans {
    faults.append(
      "\(rule.identifier) flags \(quoted(seen.map(\.range), in: marked.text)), not "
        + "\(quoted(marked.spans, in: marked.text))."
    )
  }
  if let suggests = example.suggests, !seen.contains(where: { $0.suggestion == suggests }) {
    let given = seen.compactMap(\.suggestion).map { "‘\($0)’" }.joined(separator: ", ")
    faults.append("It suggests \(given.isEmpty ? "nothing" : given), not ‘\(suggests)’.")
  }
  if let cleaned = example.cleaned {
    if outcome.cleaned != cleaned {
      faults.append("Cleaning gives ‘\(shown(outcome.cleaned))’, not ‘\(shown(cleaned))’.")
    } else if try reading(Array(cleaned.utf8)).sightings.contains(where: {
      $0.rule == rule.identifier
    }) {
      faults.append("The cleaned text is flagged again.")
    }
  }
  // A document's parts change their roles when a line is put in front, and so does its format.
  switch rule.matcher {
  case .document, .reader: return faults
  case .phrases, .pattern, .tokens, .repetition: break
  }
  let shifted = try reading(Array((shift + marked.text).utf8)).sightings.filter {
    $0.rule == rule.identifier
  }
  let expected = seen.map { $0.range.lowerBound + shift.utf8.count }
  if shifted.map(\.range.lowerBound) != expected {
    faults.append("With an emoji in front, other places are flagged.")
  }
  return faults
}

/// The words at some ranges, as a message shows them.
private func quoted(_ ranges: [Range<Int>], in text: String) -> String {
  guard !ranges.isEmpty else { return "nothing" }
  let bytes = Array(text.utf8)
  return ranges.map { range in
    let words = String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    return "‘\(shown(words))’ at \(range.lowerBound)"
  }.joined(separator: ", ")
}

/// A text on one line.
private func shown(_ text: String) -> String {
  var line = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n": line += "\\n"
    case "\r": line += "\\r"
    case "\t": line += "\\t"
    default: line.unicodeScalars.append(scalar)
    }
  }
  return line
}
