internal import StemmaText

extension FurnitureReading {
  /// What a sum must have more to be certain in a document in which no rule knows a line: tuned on
  /// articles without furniture, of whose lines the weights alone take 3 in 100,000 for it.
  private static let unaided = 60

  /// Fewest lines of a document whose lines are told apart: of fewer, nothing surrounds them.
  static let fewestLines = 4

  /// The lines that are certainly, and the other ones that are probably furniture.
  ///
  /// A line that a rule knows whole is left to that rule. The two looks tell the odds one for the
  /// other: their sum ranks lines best, and its half is what the odds come out at. Without prose
  /// there is no article that a line could be set apart from.
  var told: (certain: [DocumentCheck.Sighting], probable: [DocumentCheck.Sighting]) {
    var certain: [DocumentCheck.Sighting] = []
    var probable: [DocumentCheck.Sighting] = []
    guard sketches.contains(where: \.isProse),
      sketches.contains(where: { !$0.isProse })
    else { return ([], []) }
    let isAided = sketches.contains { $0.evidence | $0.partialEvidence != 0 }
    let certainty = reading.certain + (isAided ? 0 : Self.unaided)
    let sums = sketches.indices.map { Int32(firstSum(of: $0)) }
    let surroundings = FurnitureSurroundings(sums: sums, isProse: sketches.map(\.isProse))
    for i in sketches.indices
    where mayBeFurniture(i) && sums[i] >= FurnitureSurroundings.lowest {
      let sum = Int(sums[i]) + self.sum { surroundings.signs(of: i, $0) }
      guard sum >= reading.probable else { continue }
      let sighting = DocumentCheck.Sighting(lines[i].span, detail: reason(for: i, sum / 2))
      if sum >= certainty { certain.append(sighting) } else { probable.append(sighting) }
    }
    return (certain, probable)
  }

  /// Sum of a line's own signs, as the second look reads it.
  private func firstSum(of i: Int) -> Int {
    if sketches[i].evidence != 0 { return FurnitureSurroundings.known }
    if isAmongProse(i) { return -FurnitureSurroundings.most }
    let sum = sum { signs(of: i, $0) }
    return max(-FurnitureSurroundings.most, min(FurnitureSurroundings.most, sum))
  }

  /// Whether no rule knows a line whole, and it stands not among paragraphs of the running text.
  func mayBeFurniture(_ i: Int) -> Bool { sketches[i].evidence == 0 && !isAmongProse(i) }

  /// Whether a paragraph of the running text has such paragraphs on both sides.
  private func isAmongProse(_ i: Int) -> Bool {
    guard i > text.lowerBound, i + 1 < text.upperBound else { return false }
    return sketches[i - 1].isProse && sketches[i].isProse && sketches[i + 1].isProse
  }

  /// What speaks for a line's being furniture, the weightiest first, and how sure that is.
  private func reason(for i: Int, _ sum: Int) -> String {
    var weighed: [(weight: Int, words: String)] = []
    signs(of: i) { family, value in
      let weight = Int(reading.weights[FurnitureSign.offsets[family.rawValue] + value])
      guard weight > 0, let words = words(for: family, value, at: i),
        !weighed.contains(where: { $0.words == words })
      else { return }
      weighed.append((weight, words))
    }
    let parts = weighed.sorted { $0.weight > $1.weight }.prefix(3).map(\.words)
    return (parts + ["0.\(Self.hundredths(ofOdds: sum))"]).joined(separator: ", ")
  }

  /// What a sign says of a line; `nil` for signs that are told by others, or by nothing one sees.
  private func words(for family: FurnitureSign, _ value: Int, at i: Int) -> String? {
    let count = sketches[i].words
    let kinds = FurnitureKind.allCases
    switch family {
    case .sizeEnd, .sizeCase:
      let size = count == 1 ? "1 word" : "\(count) words"
      return sketches[i].hasStop ? size : size + " without a stop"
    case .overlap: return (3..<6).contains(value) ? "shares no word with the text" : nil
    case .beforeText: return "before the running text"
    case .behindText: return "behind the running text"
    case .nearEvidence:
      let kind = kinds[value % FurnitureKind.evidenceCount].line
      return value / FurnitureKind.evidenceCount < 2 ? "after \(kind)" : "before \(kind)"
    case .evidenceBeforeKind: return "after \(kinds[value].line)"
    case .evidenceBehindKind: return "before \(kinds[value].line)"
    case .between: return "between two known lines"
    case .afterKind: return "some way after \(kinds[value / 10].line)"
    case .interface: return value % 5 >= 3 ? "words of interfaces" : nil
    case .interfaceKind: return "words of \(kinds[value / 8].line)"
    case .ownEvidence: return "words of \(kinds[value % FurnitureKind.evidenceCount].line)"
    case .markSize:
      let mark = LineSketch.Marks(rawValue: 1 << UInt32(value / 5))
      return Self.words(for: mark)
    case .runZone: return "in a run of short lines"
    case .threadPlace, .threadDates, .threadComments: return "in a run of dated or like lines"
    default: return nil
    }
  }

  private static func words(for mark: LineSketch.Marks) -> String? {
    switch mark {
    case .date: "a date"
    case .time: "a time"
    case .address: "an address"
    case .copyright: "a copyright mark"
    case .repeated: "stands twice"
    case .joined: "words run together"
    case .separator, .separators: "parts set side by side"
    default: nil
    }
  }

  /// Hundredths of the probability that a sum stands for, 50 to 99.
  private static func hundredths(ofOdds sum: Int) -> Int {
    // The logistic function at its hundredths, from 50 on: 100 · ln(p / (1 − p)).
    let bounds = [
      0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 41, 45, 49, 53, 58, 62, 66, 71, 75, 80, 85, 90, 94, 99,
      105, 110, 115, 121, 127, 132, 139, 145, 152, 159, 166, 173, 182, 190, 199, 209, 220, 231, 244,
      259, 275, 294, 318, 348, 389, 460,
    ]
    return 49 + (bounds.firstIndex { $0 > max(0, sum) } ?? bounds.count)
  }
}
