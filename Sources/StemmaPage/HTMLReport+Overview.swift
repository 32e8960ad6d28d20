internal import Stemma
internal import StemmaCollation
internal import StemmaText

extension HTMLReport {
  /// The top of the page: the verdict, the figures, the drawings.
  var overview: Scope {
    let divergences = report.comparison?.divergences ?? []
    let findings = report.documents.flatMap(\.findings)
    let verdict = Verdict(on: findings, divergences: divergences)
    return [
      "level": .attribute(verdict.level.rawValue),
      "word": .text(verdict.word),
      "sentence": .text(verdict.sentence),
      "subject": .text(subject),
      "figures": .list(figures),
      "severities": .list(Severity.allCases.reversed().map { ["name": .text($0.rawValue)] }),
      "categories": .list(categories(of: findings)),
      "hasFindings": .flag(!findings.isEmpty),
      "charts": .list([findingsChart, divergencesChart].compactMap(\.self)),
      "version": .text(report.tool.version),
      "rules": .text(report.tool.ruleset.version),
      "digest": .text(digest.hexadecimal.prefix(12)),
    ]
  }

  private var subject: String {
    var parts = [counted(sheets.count, "text")]
    if let comparison = report.comparison {
      let events = comparison.stories.count { $0.relation == .sameEvent }
      parts.append(events == 0 ? "no event in common" : counted(events, "event"))
    }
    return parts.joined(separator: ", ")
  }

  private var figures: [Scope] {
    let summary = report.summary
    let flagged = report.documents.flatMap(\.findings).count { $0.action == .flagged }
    var figures: [Scope] = [
      [
        "value": .text(grouped(summary.findings)),
        "label": .text(summary.findings == 1 ? "finding" : "findings"),
        "note": .text(
          "\(grouped(flagged)) for an editor, \(grouped(summary.findings - flagged)) dealt with by cleaning"
        ),
      ]
    ]
    figures.append(score(summary.score))
    if let removal = removal {
      figures.append([
        "value": .text(removal.share),
        "label": "of the text removed",
        "note": .text(
          "\(grouped(removal.taken)) of \(grouped(removal.taken + removal.kept)) bytes, white space and tags not counted"
        ),
      ])
    }
    if let comparison = report.comparison, !comparison.stories.isEmpty {
      let doubted = comparison.divergences.count { !$0.suspects.isEmpty }
      figures.append([
        "value": .text(grouped(comparison.divergences.count)),
        "label": .text(comparison.divergences.count == 1 ? "divergence" : "divergences"),
        "note": .text("\(grouped(doubted)) with a wording in doubt"),
      ])
    }
    return figures
  }

  /// How much of all texts was taken out; `nil` without the texts.
  private var removal: Removal? {
    let removals = sheets.compactMap(\.removal)
    return removals.isEmpty ? nil : removals.reduce(Removal(), +)
  }

  private func score(_ score: IssueScore) -> Scope {
    let formula = "(minor + 5 × major + 25 × critical) × 1,000 ÷ words"
    guard let rate = score.perThousandWords, let words = score.words else {
      return ["value": "–", "label": "automatic issue score", "note": .text(formula)]
    }
    return [
      "value": .text(grouped(rate)),
      "label": "automatic issue score per 1,000 words",
      "note": .text(
        "\(formula) = \(grouped(score.penalty)) × 1,000 ÷ \(grouped(words)); unconfirmed, page furniture and markup not counted"
      ),
    ]
  }

  /// Counts by category and severity, each category once, the most frequent first.
  private func categories(of findings: [ReportedFinding]) -> [Scope] {
    var counts: [String: [Severity: Int]] = [:]
    for finding in findings {
      counts[finding.category, default: [:]][finding.severity, default: 0] += 1
    }
    let rows = counts.map { (name: $0.key, counts: $0.value, total: $0.value.values.reduce(0, +)) }
      .sorted { ($1.total, $0.name) < ($0.total, $1.name) }
    return rows.map { row in
      [
        "name": .text(row.name),
        "cells": .list(
          Severity.allCases.reversed().map { severity in
            let count = row.counts[severity, default: 0]
            return count == 0
              ? ["none": true] : ["some": .count(count), "severity": .text(severity.rawValue)]
          }
        ),
        "total": .count(row.total),
      ]
    }
  }

  private var findingsChart: Scope? {
    let bars = sheets.map { sheet in
      Chart.Bar(
        label: sheet.document.identifier + (sheet.text(.publisher).map { " · \($0)" } ?? ""),
        target: sheet.document.identifier,
        parts: sheet.counts
      )
    }
    return Chart(title: "Findings by source", bars: bars, unit: "text").scope
  }

  private var divergencesChart: Scope? {
    let divergences = report.comparison?.divergences ?? []
    let bars = Divergence.Kind.allCases.map { kind in
      Chart.Bar(
        label: kind.rawValue,
        target: nil,
        parts: Severity.allCases.reversed().map { severity in
          (severity, divergences.count { $0.kind == kind && $0.severity == severity })
        }
      )
    }
    return Chart(title: "Divergences by kind", bars: bars, unit: "kind").scope
  }
}
