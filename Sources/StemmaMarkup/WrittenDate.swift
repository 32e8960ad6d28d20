/// Reads a date as people write it: in digits, or with the name of the month.
///
/// Of “3/4/2024” the first number is the day, but in American English the month.
/// - Returns: The date in ISO 8601; `nil` where none is found.
func writtenDate(in text: [UInt8], monthFirst: Bool) -> String? {
  var numbers: [(value: Int, digits: Int, at: Int)] = []
  var month: (value: Int, at: Int)?
  var i = 0
  var words = 0
  while i < text.count, words < 40 {
    let start = i
    if text[i].isDigit {
      var value = 0
      while i < text.count, text[i].isDigit, i - start < 9 {
        value = value * 10 + Int(text[i] - 0x30)
        i += 1
      }
      numbers.append((value, i - start, words))
      words += 1
    } else if text[i].isLetter || text[i] >= 0x80 {
      while i < text.count, text[i].isLetter || text[i] >= 0x80 { i += 1 }
      if month == nil, let value = monthNamed(text[start..<i]) { month = (value, words) }
      words += 1
    } else {
      i += 1
    }
  }
  if let month, let date = date(around: month, numbers) { return date }
  return date(of: numbers, monthFirst: monthFirst)
}

private typealias Number = (value: Int, digits: Int, at: Int)

private func date(around month: (value: Int, at: Int), _ numbers: [Number]) -> String? {
  // “20 June 2024”, “20 de junio de 2024”, “June 20, 2024”, “2024 June 20”.
  let near = numbers.filter { abs($0.at - month.at) <= 3 }
  guard let year = near.first(where: { $0.digits == 4 }),
    let day = near.first(where: { $0.digits <= 2 && $0.value > 0 && $0.value < 32 })
  else { return nil }
  return iso(year.value, month.value, day.value)
}

private func date(of numbers: [Number], monthFirst: Bool) -> String? {
  guard numbers.count >= 3 else { return nil }
  for i in 0..<numbers.count - 2 {
    let (a, b, c) = (numbers[i], numbers[i + 1], numbers[i + 2])
    guard b.at - a.at <= 2, c.at - b.at <= 2 else { continue }
    if a.digits == 4, b.digits <= 2, c.digits <= 2, let date = iso(a.value, b.value, c.value) {
      return date
    }
    if a.digits <= 2, b.digits <= 2, c.digits == 4 || c.digits == 2 && c.value < 40 {
      let year = c.digits == 4 ? c.value : 2_000 + c.value
      let isMonthFirst = b.value > 12 || monthFirst && a.value <= 12
      let date = isMonthFirst ? iso(year, a.value, b.value) : iso(year, b.value, a.value)
      if let date { return date }
    }
  }
  return nil
}

/// A date between the first news sites and tomorrow's; `nil` for other numbers.
func iso(_ year: Int, _ month: Int, _ day: Int) -> String? {
  guard (1_990...2_040).contains(year), (1...12).contains(month), (1...31).contains(day) else {
    return nil
  }
  func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  return "\(year)-\(two(month))-\(two(day))"
}

private func monthNamed(_ word: ArraySlice<UInt8>) -> Int? {
  let lower = word.prefix(8).map(\.lowercased)
  for (month, names) in monthBeginnings.enumerated() where names.contains(where: lower.starts) {
    return month + 1
  }
  return nil
}

/// How the names of the months begin in English, German, French, Spanish, Italian, Portuguese,
/// Dutch, Polish, Czech, Turkish, Russian and Ukrainian; Unicode CLDR.
private let monthBeginnings: [[[UInt8]]] = [
  "jan jän ene gen led sty oca янв січ", "feb fév fev úno lut şub фев лют",
  "mar mär maa mrz bře мар бер", "apr avr abr dub kwi nis апр кві",
  "may mai maj mei mag kvě май мая тра", "jun juin giu czerw čerw haz июн чер",
  "jul juil lug lip tem июл лип", "aug aoû ago srp sie ağu авг сер",
  "sep set zář wrz eyl сен вер", "oct okt ott out říj paź eki окт жов",
  "nov lis kas ноя", "dec déc dez dic pros gru ara дек гру",
].map { $0.split(separator: " ").map { Array($0.utf8) } }
