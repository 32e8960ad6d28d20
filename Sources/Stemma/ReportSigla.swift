/// Sigla for inputs, from their names; all differ.
///
/// `seeds/002_96a5.txt` becomes `w002`, `harbour strike.html` becomes `harbour-strike`. Letters
/// outside ASCII are left out. Where two would be alike the later one gets a number.
public struct Sigla {
  private var taken: Set<String> = []
  private var counts: [String: Int] = [:]

  /// Starts with none taken.
  public init() {}

  /// The siglum for the next input.
  public mutating func siglum(for name: String) -> String {
    let wanted = stem(of: name)
    var siglum = wanted
    while !taken.insert(siglum).inserted {
      counts[wanted, default: 1] += 1
      siglum = "\(wanted)-\(counts[wanted, default: 1])"
    }
    return siglum
  }
}

/// Bytes of a siglum taken from a name, so that `-2`, `.e` and numbers still fit into 64.
private let longestStem = 40

private func stem(of name: String) -> String {
  let file = name.utf8.split(separator: UInt8(ascii: "/")).last ?? name.utf8[...]
  let dot = file.lastIndex(of: UInt8(ascii: ".")) ?? file.endIndex
  let stem = dot == file.startIndex ? file[...] : file[..<dot]
  let number = stem.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
  if !number.isEmpty { return "w" + String(decoding: number.prefix(longestStem), as: UTF8.self) }
  var letters: [UInt8] = []
  for byte in stem {
    if isLetterOrDigit(byte) {
      letters.append(byte)
    } else if byte < 0x80, let last = letters.last, last != UInt8(ascii: "-") {
      letters.append(UInt8(ascii: "-"))
    }
  }
  if letters.last == UInt8(ascii: "-") { letters.removeLast() }
  return letters.isEmpty ? "text" : String(decoding: letters.prefix(longestStem), as: UTF8.self)
}

private func isLetterOrDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "a")...UInt8(ascii: "z"):
    true
  default: false
  }
}
