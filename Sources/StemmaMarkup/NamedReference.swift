extension UnsafeBufferPointer<UInt8> {
  /// Where the name of a reference ends that may start at `&`.
  func endOfReferenceName(at ampersand: Int) -> Int {
    // 32: one more than the longest name, “CounterClockwiseContourIntegral”.
    let limit = Swift.min(count, ampersand + 34)
    var i = ampersand + 1
    while i < limit, self[i].isLetter || self[i].isDigit { i += 1 }
    return i
  }

  /// The character of a reference that HTML knows and libxml2 2.9 does not; `nil` for others.
  ///
  /// A name without a semicolon means nothing in front of a letter, a digit or `=`, as in addresses.
  func unknownReference(named name: Range<Int>) -> UInt32? {
    guard name.count >= 3, name.upperBound < count else { return nil }
    let isEnded = self[name.upperBound] == 0x3B
    if isEnded {
      if matches("nbsp", at: name.lowerBound) || matches("quot", at: name.lowerBound)
        || matches("amp", at: name.lowerBound)
      {
        return nil
      }
      return html5References.number(named: self[name])
    }
    guard name.count <= 6, self[name.upperBound] != 0x3D else { return nil }
    return legacyReferences.number(named: self[name])
  }
}

extension StaticString {
  /// The number behind a name, in lines `NAME NUMBER` sorted by bytes.
  fileprivate func number(named name: Slice<Source>) -> UInt32? {
    let lines = Source(start: utf8Start, count: utf8CodeUnitCount)
    var (lower, upper) = (0, lines.count)
    while lower < upper {
      var start = (lower + upper) / 2
      while start > lower, lines[start - 1] != 0x0A { start -= 1 }
      let end = lines.first(0x0A, from: start, to: upper)
      let line = lines[start..<end]
      let space = line.firstIndex(of: 0x20) ?? end
      let there = lines[start..<space]
      if there.elementsEqual(name) {
        return lines[space..<end].dropFirst().reduce(0) { $0 * 10 + UInt32($1 - 0x30) }
      }
      if there.lexicographicallyPrecedes(name) { lower = end + 1 } else { upper = start }
    }
    return nil
  }
}
