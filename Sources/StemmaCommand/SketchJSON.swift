import StemmaCollation
import StemmaReports

/// A number as 16 hexadecimal digits.
func hexadecimal(_ number: UInt64) -> String {
  let digits = String(number, radix: 16)
  return String(repeating: "0", count: 16 - digits.count) + digits
}

extension Sketch {
  /// The sketch as JSON, from which `init(parsing:)` has it again.
  ///
  /// Words are integers below 2⁶³, all other numbers 16 hexadecimal digits.
  var json: [UInt8] {
    let bands = signature.bands.map { "\"\(hexadecimal($0))\"" }.joined(separator: ",")
    let passages = writtenPassages.map { passage in
      let words = passage.words.map { String($0) }.joined(separator: ",")
      return "{\"wording\":\"\(hexadecimal(passage.wording))\",\"words\":[\(words)]}"
    }
    let date = date.map(quoted) ?? "null"
    return Array(
      """
      {"bands":[\(bands)],"date":\(date),"passages":[\(passages.joined(separator: ","))],\
      "wording":"\(hexadecimal(signature.wording))"}
      """.utf8
    )
  }

  /// Reads a sketch; `nil` where the value is none.
  init?(parsing json: JSON) {
    guard let bands = json["bands"]?.elements?.compactMap(\.bits),
      bands.count == Signature.bandCount, let wording = json["wording"]?.bits,
      let written = json["passages"]?.elements
    else { return nil }
    let passages = written.compactMap(Passage.init)
    guard passages.count == written.count else { return nil }
    let signature = Signature(bands: bands, simHash: 0, wording: wording)
    self.init(passages, signature: signature, date: json["date"]?.string)
  }
}

extension Sketch.Passage {
  fileprivate init?(parsing json: JSON) {
    guard let wording = json["wording"]?.bits, let elements = json["words"]?.elements else {
      return nil
    }
    let words = elements.compactMap(\.integer)
    guard words.count == elements.count, words.allSatisfy({ $0 >= 0 }) else { return nil }
    self.init(wording: wording, words: words)
  }
}

extension JSON {
  /// The number that a string of 16 hexadecimal digits is.
  var bits: UInt64? { string.flatMap { $0.utf8.count == 16 ? UInt64($0, radix: 16) : nil } }
}
