public import StemmaText

/// The rule that tells of ignores in files of settings that nothing needs.
public enum UnusedIgnore {
  /// Its identifier.
  public static let rule = "unused-ignore"

  /// How much it hurts.
  public static let severity = Severity.minor

  static let summary = "An ignore in a file of settings is not needed."

  static let why = """
    What an ignore was written for is gone, or its words were misspelt from the start. Left in place \
    it may hide the next finding that nobody has looked at.
    """
}

extension RuleHandbook {
  /// The page on the rule about files of settings; `nil` for another identifier.
  public static func settingsPage(on identifier: String) -> Page? {
    identifier == UnusedIgnore.rule
      ? Page(name: "\(UnusedIgnore.rule).md", text: unusedIgnorePage) : nil
  }

  /// The part of the index on files of settings.
  func settingsIndex() -> String {
    let rule = UnusedIgnore.rule
    return """

      ## settings

      | Rule | Severity | |
      |---|---|---|
      | [\(rule)](\(rule).md) | \(UnusedIgnore.severity.rawValue) | \(UnusedIgnore.summary) |

      """
  }
}

private let unusedIgnorePage = """
  # \(UnusedIgnore.rule)

  \(UnusedIgnore.summary)

  \(UnusedIgnore.why)

  | | |
  |---|---|
  | Reads | `.stemma.yml` |
  | Severity | \(UnusedIgnore.severity.rawValue) |
  | Remedy | none |
  | Told | when `stemma check` read every file that the ignore is about, with the rules that the settings ask for |

  ## What it says

  This ignore is not needed: nothing of ‘misspelt-word’ about ‘Valmora’ was found. Take it out.

  """
