extension LineReading {
  /// Reads the files that `lines` in a pack names.
  ///
  /// `weights` has lines of words set apart by white space: a family of signs with all its weights;
  /// `rule RULE KIND`; `certain SUM`; `probable SUM`. `words` has lines `KIND: word word …`, with
  /// `small` for function words; those under `first` and `second` besides tell the person they speak
  /// in or to. `# ` opens a comment in both.
  init(weights: RulePack.File, words: RulePack.File) throws(RulePackError) {
    var table = [Int32](repeating: 0, count: FurnitureSign.offsets[FurnitureSign.allCases.count])
    var rules: [(rule: String, kind: UInt8)] = []
    var bounds: [String: Int] = [:]
    for (number, line) in Self.lines(of: weights) {
      let parts = line.split(whereSeparator: \.isWhitespace).map(String.init)
      func refused(_ fault: String, _ advice: String) -> RulePackError {
        RulePackError(file: weights.path, line: number, fault: fault, advice: advice)
      }
      if parts[0] == "rule", parts.count == 3 {
        rules.append((parts[1], try Self.kind(parts[2], weights.path, number)))
      } else if parts.count == 2, parts[0] == "certain" || parts[0] == "probable" {
        guard let sum = Int(parts[1]), sum >= 0 else {
          throw refused("‘\(parts[1])’ is no sum.", "Write a whole number from 0 on.")
        }
        bounds[parts[0]] = sum
      } else {
        guard let family = FurnitureSign.allCases.first(where: { $0.name == parts[0] }) else {
          throw refused("‘\(parts[0])’ is no family of signs.", "See FurnitureSign.swift.")
        }
        let values = parts.dropFirst().compactMap { Int32($0) }
        guard values.count == family.count, parts.count == values.count + 1 else {
          throw refused(
            "‘\(parts[0])’ has \(values.count) weights.",
            "Write \(family.count) whole numbers."
          )
        }
        let start = FurnitureSign.offsets[family.rawValue]
        for (i, value) in values.enumerated() { table[start + i] = value }
      }
    }
    guard let certain = bounds["certain"], let probable = bounds["probable"] else {
      throw RulePackError(
        file: weights.path,
        line: 1,
        fault: "The sums from which on a line is certain or probable are missing.",
        advice: "Write ‘certain 300’ and ‘probable 200’, or other numbers."
      )
    }
    self.init(
      weights: table,
      words: try Self.words(in: words),
      rules: rules,
      certain: certain,
      probable: probable
    )
  }

  private static func words(
    in file: RulePack.File
  ) throws(RulePackError) -> [(hash: UInt32, kind: UInt8)] {
    var words: [UInt32: UInt8] = [:]
    for (number, line) in lines(of: file) {
      guard let colon = line.firstIndex(of: ":") else {
        throw RulePackError(
          file: file.path,
          line: number,
          fault: "The line names no kind.",
          advice: "Write ‘KIND: word word’."
        )
      }
      let name = String(line[..<colon])
      var kind = small
      var person: UInt8 = 0
      switch name {
      case "small": break
      case "first": person = firstPerson
      case "second": person = secondPerson
      default: kind = try Self.kind(name, file.path, number)
      }
      for word in line[line.index(after: colon)...].split(whereSeparator: \.isWhitespace) {
        let bytes = Array(word.utf8)
        let hash = bytes.withUnsafeBufferPointer { Self.hash(of: $0, 0..<bytes.count) }
        if person == 0 {
          if words[hash] == nil { words[hash] = kind }
        } else {
          words[hash] = (words[hash] ?? plain) | person
        }
      }
    }
    return words.map { (hash: $0.key, kind: $0.value) }
  }

  private static func kind(
    _ name: String,
    _ file: String,
    _ line: Int
  ) throws(RulePackError) -> UInt8 {
    guard let i = FurnitureKind.allCases.firstIndex(where: { $0.rawValue == name }) else {
      let known = FurnitureKind.allCases.map(\.rawValue).joined(separator: ", ")
      throw RulePackError(
        file: file,
        line: line,
        fault: "‘\(name)’ is no kind of line.",
        advice: "Write one of \(known)."
      )
    }
    return UInt8(i)
  }

  /// The lines that are neither blank nor comments, with their numbers.
  private static func lines(of file: RulePack.File) -> [(number: Int, line: Substring)] {
    String(decoding: file.bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.element.hasPrefix("#") && $0.element.contains { !$0.isWhitespace } }
      .map { ($0.offset + 1, $0.element) }
  }
}
