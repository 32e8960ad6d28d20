internal import StemmaText

/// A document's lines as they are told from furniture: sketches, and what lies around each.
struct FurnitureReading {
  let reading: LineReading
  let lines: [Line]
  private(set) var sketches: [LineSketch]
  /// First and last line of the running text; empty where there is none.
  private(set) var text: Range<Int> = 0..<0
  private var overlap = WordOverlap()
  private var runs: [Range<Int32>] = []
  private var before: [Int32] = []
  private var behind: [Int32] = []
  private var known: [Int32] = [0]
  private var short: [Int32] = [0]
  private var again: [Int32] = [0]
  private var worded: [Int32] = [0]
  private var prose: [Int32] = [0]
  /// Whether it seems to be a list, of offers or of other things, with texts between.
  private(set) var isListing = false
  /// Share of short lines in the running text, as a class.
  private var textShape = 0
  /// Words of prose, up to each line.
  private var proseWords: [Int32] = [0]
  /// Runs of stamps.
  private var threads = StampThreads()
  /// For each kind that a rule saw, the line on which it did first, by line.
  private var firsts: [(line: Int32, kind: UInt8)] = []

  /// Reads a document; `words` are what its tokens are to lines, `evidence` the places that rules
  /// saw, with their rules.
  ///
  /// Signs of lines that nobody takes for furniture are whole only if `isWhole` asks for them.
  init(
    _ document: Document,
    _ segmentation: Segmentation,
    _ words: [LineWord],
    _ evidence: [(rule: String, span: Span<Extracted>)],
    _ reading: LineReading,
    isWhole: Bool
  ) {
    self.reading = reading
    lines = segmentation.lines
    sketches = document.text.withUnsafeBufferPointer { text in
      segmentation.tokens.withUnsafeBufferPointer { tokens in
        words.withUnsafeBufferPointer { words in
          segmentation.lines.map { line in
            LineSketch(
              line,
              UnsafeBufferPointer(rebasing: tokens[line.tokens]),
              UnsafeBufferPointer(rebasing: words[line.tokens]),
              text
            )
          }
        }
      }
    }
    for (rule, span) in evidence { note(rule, span, segmentation) }
    markRepeated()
    findText()
    count()
    isListing = looksLikeListing
    let shortLines = Int(short[text.upperBound] - short[text.lowerBound])
    textShape = Self.textShape.bucket(of: shortLines * 100 / max(1, text.count))
    threads = StampThreads(in: sketches)
    overlap = document.text.withUnsafeBufferPointer { text in
      segmentation.tokens.withUnsafeBufferPointer { tokens in
        WordOverlap(sketches, lines, tokens, text) { isWhole || mayBeFurniture($0) }
      }
    }
  }

  private mutating func note(_ rule: String, _ span: Span<Extracted>, _ segmentation: Segmentation)
  {
    guard let kind = reading.kind(ofRule: rule), let i = segmentation.line(at: span.lower) else {
      return
    }
    let line = lines[i].span
    let covered = min(span.upper, line.upper) - max(span.lower, line.lower)
    if covered * 2 >= line.upper - line.lower {
      sketches[i].evidence |= 1 << UInt32(kind)
    } else {
      sketches[i].partialEvidence |= 1 << UInt32(kind)
    }
  }

  private mutating func markRepeated() {
    var first: [UInt64: Int] = [:]
    for i in sketches.indices where sketches[i].words > 0 && sketches[i].hash != 0 {
      if let earlier = first[sketches[i].hash] {
        sketches[i].marks.insert(.repeated)
        sketches[earlier].marks.insert(.repeated)
        if earlier < 6, sketches[i].words >= 4 { sketches[i].marks.insert(.headline) }
      } else {
        first[sketches[i].hash] = i
      }
    }
  }

  /// The run of lines with most prose, less what stands between.
  private mutating func findText() {
    var best = 0
    var sum = 0
    var start = 0
    for (i, sketch) in sketches.enumerated() {
      if sum <= 0 {
        sum = 0
        start = i
      }
      sum += sketch.isProse ? min(sketch.words, 60) : sketch.hasStop ? -4 : -12
      if sum > best {
        best = sum
        text = start..<i + 1
      }
    }
  }

  private mutating func count() {
    let n = sketches.count
    before = [Int32](repeating: -1, count: n)
    behind = [Int32](repeating: -1, count: n)
    runs = [Range<Int32>](repeating: 0..<0, count: n)
    var last: Int32 = -1
    var start = 0
    for i in 0..<n {
      let sketch = sketches[i]
      before[i] = last
      let isKnown = sketch.evidence | sketch.partialEvidence != 0
      if isKnown { last = Int32(i) }
      known.append(known[i] + (isKnown ? 1 : 0))
      short.append(short[i] + (sketch.isProse ? 0 : 1))
      again.append(again[i] + (sketch.marks.contains(.repeated) ? 1 : 0))
      worded.append(worded[i] + (sketch.isInterface ? 1 : 0))
      prose.append(prose[i] + (sketch.isProse ? 1 : 0))
      proseWords.append(proseWords[i] + (sketch.isProse ? Int32(sketch.words) : 0))
      if i + 1 == n || sketches[i + 1].isProse != sketch.isProse {
        for j in start...i { runs[j] = Int32(start)..<Int32(i + 1) }
        start = i + 1
      }
      var kinds = sketch.evidence
      while kinds != 0 {
        let kind = kinds.trailingZeroBitCount
        kinds &= kinds - 1
        if !firsts.contains(where: { $0.kind == kind }) { firsts.append((Int32(i), UInt8(kind))) }
      }
    }
    last = -1
    for i in (0..<n).reversed() {
      behind[i] = last
      if sketches[i].evidence | sketches[i].partialEvidence != 0 { last = Int32(i) }
    }
  }

  /// Whether more than three lines in four are short, few of them known, and a third of the prose
  /// stands outside the longest text.
  ///
  /// There short lines are the matter itself. Found on pages that compare offers; shares moved by a
  /// tenth change no figure by more than a hundredth.
  private var looksLikeListing: Bool {
    let lines = Int(short[sketches.count])
    guard lines > Self.listingLines, lines * 4 > sketches.count * 3 else { return false }
    let known = sketches.count { $0.evidence != 0 }
    let inside = proseWords[text.upperBound] - proseWords[text.lowerBound]
    return known * 20 < lines && inside * 3 < proseWords[sketches.count] * 2
  }

  /// Short lines of a list, at least.
  private static let listingLines = 60

  /// Sum of the weights of the signs that are given.
  func sum(of signs: ((FurnitureSign, Int) -> Void) -> Void) -> Int {
    var sum = 0
    reading.weights.withUnsafeBufferPointer { weights in
      signs { family, value in
        sum += Int(weights[FurnitureSign.offsets[family.rawValue] + value])
      }
    }
    return sum
  }

  /// Gives every sign of a line.
  func signs(of i: Int, _ give: (FurnitureSign, Int) -> Void) {
    give(.always, 0)
    if isListing { give(.listing, 0) }
    giveOwn(i, give)
    givePlace(i, give)
    giveNeighbours(i, give)
    giveEvidence(i, give)
    giveSurroundings(i, give)
    let zone = i < text.lowerBound ? 0 : i < text.upperBound ? 1 : 2
    threads.giveSigns(of: i, sketches[i], zone: zone, give)
  }

  private func giveOwn(_ i: Int, _ give: (FurnitureSign, Int) -> Void) {
    let line = sketches[i]
    give(.sizeEnd, line.wide * 5 + Int(line.end))
    give(.sizeCase, line.narrow * 6 + Int(line.letterCase))
    give(.numeralShare, Int(line.numeralShare))
    give(.commas, Int(line.commas))
    var marks = line.marks.rawValue
    while marks != 0 {
      give(.markSize, marks.trailingZeroBitCount * 5 + line.narrow)
      marks &= marks - 1
    }
    if line.words <= LineSketch.mostInterfaceWords {
      give(.interface, line.interfaceSize * 5 + Int(line.interfaceShare))
      let isStrong = line.interfaceShare >= 3 ? 1 : 0
      var kinds = line.interfaceKinds
      while kinds != 0 {
        let kind = kinds.trailingZeroBitCount
        give(.interfaceKind, (kind * 4 + line.interfaceSize) * 2 + isStrong)
        kinds &= kinds - 1
      }
    }
  }

  private func givePlace(_ i: Int, _ give: (FurnitureSign, Int) -> Void) {
    let line = sketches[i]
    let zone = i < text.lowerBound ? 0 : i < text.upperBound ? 1 : 2
    let overlap = Int(overlap.classes[i])
    give(.overlap, overlap * 3 + (line.words < 4 ? 0 : line.words < 12 ? 1 : 2))
    if overlap > 0 {
      give(.overlapZone, (overlap == 1 ? 0 : overlap <= 3 ? 1 : overlap <= 5 ? 2 : 3) * 3 + zone)
    }
    give(.zoneSize, (zone * 5 + line.narrow) * 2 + (line.hasStop ? 1 : 0))
    give(.textShape, textShape * 6 + zone * 2 + (line.isProse ? 1 : 0))
    if zone == 0 { give(.beforeText, Self.distance.bucket(of: text.lowerBound - i)) }
    if zone == 2 { give(.behindText, Self.distance.bucket(of: i - text.upperBound + 1)) }
    give(.fromTop, Self.fromTop.bucket(of: i))
    give(.fromBottom, Self.fromBottom.bucket(of: sketches.count - 1 - i))
    guard !line.isProse else { return }
    let run = runs[i]
    give(.runZone, Self.runLength.bucket(of: run.count) * 3 + zone)
    give(.runPlace, Self.runPlace.bucket(of: i - Int(run.lowerBound)))
    give(.runRest, Self.runPlace.bucket(of: Int(run.upperBound) - 1 - i))
  }

  private func giveNeighbours(_ i: Int, _ give: (FurnitureSign, Int) -> Void) {
    let own = sketches[i]
    for (place, distance) in [-2, -1, 1, 2].enumerated() {
      let j = i + distance
      guard sketches.indices.contains(j) else {
        give(.nearSize, place * 16 + 15)
        continue
      }
      let line = sketches[j]
      give(.nearSize, place * 16 + line.narrow * 3 + (line.end == 0 ? 0 : line.end == 1 ? 1 : 2))
      give(.nearCase, place * 6 + Int(line.letterCase))
      if own.words < 10, abs(own.words - line.words) <= 1 { give(.nearAlike, place) }
      var kinds = line.evidence | line.partialEvidence
      while kinds != 0 {
        give(.nearEvidence, place * FurnitureKind.evidenceCount + kinds.trailingZeroBitCount)
        kinds &= kinds - 1
      }
      if line.words <= 10 {
        give(.nearInterface, place * 10 + (line.words <= 4 ? 0 : 5) + Int(line.interfaceShare))
      }
    }
  }

  private func giveEvidence(_ i: Int, _ give: (FurnitureSign, Int) -> Void) {
    let count = FurnitureKind.evidenceCount
    giveOwnEvidence(sketches[i].evidence, 0, give)
    giveOwnEvidence(sketches[i].partialEvidence, count, give)
    for (other, family, kindFamily) in [
      (before[i], FurnitureSign.evidenceBefore, FurnitureSign.evidenceBeforeKind),
      (behind[i], .evidenceBehind, .evidenceBehindKind),
    ] {
      guard other >= 0 else {
        give(family, 14)
        continue
      }
      let j = Int(other)
      let between = min(i, j) + 1..<max(i, j)
      let isSameRun = between.isEmpty || prose[between.upperBound] == prose[between.lowerBound]
      let distance = abs(i - j)
      give(family, Self.runLength.bucket(of: distance) * 2 + (isSameRun ? 1 : 0))
      if isSameRun, distance <= 8 {
        let kinds = sketches[j].evidence | sketches[j].partialEvidence
        give(kindFamily, kinds.trailingZeroBitCount)
      }
    }
    if before[i] >= 0, behind[i] >= 0 {
      let inner = Int(before[i]) + 1..<Int(behind[i])
      let hasProse = prose[inner.upperBound] > prose[inner.lowerBound]
      give(.between, Self.gap.bucket(of: inner.count + 1) * 2 + (hasProse ? 1 : 0))
    }
    if i >= text.upperBound {
      let known = known[i] - known[min(i, text.upperBound)]
      give(.evidenceCount, Self.evidenceCount.bucket(of: Int(known)))
    }
    let all = max(1, Int(proseWords[sketches.count]))
    for (line, kind) in firsts {
      guard line < i else { break }
      let rest = all - Int(proseWords[Int(line)])
      let bucket = Self.rest.bucket(of: rest * 100 / all)
      give(.afterKind, (Int(kind) * 5 + bucket) * 2 + (sketches[i].isProse ? 1 : 0))
    }
  }

  private func giveOwnEvidence(
    _ kinds: UInt32,
    _ offset: Int,
    _ give: (FurnitureSign, Int) -> Void
  ) {
    var kinds = kinds
    while kinds != 0 {
      give(.ownEvidence, offset + kinds.trailingZeroBitCount)
      kinds &= kinds - 1
    }
  }

  private func giveSurroundings(_ i: Int, _ give: (FurnitureSign, Int) -> Void) {
    let n = sketches.count
    let ranges = [max(0, i - 8)..<i, i + 1..<max(i + 1, min(n, i + 9))]
    for (side, range) in ranges.enumerated() {
      for (family, sums) in [
        (FurnitureSign.knownShare, known), (.shortShareNear, short), (.repeatedShare, again),
        (.interfaceShare, worded),
      ] {
        let count = Int(sums[range.upperBound] - sums[range.lowerBound])
        let share = range.isEmpty ? 0 : count * 100 / range.count
        give(family, side * 6 + Self.share.bucket(of: share))
      }
    }
    let all = max(1, Int(proseWords[n]))
    let isProse = sketches[i].isProse ? 6 : 0
    let ahead = Int(proseWords[n] - proseWords[i + 1]) * 100 / all
    give(.proseAhead, isProse + Self.proseShare.bucket(of: ahead))
    give(.proseBefore, isProse + Self.proseShare.bucket(of: Int(proseWords[i]) * 100 / all))
  }

  private static let distance = StaticBounds(1, 2, 3, 5, 9, 20, 50)
  private static let fromTop = StaticBounds(0, 1, 2, 4, 9, 20)
  private static let fromBottom = StaticBounds(0, 1, 2, 4, 9, 20)
  private static let runLength = StaticBounds(1, 2, 3, 5, 9, 20)
  private static let runPlace = StaticBounds(0, 1, 2, 5)
  private static let gap = StaticBounds(2, 3, 5, 9, 20, 50)
  private static let evidenceCount = StaticBounds(0, 1, 2, 4)
  private static let rest = StaticBounds(2, 10, 30, 60)
  private static let share = StaticBounds(0, 13, 26, 50, 80)
  private static let textShape = StaticBounds(5, 15, 30, 50, 70)
  private static let proseShare = StaticBounds(0, 3, 10, 25, 50)
}
