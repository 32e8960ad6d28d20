import StemmaText
import Testing

@testable import StemmaVoices

@Suite struct `Days of the calendar` {
  @Test(arguments: [
    ("1970-01-01", 0, 4), ("2024-02-29", 19_782, 4), ("2000-03-01", 11_017, 3),
    ("1969-12-31", -1, 3),
  ])
  func `have a number and a day of the week`(iso: String, number: Int, weekday: Int) throws {
    let day = try #require(CalendarDay(iso: iso))
    #expect(day.number == number)
    #expect(day.weekday == weekday)
    #expect(day.iso == iso)
  }

  @Test func `come back from their numbers`() {
    for number in stride(from: -800_000, through: 800_000, by: 997) {
      let day = CalendarDay(number: number)
      let (year, month, date) = day.parts
      guard year >= 1 else { continue }
      #expect(CalendarDay(year: year, month: month, day: date) == day)
    }
  }

  @Test(arguments: ["2023-02-29", "2024-13-01", "2024-04-31", "2024", "--06-20", "today"])
  func `are none where the calendar has none`(iso: String) {
    #expect(CalendarDay(iso: iso) == nil)
  }

  @Test(arguments: [
    ("2024-12-30", "2025-W01"), ("2021-01-03", "2020-W53"), ("2024-06-20", "2024-W25"),
  ])
  func `have the week of their Thursday`(iso: String, week: String) throws {
    #expect(try #require(CalendarDay(iso: iso)).isoWeek == week)
  }
}

@Suite struct `Words that say when` {
  /// Thursday, 20 June 2024.
  private let written = WritingDay(iso: "2024-06-20", certainty: .certain)

  @Test(arguments: [
    ("Kari Lund said on Thursday the port was shut.", "2024-06-20"),
    ("Kari Lund said on Friday the port was shut.", "2024-06-14"),
    ("Kari Lund said yesterday the port was shut.", "2024-06-19"),
    ("Kari Lund said last Thursday the port was shut.", "2024-06-13"),
    ("Kari Lund said last month that the port was shut.", "2024-05"),
    ("Kari Lund said last year that the port was shut.", "2023"),
    ("Kari Lund said that the port will open on Friday.", "2024-06-21"),
    ("Kari Lund said that the port will open next week.", "2024-W26"),
    ("Kari Lund said that the port was shut on December 27.", "2023-12-27"),
    ("Kari Lund said that the port was shut on 3 May 2019.", "2019-05-03"),
  ])
  func `are resolved against the day of writing`(text: String, value: String) {
    #expect(Reading(text, written: written).quotes.flatMap(\.days).map(\.value) == [value])
  }

  @Test func `tell the time of the saying and of what is said apart`() {
    let days = Reading(
      "Kari Lund said on Monday that the port will open on Friday.",
      written: written
    )
    .quotes.flatMap(\.days)
    #expect(days.map(\.subject) == [.saying, .content])
    #expect(days.map(\.value) == ["2024-06-17", "2024-06-21"])
  }

  @Test func `stay open where nobody knows when the text was written`() {
    let days = Reading("Kari Lund said on Thursday that the port was shut.").quotes.flatMap(\.days)
    #expect(days.map(\.value) == [nil])
    #expect(days.map(\.certainty) == [.inferred])
  }

  @Test(arguments: [
    ("2024-06-22", "--06-20", "2024-06-20"), ("2024-01-02", "--12-30", "2023-12-30"),
  ])
  func `take the year of a dateline from the day of publication`(
    published: String,
    dateline: String,
    day: String
  ) throws {
    let latest = try #require(WritingDay(iso: published, certainty: .certain))
    #expect(WritingDay(iso: dateline, upTo: latest)?.day.iso == day)
  }

  @Test func `are read in other languages as their tables have them`() {
    let reading = Reading(
      "Der Hafen ist nicht offen und die Schiffe warten. „Wir warten seit Montag“, sagte Erik Dahl gestern.",
      written: written
    )
    #expect(reading.quotes.flatMap(\.days).map(\.value) == ["2024-06-17", "2024-06-19"])
  }

  @Test(arguments: [
    "Kari Lund said the last week of the strike was hard.", "Kari Lund said this was hard.",
    "Kari Lund said she may 5 times have sailed.",
  ])
  func `are not seen where words only look like them`(text: String) {
    #expect(Reading(text, written: written).quotes.flatMap(\.days).isEmpty)
  }
}
