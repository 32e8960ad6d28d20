internal import Stemma
internal import StemmaText

/// What an editor has to do, in a word and a sentence.
struct Verdict: Hashable {
  /// How much is left to do.
  enum Level: String, Hashable {
    case hold, touch, mended, clear
  }

  /// How much is left to do.
  let level: Level

  /// Findings that stand after cleaning, by severity.
  let standing: [Severity: Int]

  /// Findings that cleaning deals with.
  let mended: Int

  /// Places where texts part and one of them misleads.
  let grave: Int

  /// Judges by what stands after cleaning.
  init(on findings: [ReportedFinding], divergences: [Comparison.Divergence] = []) {
    var standing: [Severity: Int] = [:]
    var mended = 0
    for finding in findings {
      if finding.action == .flagged {
        standing[finding.severity, default: 0] += 1
      } else {
        mended += 1
      }
    }
    self.standing = standing
    self.mended = mended
    grave = divergences.count { $0.severity >= .major }
    let worst = standing.keys.max()
    level =
      if grave > 0 || worst.map({ $0 >= .major }) == true {
        .hold
      } else if worst == .minor || divergences.contains(where: { $0.severity == .minor }) {
        .touch
      } else {
        findings.isEmpty && divergences.isEmpty ? .clear : .mended
      }
  }

  /// The verdict in a word or two.
  var word: String {
    switch level {
    case .hold: "Hold for an editor"
    case .touch: "Small repairs left"
    case .mended: "Ready after cleaning"
    case .clear: "Nothing found"
    }
  }

  /// The verdict in a sentence or two.
  var sentence: String {
    let serious = standing[.major, default: 0] + standing[.critical, default: 0]
    let small = standing[.minor, default: 0]
    var parts: [String] = []
    if grave > 0 {
      parts.append(
        counted(grave, "place where the texts part gravely", "places where the texts part gravely")
      )
    }
    if serious > 0 {
      parts.append(
        counted(
          serious,
          "finding that misleads or stops a reader",
          "findings that mislead or stop a reader"
        )
      )
    }
    if small > 0 { parts.append(counted(small, "smaller one", "smaller ones")) }
    let left = listed(parts)
    let cleaning = mended == 0 ? "" : " Cleaning deals with \(grouped(mended)) more."
    switch level {
    case .hold, .touch:
      return
        (left.isEmpty
        ? "Small differences between the texts are left." : "Left for an editor: \(left).")
        + cleaning
    case .mended: return "Cleaning deals with what was found; only remarks are left."
    case .clear: return "No rule found anything. That does not say that the translation is good."
    }
  }
}

/// One, two and three.
private func listed(_ parts: [String]) -> String {
  guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
  return parts.dropLast().joined(separator: ", ") + " and " + last
}
