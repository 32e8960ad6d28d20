extension RuleHandbook {
  /// The page on the rule about files of settings; `nil` for another identifier.
  public static func settingsPage(on identifier: String) -> Page? {
    identifier == "unused-ignore" ? Page(name: "unused-ignore.md", text: unusedIgnore) : nil
  }

  /// The part of the index on files of settings.
  func settingsIndex() -> String {
    """

    ## settings

    | Rule | Severity | |
    |---|---|---|
    | [unused-ignore](unused-ignore.md) | minor | An ignore in a file of settings is not needed. |

    """
  }
}

private let unusedIgnore = """
  # unused-ignore

  An ignore in a file of settings is not needed.

  What an ignore was written for is gone, or its words were misspelt from the start. Left in place it may hide the next
  finding that nobody has looked at.

  | | |
  |---|---|
  | Reads | `.stemma.yml` |
  | Severity | minor |
  | Remedy | none |
  | Told | when `stemma check` read every file that the ignore is about, with the rules that the settings ask for |

  ## What it says

  This ignore is not needed: nothing of ‘misspelt-word’ about ‘Valmora’ was found. Take it out.

  """
