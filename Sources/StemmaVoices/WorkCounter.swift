/// Counts the tokens that reading looks at again behind a cue.
///
/// A class, because the parts of one reading share it; it never leaves the reading.
final class WorkCounter {
  /// How many tokens were looked at.
  private(set) var tokens = 0

  /// Takes in a walk over some tokens.
  func add(_ count: Int) { tokens += count }
}
