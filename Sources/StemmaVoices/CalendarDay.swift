/// A day of the Gregorian calendar, by its number from 1 January 1970.
///
/// Conversions: H. Hinnant, “chrono-Compatible Low-Level Date Algorithms”, 2013.
struct CalendarDay: Hashable, Comparable {
  /// Days since 1 January 1970, which was a Thursday.
  let number: Int

  /// The day of a number.
  init(number: Int) { self.number = number }

  /// A day of a year and month; `nil` where the calendar has none.
  init?(year: Int, month: Int, day: Int) {
    guard (1...9_999).contains(year), (1...12).contains(month), (1...31).contains(day) else {
      return nil
    }
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    number = era * 146_097 + dayOfEra - 719_468
    let parts = self.parts
    guard parts.month == month, parts.day == day else { return nil }
  }

  /// The day that an ISO 8601 date or time begins with; `nil` for other texts.
  init?(iso text: String) {
    let parts = text.utf8.prefix(10).split(separator: UInt8(ascii: "-")).map {
      Int(String(decoding: Array($0), as: UTF8.self))
    }
    guard parts.count == 3, text.utf8.count >= 10, let year = parts[0], let month = parts[1],
      let day = parts[2]
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Year, month and day.
  var parts: (year: Int, month: Int, day: Int) {
    let z = number + 719_468
    let era = z / 146_097
    let dayOfEra = z - era * 146_097
    let yearOfEra =
      (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let m = (5 * dayOfYear + 2) / 153
    let month = m < 10 ? m + 3 : m - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * m + 2) / 5 + 1)
  }

  /// Day of the week, Monday 1 to Sunday 7.
  var weekday: Int { (((number + 3) % 7) + 7) % 7 + 1 }

  /// The day some days later.
  func advanced(by days: Int) -> CalendarDay { CalendarDay(number: number + days) }

  /// As ISO 8601 writes it: `2024-06-20`.
  var iso: String {
    let (year, month, day) = parts
    return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }

  /// Its month: `2024-06`.
  var isoMonth: String { String(iso.prefix(7)) }

  /// Its year: `2024`.
  var isoYear: String { String(iso.prefix(4)) }

  /// Its week: `2024-W25`; the week belongs to the year of its Thursday.
  var isoWeek: String {
    let thursday = advanced(by: 4 - weekday)
    let year = thursday.parts.year
    let first = CalendarDay(year: year, month: 1, day: 1) ?? thursday
    return "\(padded(year, to: 4))-W\(padded((thursday.number - first.number) / 7 + 1, to: 2))"
  }

  static func < (a: CalendarDay, b: CalendarDay) -> Bool { a.number < b.number }
}

private func padded(_ number: Int, to width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
