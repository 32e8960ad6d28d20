/// A second look at a document's lines: what the sums of a line's neighbours say of it.
///
/// A line among lines that look like furniture is furniture more often than it looks by itself, and
/// one with the article still to come is so less often. The weights of these signs stand beside the
/// others; they were fitted on sums of texts that the first weights had not seen.
struct FurnitureSurroundings {
  /// Sum of each line's own signs, between `-most` and `most`, in hundredths.
  private let sums: [Int32]
  private let isProse: [Bool]
  /// Sums of the lines before each line, added up.
  private var before: [Int] = [0]
  /// The lowest sum up to each line, and from it on.
  private var lowestBefore: [Int32]
  private var lowestBehind: [Int32]

  /// What a sum counts for at most, either way.
  static let most = 400

  /// What counts as the sum of a line that a rule knows whole.
  static let known = 350

  /// Lines of lower sums are not looked at again: the fit leaves them where they are, too.
  static let lowest = -100

  init(sums: [Int32], isProse: [Bool]) {
    self.sums = sums
    self.isProse = isProse
    lowestBefore = sums
    lowestBehind = sums
    for i in sums.indices {
      before.append(before[i] + Int(sums[i]))
      if i > 0 { lowestBefore[i] = min(lowestBefore[i - 1], sums[i]) }
    }
    for i in sums.indices.dropLast().reversed() {
      lowestBehind[i] = min(lowestBehind[i + 1], sums[i])
    }
  }

  /// Gives the signs of a line.
  func signs(of i: Int, _ give: (FurnitureSign, Int) -> Void) {
    let n = sums.count
    let prose = isProse[i] ? 1 : 0
    give(.sumOwn, Self.own.bucket(of: Int(sums[i])) * 2 + prose)
    for (place, distance) in [-3, -2, -1, 1, 2, 3].enumerated() {
      let j = i + distance
      give(.sumNear, place * 9 + (sums.indices.contains(j) ? Self.bucket(sums[j]) : 8))
    }
    let windows = [
      max(0, i - 3)..<i, i + 1..<max(i + 1, min(n, i + 4)),
      max(0, i - 8)..<i, i + 1..<max(i + 1, min(n, i + 9)),
      0..<n, i + 1..<n, 0..<i,
    ]
    for (place, window) in windows.enumerated() {
      give(.sumMean, place * 9 + mean(of: window))
    }
    give(.sumLowest, Self.bucket(lowestBehind[i]) * 2 + prose)
    give(.sumLowest, 16 + Self.bucket(lowestBefore[i]) * 2 + prose)
    let left = i > 0 ? sums[i - 1] : Int32(Self.most)
    let right = i + 1 < n ? sums[i + 1] : Int32(Self.most)
    give(.sumBeside, Self.bucket(min(left, right)) * 2 + prose)
    give(.sumBeside, 16 + Self.bucket(max(left, right)) * 2 + prose)
  }

  /// The class of the mean of some lines' sums, rounded down; 8 for none.
  private func mean(of lines: Range<Int>) -> Int {
    guard !lines.isEmpty else { return 8 }
    let sum = before[lines.upperBound] - before[lines.lowerBound]
    let whole = sum / lines.count
    return Self.near.bucket(of: whole * lines.count > sum ? whole - 1 : whole)
  }

  private static func bucket(_ sum: Int32) -> Int { near.bucket(of: Int(sum)) }

  private static let own = StaticBounds(-150, -50, 0, 50, 100, 150, 200, 280)
  private static let near = StaticBounds(-250, -150, -70, 0, 70, 150, 250)
}
