/// What a reviewer chooses to do about a finding.
public struct Choice: Hashable, Sendable {
  /// What is to become of it.
  public enum Verdict: String, Hashable, Sendable, CaseIterable {
    /// It is right; what it suggests is written.
    case accepted
    /// It is no defect, or may stay: the baseline knows it, with the reason.
    case rejected
    /// Somebody else, or another day.
    case postponed
  }

  /// What is to become of it.
  public let verdict: Verdict

  /// Why; never empty where it is rejected.
  public let reason: String

  /// The words to write, where they are not those that the rule suggests.
  public let suggestion: String?

  /// Describes a choice.
  public init(_ verdict: Verdict, because reason: String = "", writing suggestion: String? = nil) {
    self.verdict = verdict
    self.reason = reason
    self.suggestion = suggestion
  }
}

/// A choice that holds.
public struct Decision: Hashable, Sendable {
  /// What was chosen.
  public let choice: Choice

  /// The change that brought it about.
  public let revision: Int

  /// Whether the baseline knew the finding before.
  public let wasKnown: Bool
}

/// Why decisions cannot be kept or read.
public enum DecisionStoreError: Error, Equatable {
  /// Somebody else changed it in between.
  case changed

  /// The file is something else.
  case notAStore

  /// It was written by a program with other tables.
  case otherVersion(Int)

  /// What it holds contradicts itself, or the file is cut off.
  case damaged

  /// Another program holds it.
  case busy

  /// The system refuses: why, in its words.
  case unusable(String)
}
