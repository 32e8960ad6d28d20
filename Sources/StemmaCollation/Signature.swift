/// A fixed-size mark of a text by which copies find each other.
///
/// MinHash over runs of four words (A. Broder, “On the resemblance and containment of documents”,
/// 1997) in 16 bands of 4, and SimHash over single words (M. Charikar, “Similarity estimation
/// techniques from rounding algorithms”, 2002). Equal on every machine.
public struct Signature: Hashable, Sendable {
  /// How many bands there are.
  public static let bandCount = 16

  /// Minima in a band: two texts of resemblance s share a band with probability s⁴.
  static let rows = 4

  /// Words in a run.
  static let run = 4

  /// Bands two texts share from which they are copies, lightly edited at most: of pairs with a
  /// resemblance of 0.85 half share so many, with 0.7 one in forty.
  static let copyBands = 8

  /// One number a band; texts that share one may be copies.
  public let bands: [UInt64]

  /// One bit for each of 64 directions; texts on one subject differ in few.
  public let simHash: UInt64

  /// The text's words in order, as one number.
  public let wording: UInt64

  /// Marks a text by its folded words, each as a number.
  init(ofWords words: [UInt64]) {
    let size = Self.bandCount * Self.rows
    var minima = [UInt64](repeating: .max, count: size)
    let runs = max(min(words.count, 1), words.count - Self.run + 1)
    var wording = mixed(UInt64(words.count))
    var sums = [Int32](repeating: 0, count: 64)
    for start in 0..<runs {
      var run: UInt64 = 0
      for word in words[start..<min(words.count, start + Self.run)] { run = mixed(run ^ word) }
      for i in 0..<size {
        let value = (run ^ Self.seeds[i]) &* 0x9E37_79B9_7F4A_7C15
        let spread = value ^ (value >> 29)
        if spread < minima[i] { minima[i] = spread }
      }
    }
    for word in words {
      wording = mixed(wording ^ word)
      let bits = mixed(word)
      for i in 0..<64 { sums[i] += Int32(bits >> UInt64(i) & 1) * 2 - 1 }
    }
    self.wording = wording
    simHash = sums.indices.reduce(0) { sums[$1] > 0 ? $0 | 1 << UInt64($1) : $0 }
    bands = (0..<Self.bandCount).map { band in
      minima[(band * Self.rows)..<((band + 1) * Self.rows)].reduce(UInt64(band)) { mixed($0 ^ $1) }
    }
  }

  /// Takes a signature as it was written down.
  public init(bands: [UInt64], simHash: UInt64, wording: UInt64) {
    self.bands = bands
    self.simHash = simHash
    self.wording = wording
  }

  /// Whether the other text is the same but for light edits.
  func isCopy(of other: Signature) -> Bool {
    zip(bands, other.bands).count { $0 == $1 } >= Self.copyBands
  }

  private static let seeds: [UInt64] = (0..<UInt64(bandCount * rows)).map { mixed($0 &+ 0x5EED) }
}

/// Spreads the bits of a number, as the finalizer of SplitMix64 does.
func mixed(_ number: UInt64) -> UInt64 {
  var z = number &+ 0x9E37_79B9_7F4A_7C15
  z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
  z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
  return z ^ (z >> 31)
}
