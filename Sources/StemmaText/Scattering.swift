/// Slots of hash tables that nobody can foresee: the multipliers are drawn anew in each run.
///
/// A table whose keys come from the input would else cost the square of its size where somebody writes
/// words that all fall into one slot. Multiply-shift keeps two keys that were chosen without knowing the
/// multipliers apart with a chance of all but two in the number of slots (M. Dietzfelbinger and others,
/// “A reliable randomized algorithm for the closest-pair problem”, Journal of Algorithms 25, 1997).
/// Nothing that comes out of a table may depend on where in it a key stands.
package struct Scattering: Sendable {
  private static let drawn = (odd(), odd(), odd(), odd())

  private let multipliers: (UInt64, UInt64, UInt64, UInt64)

  /// The multipliers of this run.
  package init() { multipliers = Self.drawn }

  private static func odd() -> UInt64 { .random(in: .min ... .max) | 1 }

  /// A slot for a key, among a power of two of them.
  ///
  /// - Parameters:
  ///   - key: What is looked for.
  ///   - bits: The power, from 1 to 63.
  /// - Returns: Its number, from 0.
  @inline(__always)
  package func slot(of key: UInt64, among bits: Int) -> Int {
    finished(key &* multipliers.0, bits)
  }

  /// A slot for a key of three parts.
  @inline(__always)
  package func slot(of key: (UInt64, UInt64, UInt64), among bits: Int) -> Int {
    finished(key.0 &* multipliers.0 &+ key.1 &* multipliers.1 &+ key.2 &* multipliers.2, bits)
  }

  /// A second round, without which keys in a grid fall on few lines for some multipliers.
  @inline(__always)
  private func finished(_ product: UInt64, _ bits: Int) -> Int {
    Int(truncatingIfNeeded: ((product ^ product >> 32) &* multipliers.3) >> UInt64(64 &- bits))
  }
}
