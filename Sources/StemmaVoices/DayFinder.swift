internal import StemmaText

/// Finds words that say when, and resolves them against the day of writing.
///
/// A day of the week is the last one up to the day of writing, or the next one where “will” or
/// another modal stands before it; “last” and “next” leave that day itself out. A day and month
/// without a year lie within half a year. Without a day of writing nothing relative is resolved.
struct DayFinder {
  /// Words that say when, before it is known what of.
  struct Sighting {
    let tokens: Range<Int>
    let value: String?
    let certainty: Certainty
  }

  let nouns: NounPhraseFinder
  private let vocabulary: Vocabulary
  private let written: WritingDay?
  private let language: String

  init(
    _ nouns: NounPhraseFinder,
    _ vocabulary: Vocabulary,
    language: String,
    written: WritingDay?
  ) {
    self.nouns = nouns
    self.vocabulary = vocabulary
    self.language = language
    self.written = written
  }

  /// All of them in some tokens, by place.
  func sightings(in range: Range<Int>) -> [Sighting] {
    var found: [Sighting] = []
    var i = range.lowerBound
    while i < range.upperBound {
      guard !nouns.uses[i].isDisjoint(with: .dayWords) || nouns.tags[i].contains(.number),
        let sighting = sighting(at: i, to: range.upperBound)
      else {
        i += 1
        continue
      }
      found.append(sighting)
      i = sighting.tokens.upperBound
    }
    return found
  }

  private func sighting(at i: Int, to end: Int) -> Sighting? {
    let use = nouns.uses[i]
    if use.contains(.shift), i + 1 < end, let shift = number(i) {
      if let unit = period(i + 1), i + 2 >= end || !nouns.isOf(i + 2) {
        return sighting(i..<i + 2, moved(shift, unit), .probable)
      }
      if let weekday = weekday(i + 1) {
        return sighting(i..<i + 2, shifted(shift, to: weekday), .inferred)
      }
    }
    if use.contains(.relativeDay), let days = number(i) {
      let day = written?.day.advanced(by: days).iso
      return sighting(i..<i + 1, day, .probable)
    }
    if let weekday = weekday(i) {
      let isLater = isLater(i)
      return sighting(i..<i + 1, nearest(weekday, isLater: isLater), .probable)
    }
    if use.contains(.monthName), i + 1 < end, let month = month(i), let day = digits(i + 1) {
      return date(month, day, i, behind: i + 2, to: end)
    }
    if let day = digits(i), i + 1 < end, let month = month(i + 1) {
      return date(month, day, i, behind: i + 2, to: end)
    }
    return nil
  }

  private func sighting(_ tokens: Range<Int>, _ value: String?, _ best: Certainty) -> Sighting {
    let certainty = value == nil || written?.certainty == .inferred ? Certainty.inferred : best
    return Sighting(tokens: tokens, value: value, certainty: certainty)
  }

  // MARK: - Words

  /// The number that a word of this language stands for.
  private func number(_ i: Int) -> Int? {
    let range = nouns.tokens[i].lower..<nouns.tokens[i].upper
    guard range.count < 40 else { return nil }
    let key = Vocabulary.folded(String(decoding: nouns.text[range], as: UTF8.self))
    guard let value = key.withUnsafeBufferPointer({ vocabulary.entry($0)?.value }) else {
      return nil
    }
    let parts = value.split(separator: "@")
    guard parts.count == 2,
      parts[1].split(separator: ",").contains(where: { $0 == language })
    else { return nil }
    return Int(parts[0])
  }

  private func weekday(_ i: Int) -> Int? {
    guard nouns.uses[i].contains(.weekday) else { return nil }
    // English writes its days with a capital; so does German its nouns.
    if language == "en", !nouns.tags[i].contains(.capitalised) { return nil }
    return number(i)
  }

  private func period(_ i: Int) -> Int? {
    nouns.uses[i].contains(.period) && nouns.passageOf[i] == nouns.passageOf[i - 1]
      ? number(i) : nil
  }

  private func month(_ i: Int) -> Int? {
    guard nouns.uses[i].contains(.monthName), nouns.tags[i].contains(.capitalised) else {
      return nil
    }
    return number(i)
  }

  /// A day of the month in digits, “20” or “20th”.
  private func digits(_ i: Int) -> Int? {
    var number = 0
    var count = 0
    for n in nouns.tokens[i].lower..<nouns.tokens[i].upper {
      guard (0x30...0x39).contains(nouns.text[n]) else { break }
      number = number * 10 + Int(nouns.text[n] - 0x30)
      count += 1
      if count > 4 { return nil }
    }
    return count > 0 && count <= 2 && (1...31).contains(number) ? number : nil
  }

  private func year(_ i: Int, to end: Int) -> (value: Int, upper: Int)? {
    var n = i
    if n < end, nouns.tags[n].contains(.comma) { n += 1 }
    guard n < end, nouns.tokens[n].upper - nouns.tokens[n].lower == 4 else { return nil }
    let text = String(
      decoding: nouns.text[nouns.tokens[n].lower..<nouns.tokens[n].upper],
      as: UTF8.self
    )
    guard let year = Int(text), (1_900...2_100).contains(year) else { return nil }
    return (year, n + 1)
  }

  // MARK: - Days

  private func date(_ month: Int, _ day: Int, _ i: Int, behind: Int, to end: Int) -> Sighting? {
    if let year = year(behind, to: end) {
      guard let day = CalendarDay(year: year.value, month: month, day: day) else { return nil }
      return Sighting(tokens: i..<year.upper, value: day.iso, certainty: .certain)
    }
    guard let written else { return sighting(i..<behind, nil, .probable) }
    let year = written.day.parts.year
    let near = [year - 1, year, year + 1]
      .compactMap { CalendarDay(year: $0, month: month, day: day) }
      .min { abs($0.number - written.day.number) < abs($1.number - written.day.number) }
    return near.map { sighting(i..<behind, $0.iso, .probable) }
  }

  private func nearest(_ weekday: Int, isLater: Bool) -> String? {
    written.map { written in
      let back = (written.day.weekday - weekday + 7) % 7
      return written.day.advanced(by: isLater && back > 0 ? 7 - back : -back).iso
    }
  }

  /// The day of the week before, of or after the day of writing.
  private func shifted(_ shift: Int, to weekday: Int) -> String? {
    written.map { written in
      let back = (written.day.weekday - weekday + 7) % 7
      switch shift {
      case ..<0: return written.day.advanced(by: back == 0 ? -7 : -back).iso
      case 0: return written.day.advanced(by: weekday - written.day.weekday).iso
      default: return written.day.advanced(by: 7 - back).iso
      }
    }
  }

  /// The week, month or year before, of or after the day of writing.
  private func moved(_ shift: Int, _ unit: Int) -> String? {
    guard let day = written?.day else { return nil }
    let (year, month, _) = day.parts
    switch unit {
    case 7: return day.advanced(by: 7 * shift).isoWeek
    case 30:
      let months = year * 12 + month - 1 + shift
      return CalendarDay(year: months / 12, month: months % 12 + 1, day: 1)?.isoMonth
    default: return CalendarDay(year: year + shift, month: 1, day: 1)?.isoYear
    }
  }

  /// Whether a modal stands shortly before a day, and no verb in the past between.
  private func isLater(_ i: Int) -> Bool {
    var n = i - 1
    while n >= 0, n >= i - 10, !nouns.tags[n].contains(.stop) {
      if nouns.tags[n].contains(.modal) || nouns.tags[n].contains(.to) { return true }
      if nouns.tags[n].contains(.verbPast),
        nouns.tags[n].isDisjoint(with: [.noun, .adjective, .verbBase])
      {
        return false
      }
      n -= 1
    }
    return false
  }
}
