extension DateTokens {
  /// ISO 8601 and what comes near it: the year first, `-`, `/` or `.` between numbers or nothing;
  /// a name of the day may stand in front.
  var yearFirst: DateParts? {
    var start = 0
    if word(at: 0) != nil {
      start = 1
      while isMark(",", at: start) || isMark(".", at: start) || self[start] == .space { start += 1 }
    }
    var parts = DateParts()
    guard case .number(let first, let digits)? = self[start],
      let end = readDay(first, digits, at: start, into: &parts)
    else { return nil }
    guard var i = timeStart(from: end) else {
      // 20240620T161000, or a time without minutes
      if word(at: end) == "t", case .number(let time, let count)? = self[end + 1],
        count == 4 || count == 6
      {
        parts.hour = count == 6 ? time / 10_000 : time / 100
        parts.minute = count == 6 ? time / 100 % 100 : time % 100
        parts.second = count == 6 ? time % 100 : nil
        _ = readZone(at: skippingSpace(from: end + 2), into: &parts)
      }
      return parts
    }
    let between = (end..<i).compactMap { word(at: $0) }
    i = readTime(at: i, into: &parts)
    if let half = between.last.flatMap({ words.isSecondHalf($0) }), let hour = parts.hour {
      parts.hour = half ? (hour < 12 ? hour + 12 : hour) : hour % 12
    }
    if parts.offset == nil, between.contains(where: isKorean) { parts.offset = 9 * 60 }
    return parts
  }

  /// Reads the day that starts with a number and says where it ends.
  private func readDay(
    _ first: Int,
    _ digits: Int,
    at start: Int,
    into parts: inout DateParts
  ) -> Int? {
    if digits == 8 {
      parts = DateParts(year: first / 10_000, month: first / 100 % 100, day: first % 100)
      return start + 1
    }
    if digits == 7, let day = dayOfYear(first % 1_000, of: first / 1_000) {
      parts = day
      return start + 1
    }
    let separators: [Unicode.Scalar] = ["-", "/", "."]
    let separator = separators.first { isMark($0, at: start + 1) }
    if digits == 2, separator == "-", number(at: start + 2, digits: 2...2) != nil,
      isMark("-", at: start + 3), let day = number(at: start + 4, digits: 2...2), day <= 31,
      first > 31 || tokens.count == start + 5
    {
      parts = DateParts(year: 2_000 + first, month: number(at: start + 2), day: day)
      return start + 5
    }
    guard digits == 4, (1_000...2_999).contains(first) else { return nil }
    parts.year = first
    guard let separator else {
      // A year alone: nothing else may stand there.
      guard tokens.count == 1 else { return nil }
      parts.month = 1
      return start + 1
    }
    if separator == "-", let ordinal = number(at: start + 2, digits: 3...3),
      let day = dayOfYear(ordinal, of: first)
    {
      parts = day
      return start + 3
    }
    guard let month = number(at: start + 2, digits: 1...2) else { return nil }
    parts.month = month
    guard isMark(separator, at: start + 3), let day = number(at: start + 4, digits: 1...2) else {
      return separator == "-" ? start + 3 : nil
    }
    parts.day = day
    return start + 5
  }

  private func dayOfYear(_ ordinal: Int, of year: Int) -> DateParts? {
    var left = ordinal
    for month in 1...12 {
      let count = days(in: month, of: year)
      if left <= count { return left < 1 ? nil : DateParts(year: year, month: month, day: left) }
      left -= count
    }
    return nil
  }

  /// Forms with the name of a month, in any order: RFC 822, `asctime`, and what people write.
  var named: DateParts? {
    // “mar, 04 jun 2024”: the name of a day may look like that of a month; it comes first.
    guard let place = tokens.indices.last(where: { month(at: $0) != nil }) else { return nil }
    var parts = DateParts()
    parts.month = month(at: place)
    var numbers: [(value: Int, digits: Int)] = []
    var i = 0
    let time = timeStart()
    while i < tokens.count {
      if i == time {
        i = readTime(at: i, into: &parts)
      } else {
        if case .number(let value, let digits)? = self[i] { numbers.append((value, digits)) }
        i += 1
      }
    }
    if time == nil, numbers.count > 2 { numbers.removeLast(numbers.count - 2) }
    guard numbers.count >= 2 else { return nil }
    let (first, second) = (numbers[0], numbers[1])
    let yearIsFirst = first.digits >= 3 && second.digits <= 2
    let (year, day) = yearIsFirst ? (first, second) : (second, first)
    guard day.digits <= 2 else { return nil }
    parts.day = day.value
    parts.year = year.digits <= 2 ? year.value + (year.value < 90 ? 2_000 : 1_900) : year.value
    if parts.offset == nil, let time {
      // The zone may stand behind the year, or before the time.
      for k in tokens.indices where k != time && k != place {
        guard let name = word(at: k), let offset = words.zone(name) else { continue }
        parts.offset = offset
      }
    }
    return parts
  }

  func month(at i: Int) -> Int? {
    guard let word = word(at: i) else { return nil }
    return words.month(word, in: usage.language)
  }

  /// 年月日 and 년월일, with hours, halves of the day and Japanese eras.
  var eastAsian: DateParts? {
    guard isWide else { return nil }
    var parts = DateParts()
    var isLate: Bool?
    for i in tokens.indices {
      guard let word = word(at: i) else { continue }
      if let half = words.isSecondHalf(within: word) { isLate = half }
      let value = number(at: i - 1) ?? (self[i - 1] == .space ? number(at: i - 2) : nil)
      guard let value, let unit = word.unicodeScalars.first else { continue }
      switch unit {
      case "年", "년": parts.year = value + era(before: i - 1)
      case "月", "월": parts.month = value
      case "日", "일", "号": parts.day = value
      case "時", "时", "시", "点", "點": parts.hour = value
      case "分", "분": parts.minute = value
      case "秒", "초": parts.second = value
      default: break
      }
    }
    guard parts.year != nil, parts.month != nil, parts.day != nil else { return nil }
    if let time = timeStart() { _ = readTime(at: time, into: &parts) }
    if let isLate, let hour = parts.hour {
      parts.hour = isLate ? (hour < 12 ? hour + 12 : hour) : hour % 12
    }
    if parts.offset == nil, parts.hour != nil,
      tokens.contains(where: { if case .word(let word) = $0 { isKorean(word) } else { false } })
    {
      parts.offset = 9 * 60
    }
    return parts
  }

  private func era(before i: Int) -> Int {
    word(at: i - 1).map(words.era(endingWord:)) ?? 0
  }

  /// Numbers alone: day or month first, year last.
  ///
  /// Where both readings are dates, it is neither.
  var numeric: DateParts? {
    for i in tokens.indices {
      for separator in ["/", ".", "-"] as [Unicode.Scalar] {
        guard let first = number(at: i, digits: 1...2), isMark(separator, at: i + 1),
          let second = number(at: i + 2, digits: 1...2), isMark(separator, at: i + 3),
          let year = year(at: i + 4)
        else { continue }
        var parts = DateParts(year: year)
        if first > 12 || separator == "." && second <= 12 || first == second {
          (parts.day, parts.month) = (first, second)
        } else if second > 12 {
          (parts.day, parts.month) = (second, first)
        } else if let monthComesFirst = usage.monthComesFirst {
          (parts.month, parts.day) = monthComesFirst ? (first, second) : (second, first)
          parts.isAmbiguous = true
        } else {
          return nil
        }
        if let time = timeStart(from: i + 5) { _ = readTime(at: time, into: &parts) }
        return parts
      }
    }
    return nil
  }

  /// A year of four digits; of two, where the caller knows how numbers are ordered.
  private func year(at i: Int) -> Int? {
    if let year = number(at: i, digits: 4...4) { return year }
    guard usage.monthComesFirst != nil, let year = number(at: i, digits: 2...2), year < 40 else {
      return nil
    }
    return 2_000 + year
  }

  /// Seconds or milliseconds since 1970, as programs write them.
  var seconds: DateParts? {
    guard tokens.count == 1, case .number(let value, let digits)? = tokens.first,
      digits == 10 || digits == 13
    else { return nil }
    let seconds = digits == 13 ? value / 1_000 : value
    var day = seconds / 86_400
    var year = 1970
    while day >= (days(in: 2, of: year) == 29 ? 366 : 365) {
      day -= days(in: 2, of: year) == 29 ? 366 : 365
      year += 1
    }
    guard var parts = dayOfYear(day + 1, of: year) else { return nil }
    parts.hour = seconds % 86_400 / 3_600
    parts.minute = seconds % 3_600 / 60
    parts.second = seconds % 60
    parts.offset = 0
    return parts
  }
}

private func isKorean(_ word: String) -> Bool {
  word.unicodeScalars.contains { (0xAC00...0xD7A3).contains($0.value) }
}
