// URLs, domains and e-mail addresses.
extension TokenScanner {
  /// Where an address that begins with the word just taken ends; `nil` if it is none.
  func addressEnd(from start: Int) -> Int? {
    switch text[i] {
    case UInt8(ascii: ":"):
      guard i + 3 < end, text[i + 1] == UInt8(ascii: "/"), text[i + 2] == UInt8(ascii: "/") else {
        return nil
      }
      return trimmed(from: i)
    case UInt8(ascii: "@"):
      return startsWordPart(i + 1) ? mailEnd() : nil
    case UInt8(ascii: "."):
      guard startsWordPart(i + 1) else { return nil }
      return domainEnd(from: start)
    default: return nil
    }
  }

  /// The end of what cannot be white space or a bracket, without the marks behind it.
  private func trimmed(from start: Int) -> Int {
    var upper = start
    while upper < end, text[upper] > 32, text[upper] < 0x7F,
      text[upper] != UInt8(ascii: "\""), text[upper] != UInt8(ascii: "<"),
      text[upper] != UInt8(ascii: ">"), text[upper] != UInt8(ascii: ")"),
      text[upper] != UInt8(ascii: "]")
    {
      upper += 1
    }
    while upper > start, !text[upper - 1].isLetter, !text[upper - 1].isDigit,
      text[upper - 1] != UInt8(ascii: "/")
    {
      upper -= 1
    }
    return upper
  }

  private func mailEnd() -> Int? {
    var upper = i + 1
    var hasStop = false
    while upper < end,
      text[upper].isLetter || text[upper].isDigit || text[upper] == 0x2D
        || text[upper] == 0x2E && upper + 1 < end && text[upper + 1].isLetter
    {
      if text[upper] == 0x2E { hasStop = true }
      upper += 1
    }
    return hasStop ? upper : nil
  }

  /// `name.name.tld`, in small letters at its end, with what follows it up to a space.
  private func domainEnd(from start: Int) -> Int? {
    var upper = i
    var label = i
    while upper < end,
      text[upper].isLetter || text[upper].isDigit || text[upper] == 0x2D
        || text[upper] == 0x2E && upper + 1 < end
          && (text[upper + 1].isLetter || text[upper + 1].isDigit)
    {
      if text[upper] == 0x2E { label = upper + 1 }
      upper += 1
    }
    if upper < end, text[upper] == UInt8(ascii: "@") {
      var scanner = self
      scanner.i = upper
      return scanner.mailEnd()
    }
    let isWeb = i - start == 3 && text[start] | 0x20 == UInt8(ascii: "w")
    let hasPath = upper < end && text[upper] == UInt8(ascii: "/")
    let isSure = hasPath || label > i + 1
    guard isWeb || Abbreviations.isTopLevelDomain(text, label..<upper, isSure: isSure) else {
      return nil
    }
    return hasPath ? trimmed(from: upper) : upper
  }
}
