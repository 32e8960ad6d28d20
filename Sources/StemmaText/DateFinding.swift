extension DateTokens {
  /// Where a date that starts at an index ends; `nil` where none starts there.
  ///
  /// It must not be part of a longer number.
  func dateEnd(from start: Int) -> Int? {
    guard !isJoined(before: start) else { return nil }
    switch self[start] {
    case .number(_, let digits)?:
      return digits == 4 ? endWithYearFirst(start) : digits <= 2 ? endWithDayFirst(start) : nil
    case .word?: return month(at: start) == nil ? nil : endWithMonthFirst(start)
    case .mark?, .space?, nil: return nil
    }
  }

  /// Whether the token before belongs to the same number: “1.2.2024”, “-2024”.
  private func isJoined(before i: Int) -> Bool {
    guard case .mark(let mark)? = self[i - 1], [0x2E, 0x2F, 0x2C].contains(mark) else {
      return false
    }
    if case .number? = self[i - 2] { return true }
    return false
  }

  private func endWithYearFirst(_ start: Int) -> Int? {
    if let word = word(at: skippingSpace(from: start + 1)),
      word.hasPrefix("年") || word.hasPrefix("년")
    {
      return endOfEastAsianDay(start)
    }
    for separator in ["-", "/", "."] as [Unicode.Scalar] {
      var i = start + 1
      guard isMark(separator, at: i) else { continue }
      i = skippingSpace(from: i + 1)
      guard number(at: i, digits: 1...2) != nil, isMark(separator, at: i + 1) else { continue }
      i = skippingSpace(from: i + 2)
      if number(at: i, digits: 1...2) != nil { return i + 1 }
    }
    // “2024 June 20”
    guard let place = monthPlace(from: start + 1),
      let day = nextNumber(from: place + 1, digits: 1...2)
    else { return nil }
    return day + 1
  }

  private func endOfEastAsianDay(_ start: Int) -> Int? {
    for i in start..<min(tokens.count, start + 12) {
      guard let word = word(at: i), case .number? = self[i - 1] ?? self[i - 2] else { continue }
      if ["日", "일", "号"].contains(where: { word.hasPrefix($0) }) { return i + 1 }
    }
    return nil
  }

  private func endWithDayFirst(_ start: Int) -> Int? {
    for separator in ["/", ".", "-"] as [Unicode.Scalar] where isMark(separator, at: start + 1) {
      let second = skippingSpace(from: start + 2)
      guard number(at: second, digits: 1...2) != nil, isMark(separator, at: second + 1) else {
        continue
      }
      let third = skippingSpace(from: second + 2)
      guard
        number(at: third, digits: 4...4) != nil
          || separator != "-" && number(at: third, digits: 2...2) != nil
      else { continue }
      return third + 1
    }
    guard let place = monthPlace(from: start + 1) else { return nil }
    return yearPlace(from: place + 1).map { $0 + 1 }
  }

  private func endWithMonthFirst(_ start: Int) -> Int? {
    guard let day = nextNumber(from: start + 1, digits: 1...2), day - start <= 4 else { return nil }
    return yearPlace(from: day + 1).map { $0 + 1 }
  }

  /// The name of a month behind a day.
  ///
  /// “20. Juni”, “20 de junio”, “20th of June”.
  private func monthPlace(from start: Int) -> Int? {
    for i in start..<max(start, min(tokens.count, start + 6)) {
      switch self[i] {
      case .word(let word)?:
        if month(at: i) != nil { return i }
        guard word.utf8.count <= 4 else { return nil }
      case .number?, nil: return nil
      case .mark?, .space?: break
      }
    }
    return nil
  }

  /// A year of four digits soon behind an index, with no other number or month between; of two
  /// digits behind an apostrophe.
  private func yearPlace(from start: Int) -> Int? {
    for i in start..<max(start, min(tokens.count, start + 6)) {
      switch self[i] {
      case .number(_, let digits)?:
        return digits == 4 || digits == 2 && isMark("'", at: i - 1) ? i : nil
      case .word(let word)?:
        if month(at: i) != nil || word.utf8.count > 5 { return nil }
      case .mark?, .space?: break
      case nil: return nil
      }
    }
    return nil
  }

  private func nextNumber(from start: Int, digits: ClosedRange<Int>) -> Int? {
    for i in start..<max(start, min(tokens.count, start + 4)) {
      if case .number? = self[i] { return number(at: i, digits: digits) == nil ? nil : i }
      if case .word(let word)? = self[i], word.utf8.count > 4 { return nil }
    }
    return nil
  }

  /// A month by name, with a day beside it.
  var yearless: DateParts? {
    guard let place = tokens.indices.first(where: { month(at: $0) != nil }) else { return nil }
    let days = tokens.indices.filter { number(at: $0, digits: 1...2) != nil }
    guard let day = days.min(by: { abs($0 - place) < abs($1 - place) }) else { return nil }
    return DateParts(month: month(at: place), day: number(at: day))
  }
}
