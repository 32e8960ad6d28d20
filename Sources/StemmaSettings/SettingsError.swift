internal import StemmaRules

/// What is wrong with a file of settings, where, and what to write instead.
public struct SettingsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Where it is wrong.
  public let place: Settings.Place

  /// What is wrong, in a sentence.
  public let fault: String

  /// What to write instead, in a sentence.
  public let advice: String

  /// Creates an error.
  public init(at place: Settings.Place, _ fault: String, _ advice: String) {
    self.place = place
    self.fault = fault
    self.advice = advice
  }

  /// Takes an error over that reading YAML gave.
  init(_ error: RulePackError) {
    self.init(
      at: Settings.Place(file: error.file, line: error.line, column: error.column),
      error.fault,
      error.advice
    )
  }

  /// A rule or pack that nobody knows.
  init(_ unknown: RuleSelection.Unknown, at place: Settings.Place) {
    self.init(
      at: place,
      "No rule or pack is called ‘\(unknown.name)’.",
      unknown.nearest.map { "Did you mean ‘\($0)’?" } ?? "‘stemma rules list’ names them all."
    )
  }

  /// One line as compilers write it: `file:line:column: fault advice`.
  public var description: String { "\(place): \(fault) \(advice)" }
}
