/// A date as a feed or page writes it, read into numbers.
///
/// It reads RFC 822 with all that is done to it, ISO 8601 and its W3C profile, what `asctime`
/// prints, dates with month names of some forty languages, and those of East Asia. Where no time
/// is given it is midnight, where no zone is given it is UTC. What could mean two days means none.
public struct DateReading: Hashable, Sendable {
  /// Year, month and day of the Gregorian calendar.
  public let year: Int, month: Int, day: Int

  /// Hour, minute and second; 0 where no time is given.
  public let hour: Int, minute: Int, second: Int

  /// Minutes ahead of UTC; `nil` where no zone is given.
  public let offset: Int?

  /// Whether a time of day is given.
  public let hasTime: Bool

  /// Reads a date; `nil` where there is none, or none that the calendar has.
  public init?(_ text: String) {
    let tokens = DateTokens(text.utf8)
    guard
      let parts = tokens.eastAsian ?? tokens.yearFirst ?? tokens.named ?? tokens.numeric
        ?? tokens.seconds
    else { return nil }
    self.init(parts)
  }

  init?(_ parts: DateParts) {
    guard let year = parts.year, let month = parts.month, (1...9_999).contains(year),
      (1...12).contains(month), (1...days(in: month, of: year)).contains(parts.day ?? 1),
      (0...24).contains(parts.hour ?? 0), (0...59).contains(parts.minute ?? 0),
      (0...60).contains(parts.second ?? 0), abs(parts.offset ?? 0) < 24 * 60
    else { return nil }
    var day = (year: year, month: month, day: parts.day ?? 1)
    var hour = parts.hour ?? 0
    if hour == 24 {
      // Midnight at the end of a day; ISO 8601 allows it, RFC 3339 does not.
      guard parts.minute ?? 0 == 0, parts.second ?? 0 == 0 else { return nil }
      hour = 0
      day = date(dayAfter: day)
    }
    self.year = day.year
    self.month = day.month
    self.day = day.day
    self.hour = hour
    minute = parts.minute ?? 0
    second = min(59, parts.second ?? 0)  // a leap second
    offset = parts.offset
    hasTime = parts.hour != nil
  }

  /// The instant as RFC 3339 writes it, in the zone given.
  public var rfc3339: String {
    let time = "T\(padded(hour)):\(padded(minute)):\(padded(second))"
    let day = "\(padded(year, to: 4))-\(padded(month))-\(padded(self.day))"
    guard let offset, offset != 0 else { return day + time + "Z" }
    let size = abs(offset)
    return day + time + (offset < 0 ? "-" : "+") + padded(size / 60) + ":" + padded(size % 60)
  }
}

/// The instant that a text names, as RFC 3339 writes it; `nil` where it names none.
func timestamp(of text: String) -> String? { DateReading(text)?.rfc3339 }

/// Numbers found for a date, not yet checked.
struct DateParts {
  var year: Int?
  var month: Int?
  var day: Int?
  var hour: Int?
  var minute: Int?
  var second: Int?
  var offset: Int?
}

private func padded(_ number: Int, to width: Int = 2) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// Days of a month; 0 for a month that is none.
func days(in month: Int, of year: Int) -> Int {
  switch month {
  case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
  case 4, 6, 9, 11: 30
  case 1...12: 31
  default: 0
  }
}

private func date(
  dayAfter date: (year: Int, month: Int, day: Int)
) -> (year: Int, month: Int, day: Int) {
  if date.day < days(in: date.month, of: date.year) { return (date.year, date.month, date.day + 1) }
  return date.month == 12 ? (date.year + 1, 1, 1) : (date.year, date.month + 1, 1)
}
