import StemmaText

/// Lets a line that is deleted whole take its line break, and the blank lines behind it, along.
struct LineRemoval {
  private let text: [UInt8]

  init(from text: [UInt8]) {
    self.text = text
  }

  /// The requests with deletions of whole lines reaching to the next line that stays.
  ///
  /// Where no line follows, the breaks before the deleted ones go instead, and the text ends as
  /// it ended, with a line break or without. Changes of white space that goes are dropped.
  func extending(_ requests: [Request]) -> [Request] {
    var result: [Request] = []
    var i = 0
    while i < requests.count {
      guard fillsLines(requests[i].edit) else {
        result.append(requests[i])
        i += 1
        continue
      }
      var run: [Request] = []
      var end = lineStart(of: requests[i].edit.span.lower)
      while i < requests.count {
        let request = requests[i]
        if fillsLines(request.edit), lineStart(of: request.edit.span.lower) <= end {
          run.append(request)
          end = nextLine(after: request.edit.span.upper)
        } else if request.edit.span.lower >= end {
          break
        }
        i += 1
      }
      var start = lineStart(of: run[0].edit.span.lower)
      if end == text.count {
        start = previousEnd(before: start)
        while let last = result.last, last.edit.editClass == .whitespace,
          last.edit.span.lower >= start
        {
          result.removeLast()
        }
        if start > 0 { end = max(run[run.count - 1].edit.span.upper, end - finalBreak) }
      }
      start = max(start, result.last?.edit.span.upper ?? 0)
      result += stretched(run, over: start..<end)
    }
    return result
  }

  private func stretched(_ run: [Request], over range: Range<Int>) -> [Request] {
    var lower = range.lowerBound
    return run.indices.map { i in
      let edit = run[i].edit
      let isLast = i == run.count - 1
      let upper = isLast ? range.upperBound : lineStart(of: run[i + 1].edit.span.lower)
      defer { lower = upper }
      return Request(
        edit: Edit(Span(lower..<upper), rule: edit.rule, edit.editClass),
        finding: run[i].finding,
        severity: run[i].severity
      )
    }
  }

  /// Whether an edit leaves nothing of the lines it stands on.
  private func fillsLines(_ edit: Edit<Extracted>) -> Bool {
    guard edit.inserted.isEmpty, !edit.span.isEmpty, edit.editClass == .boilerplate else {
      return false
    }
    var start = edit.span.lower
    while start > 0, isSpace(text[start - 1]) { start -= 1 }
    guard start == 0 || isBreak(text[start - 1]) else { return false }
    var i = edit.span.upper
    while i < text.count, isSpace(text[i]) { i += 1 }
    return i == text.count || isBreak(text[i])
  }

  private func lineStart(of offset: Int) -> Int {
    var i = offset
    while i > 0, !isBreak(text[i - 1]) { i -= 1 }
    return i
  }

  /// Start of the next line that is not blank, or the end of the text.
  private func nextLine(after offset: Int) -> Int {
    var start = offset
    for i in offset..<text.count {
      if isBreak(text[i]) {
        start = i + 1
      } else if !isSpace(text[i]) {
        return start
      }
    }
    return text.count
  }

  private func previousEnd(before offset: Int) -> Int {
    var i = offset
    while i > 0, isSpace(text[i - 1]) || isBreak(text[i - 1]) { i -= 1 }
    return i
  }

  /// Length of the line break that ends the text.
  private var finalBreak: Int {
    guard let last = text.last, isBreak(last) else { return 0 }
    return text.count > 1 && text.suffix(2) == [0x0D, 0x0A] ? 2 : 1
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }
  private func isBreak(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }
}
