/// What is wrong with a rule pack, where, and what to write instead.
public struct RulePackError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Path of the file, as it was given.
  public let file: String

  /// Line in the file, from 1.
  public let line: Int

  /// Column in the line, from 1, in Unicode scalars; 1 where only the line is known.
  public let column: Int

  /// What is wrong, in a sentence.
  public let fault: String

  /// What to write instead, in a sentence.
  public let advice: String

  /// Creates an error.
  public init(file: String, line: Int, column: Int = 1, fault: String, advice: String) {
    self.file = file
    self.line = line
    self.column = column
    self.fault = fault
    self.advice = advice
  }

  /// One line as compilers write it: `file:line: fault advice`.
  public var description: String {
    "\(file):\(line): \(fault)\(advice.isEmpty ? "" : " " + advice)"
  }
}

/// The candidate that a misspelt word most likely stands for.
///
/// Least restricted Damerau–Levenshtein distance, at most a third of the longer word; the first of
/// two that are equally near. `nil` where none is near.
public func nearest(to word: String, among candidates: [String]) -> String? {
  var best: (distance: Int, candidate: String)?
  for candidate in candidates {
    let longest = max(word.unicodeScalars.count, candidate.unicodeScalars.count)
    let distance = editDistance(word, candidate)
    guard distance * 3 <= longest + 1 else { continue }
    if distance < best?.distance ?? .max { best = (distance, candidate) }
  }
  return best?.candidate
}

/// Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other.
private func editDistance(_ a: String, _ b: String) -> Int {
  let a = Array(a.unicodeScalars)
  let b = Array(b.unicodeScalars)
  var rows = [Array(0...b.count)]
  for i in a.indices {
    var row = [i + 1]
    for j in b.indices {
      var cost = min(row[j] + 1, rows[i][j + 1] + 1, rows[i][j] + (a[i] == b[j] ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        cost = min(cost, rows[i - 1][j - 1] + 1)
      }
      row.append(cost)
    }
    rows.append(row)
  }
  return rows[a.count][b.count]
}
