import StemmaText
import Testing

@testable import StemmaMarkup

@Suite struct `Dates as feeds write them` {
  @Test(
    arguments: [
      // RFC 822 and what becomes of it
      ("Tue, 04 Jun 2024 10:05:09 GMT", "2024-06-04T10:05:09Z"),
      ("Tue, 4 Jun 24 10:05 +0530", "2024-06-04T10:05:00+05:30"),
      ("04 June 1999 10:05:09 EST", "1999-06-04T10:05:09-05:00"),
      ("Tue, Jun 04 2024 10:05:09 PDT", "2024-06-04T10:05:09-07:00"),
      ("Tuesday, June 4, 2024 1:05 PM", "2024-06-04T13:05:00Z"),
      ("Tue, 04 Jun 2024 10:05:09 GMT+02:00", "2024-06-04T10:05:09+02:00"),
      ("Tue, 04 Jun 2024 10:05:09 Etc/GMT", "2024-06-04T10:05:09Z"),
      ("Tue,04 Jun 2024 10:05:09 -0000", "2024-06-04T10:05:09Z"),
      ("4 Jun 2024", "2024-06-04T00:00:00Z"),
      ("Tue, 04 Jun 2024 10:05:60 CEST", "2024-06-04T10:05:59+02:00"),
      // ISO 8601
      ("2024-06-04T10:05:09Z", "2024-06-04T10:05:09Z"),
      ("2024-06-04T10:05:09.123456-07:00", "2024-06-04T10:05:09-07:00"),
      ("2024-06-04 10:05:09 +0200", "2024-06-04T10:05:09+02:00"),
      ("2024-06-04T24:00:00Z", "2024-06-05T00:00:00Z"),
      ("2024-12-31T24:00Z", "2025-01-01T00:00:00Z"),
      ("20240604T100509Z", "2024-06-04T10:05:09Z"),
      ("2024-06-04T10:05", "2024-06-04T10:05:00Z"),
      ("2024-156", "2024-06-04T00:00:00Z"),
      ("2024-06", "2024-06-01T00:00:00Z"),
      ("2024", "2024-01-01T00:00:00Z"),
      ("2024/06/04 10:05:09", "2024-06-04T10:05:09Z"),
      ("Tue, 2024/06/04 10:05:09 EDT", "2024-06-04T10:05:09-04:00"),
      // asctime
      ("Tue Jun  4 10:05:09 2024", "2024-06-04T10:05:09Z"),
      ("Tue Jun 04 10:05:09 PDT 2024", "2024-06-04T10:05:09-07:00"),
      ("Tue Jun 04 10:05:09 +0200 2024", "2024-06-04T10:05:09+02:00"),
      // Other languages
      ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T12:00:00-05:00"),
      ("2004-július-13T9:15-03:00", "2004-07-13T09:15:00-03:00"),
      ("2004년 05월 28일 01:31:15", "2004-05-28T01:31:15+09:00"),
      ("2004-05-25 오후 11:23:17", "2004-05-25T23:23:17+09:00"),
      ("2024年6月4日 午後3時05分", "2024-06-04T15:05:00Z"),
      ("令和6年6月4日", "2024-06-04T00:00:00Z"),
      ("mar., 04 juin 2024 10:05:09 +0200", "2024-06-04T10:05:09+02:00"),
      ("mar, 04 jun 2024 10:05:09 +0200", "2024-06-04T10:05:09+02:00"),
      ("4. Juni 2024, 10:05 MESZ", "2024-06-04T10:05:00+02:00"),
      ("4 июня 2024 г. 10:05", "2024-06-04T10:05:00Z"),
      ("4 Haziran 2024 Salı 10:05", "2024-06-04T10:05:00Z"),
      ("4 de junio de 2024", "2024-06-04T00:00:00Z"),
      // Numbers
      ("04.06.2024 10:05", "2024-06-04T10:05:00Z"),
      ("25/06/2024", "2024-06-25T00:00:00Z"),
      ("6/25/2024 10:05:00 AM", "2024-06-25T10:05:00Z"),
      ("1717495509", "2024-06-04T10:05:09Z"),
      ("1717495509000", "2024-06-04T10:05:09Z"),
    ]
  )
  func `are read`(text: String, instant: String) {
    #expect(DateReading(text)?.rfc3339 == instant)
  }

  @Test(
    arguments: [
      "", "yesterday", "31 Jun 2024", "Tue, 30 Feb 2024 10:00:00 GMT", "2024-13-01", "04/06/2024",
      "June 2024",
      "2024-06-04T25:00:00Z", "10:05", "99", "4 listopada 2024", "version 2.0.1", "2023-02-29",
    ]
  )
  func `are not made up`(text: String) {
    #expect(DateReading(text) == nil)
  }

  @Test func `say whether they have a time and a zone`() {
    #expect(DateReading("4 Jun 2024")?.hasTime == false)
    #expect(DateReading("4 Jun 2024 10:00")?.offset == nil)
    #expect(DateReading("4 Jun 2024 10:00 GMT")?.offset == 0)
  }

  @Test(
    arguments: [
      ("4 Jun 2024", "2024-06-04"), ("2024-06-04T10:05", "2024-06-04T10:05"),
      ("2024-06-04T10:05:09Z", "2024-06-04T10:05:09Z"),
      ("4. Juni 2024, 10:05 MESZ", "2024-06-04T10:05+02:00"), ("2024-06", "2024-06"),
    ]
  )
  func `are written with what is given, and no more`(text: String, iso: String) {
    #expect(DateReading(text)?.iso8601 == iso)
  }

  @Test(
    arguments: [
      ("By Ann Lee, April 19, 2020", "2020-04-19"),
      ("Ann Lee | 05.04.2025 - Updated 06.04.2025", "2025-04-05"),
      ("Samstag, 9. September 2017 um 10.30 Uhr", "2017-09-09T10:30"),
      ("le 27 juin 2019 à 10h05", "2019-06-27T10:05"),
      ("Publicado el 4 de junio de 2024", "2024-06-04"),
      ("26 Sep 2019 at 4:12pm", "2019-09-26T16:12"),
      ("2019年04月28日 08時00分 更新", "2019-04-28T08:00"),
      ("入力 2026.01.29 18:40", "2026-01-29T18:40"),
      ("١٢ يونيو ٢٠٢٤", "2024-06-12"),
      ("Stars (1 / 1) 06.11.2023 13:30", "2023-11-06T13:30"),
      ("12 June ’24", "2024-06-12"),
    ]
  )
  func `are found in a line`(line: String, iso: String) {
    let usage = DateReading.Usage(monthComesFirst: false)
    #expect(DateReading(firstIn: line, by: Vocabulary.dates, as: usage)?.iso8601 == iso)
  }

  @Test(
    arguments: [
      "8/15 (月) 09:59まで", "between 1000 and 2000 people", "Aug 9, 6:06 PM",
      "10-30 in 2025", "May 2024", "The 5 best of 2023",
    ]
  )
  func `are not seen where a line has none`(line: String) {
    let usage = DateReading.Usage(monthComesFirst: false)
    #expect(DateReading(firstIn: line, by: Vocabulary.dates, as: usage) == nil)
  }

  @Test func `are read in the order that the place has`() {
    func read(_ text: String, _ monthComesFirst: Bool) -> DateReading? {
      DateReading(text, by: Vocabulary.dates, as: .init(monthComesFirst: monthComesFirst))
    }
    #expect(read("03/04/2024", true)?.isoDay == "2024-03-04")
    #expect(read("03/04/2024", false)?.isoDay == "2024-04-03")
    #expect(read("03/04/2024", false)?.isAmbiguous == true)
    #expect(read("10-30-2025", false)?.isoDay == "2025-10-30")
  }

  @Test func `have months that mean two things only where the language is known`() {
    func read(_ language: String?) -> Int? {
      DateReading("4 listopada 2024", by: Vocabulary.dates, as: .init(language: language))?.month
    }
    #expect(read("pl") == 11)
    #expect(read("hr") == 10)
    #expect(read(nil) == nil)
  }
}
