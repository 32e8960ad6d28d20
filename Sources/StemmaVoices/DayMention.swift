public import StemmaText

/// When a text was written, as far as it is known.
public struct WritingDay: Hashable, Sendable {
  let day: CalendarDay

  /// How sure the day is.
  public let certainty: Certainty

  /// Takes the day that an ISO 8601 date begins with; `nil` for what is none.
  public init?(iso text: String, certainty: Certainty) {
    guard let day = CalendarDay(iso: text) else { return nil }
    self.day = day
    self.certainty = certainty
  }

  /// Takes a month and day without a year, `--06-20`: the last such day up to another one.
  public init?(iso text: String, upTo latest: WritingDay) {
    guard text.hasPrefix("--") else { return nil }
    let year = latest.day.parts.year
    let days = [year, year - 1].compactMap {
      CalendarDay(
        iso: String(repeating: "0", count: max(0, 4 - "\($0)".count)) + "\($0)" + text.dropFirst()
      )
    }
    guard let day = days.first(where: { $0 <= latest.day.advanced(by: 1) }) else { return nil }
    self.day = day
    certainty = .inferred
  }
}

/// Words that say when: “Thursday”, “yesterday”, “last month”, “June 20”.
public struct DayMention: Hashable, Sendable {
  /// What it tells the time of; the report’s names.
  public enum Subject: String, Hashable, Sendable, CaseIterable {
    /// When it was said.
    case saying
    /// When what is said happens.
    case content
  }

  /// Where it stands.
  public let span: Span<Extracted>

  /// ISO 8601: a day, a week (`2024-W25`), a month or a year; `nil` where it cannot be told.
  public let value: String?

  /// What it tells the time of.
  public let subject: Subject

  /// How sure the value is.
  public let certainty: Certainty
}
