/// A date as feeds, pages and texts write it, read into numbers.
///
/// It reads RFC 822 with all that is done to it, ISO 8601 and its W3C profile, what `asctime`
/// prints, dates with month names of some sixty languages, and those of East Asia. What could mean
/// two days means none, unless the caller says which number comes first.
public struct DateReading: Hashable, Sendable {
  /// Year, month and day of the Gregorian calendar.
  public let year: Int, month: Int, day: Int

  /// Hour, minute and second; 0 where no time is given.
  public let hour: Int, minute: Int, second: Int

  /// Minutes ahead of UTC; `nil` where no zone is given.
  public let offset: Int?

  /// Whether a day is given; without one it is the first.
  public let hasDay: Bool

  /// Whether a time of day is given.
  public let hasTime: Bool

  /// Whether seconds are given.
  public let hasSeconds: Bool

  /// Whether another day could be meant: of “3/4/2024” the caller said which number is the month.
  public let isAmbiguous: Bool

  /// How what a date leaves open is to be read.
  public struct Usage: Hashable, Sendable {
    /// Whether of “3/4/2024” the first number is the month; `nil` to read no such date.
    public let monthComesFirst: Bool?

    /// The language of the text, as a primary subtag of BCP 47.
    public let language: String?

    /// Creates a way of reading.
    public init(monthComesFirst: Bool? = nil, language: String? = nil) {
      self.monthComesFirst = monthComesFirst
      self.language = language
    }
  }

  /// Reads a text that is a date; `nil` where it is none, or none that the calendar has.
  public init?(_ text: String, by words: DateWords, as usage: Usage = Usage()) {
    let tokens = DateTokens(text.utf8, words, usage)
    guard let parts = tokens.parts else { return nil }
    self.init(parts)
  }

  /// Reads the first date in a line, between the first news sites and the next decades; `nil` for
  /// other numbers.
  public init?(firstIn line: String, by words: DateWords, as usage: Usage = Usage()) {
    guard let first = Self.all(in: line, by: words, as: usage, upTo: 1).first else { return nil }
    self = first.date
  }

  /// Reads the dates in a line, each with the offset of its first byte; no more than a number of
  /// them.
  public static func all(
    in line: String,
    by words: DateWords,
    as usage: Usage = Usage(),
    upTo count: Int = 8
  ) -> [(date: DateReading, offset: Int)] {
    // Digits that are not ASCII start with a byte of D9 or more.
    guard line.utf8.contains(where: { $0.isDigit || $0 >= 0xD9 }) else { return [] }
    let tokens = DateTokens(line.utf8, words, usage, upTo: 1_000)
    var dates: [(date: DateReading, offset: Int)] = []
    var start = 0
    while start < tokens.tokens.count, dates.count < count {
      guard let end = tokens.dateEnd(from: start),
        let parts = tokens.window(start..<end).parts, let date = DateReading(parts), date.hasDay,
        (1_990...2_040).contains(date.year)
      else {
        start += 1
        continue
      }
      dates.append((date, tokens.offsets[start]))
      start = end
    }
    return dates
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
    hasDay = parts.day != nil
    hasTime = parts.hour != nil
    hasSeconds = parts.second != nil
    isAmbiguous = parts.isAmbiguous
  }

  /// The instant as RFC 3339 writes it, in the zone given; midnight and UTC where none is.
  public var rfc3339: String {
    let time = "T\(padded(hour)):\(padded(minute)):\(padded(second))"
    return isoDay + time + (zone.isEmpty ? "Z" : zone)
  }

  /// What is given, and no more, as ISO 8601 writes it.
  public var iso8601: String {
    guard hasDay else { return "\(padded(year, to: 4))-\(padded(month))" }
    guard hasTime else { return isoDay }
    let seconds = hasSeconds ? ":\(padded(second))" : ""
    return isoDay + "T\(padded(hour)):\(padded(minute))" + seconds + zone
  }

  /// The day, as ISO 8601 writes it.
  public var isoDay: String { "\(padded(year, to: 4))-\(padded(month))-\(padded(day))" }

  private var zone: String {
    guard let offset else { return "" }
    guard offset != 0 else { return "Z" }
    let size = abs(offset)
    return (offset < 0 ? "-" : "+") + padded(size / 60) + ":" + padded(size % 60)
  }

  /// The month and day of a text without a year, as ISO 8601 wrote them in 2000: `--06-20`.
  public static func monthAndDay(
    in text: String,
    by words: DateWords,
    as usage: Usage = Usage()
  ) -> String? {
    let tokens = DateTokens(text.utf8, words, usage)
    guard let parts = tokens.yearless, let month = parts.month, let day = parts.day,
      (1...days(in: month, of: 2_000)).contains(day)
    else { return nil }
    return "--\(padded(month))-\(padded(day))"
  }
}

/// Numbers found for a date, not yet checked.
struct DateParts {
  var year: Int?
  var month: Int?
  var day: Int?
  var hour: Int?
  var minute: Int?
  var second: Int?
  var offset: Int?
  var isAmbiguous = false
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
