import ArgumentParser
import Stemma
import StemmaSettings
import StemmaText

/// Says which settings hold for a file, and where each is stated.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config",
    abstract: "Says which settings hold for a file, and where each is stated.",
    discussion: """
      Settings stand in .stemma.yml: in the folder of the file, or the nearest one above it, up to \
      the top of the repository. Flags hold whatever a file says. What is printed is itself a file \
      of settings.

      Examples:
        stemma config --show articles/port.txt
        stemma config --show articles --disable misspelt-word
      """
  )

  @Option(help: "The file or folder.") var show: String
  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var settings: SettingsOptions

  @Option(help: "The file of known findings.") var baseline: String?

  @Option(help: "The severity at which a check fails.") var failOn: Severity?

  func run() throws {
    let named = PathName(show)
    let path = named.absolute
    let isFolder = FileStatus(of: path)?.isFolder == true
    var search = try SettingsSearch(settings)
    let own = try search.settings(in: isFolder ? path : path.folder)
    let holding = own.overridden(by: try ruleOptions.choices, failOn: failOn)
    let packs =
      own.rulePacks.map {
        Settings.Stated(PathName(bytes: $0.value.bytes).absoluteFolder.shown, by: $0.origin)
      } + ruleOptions.rules.map { Settings.Stated(PathName($0).text, by: .flag("--rules")) }
    do {
      var output = StandardOutput()
      try output.write(
        try holding.listing(
          for: path.bytes,
          shownAs: named.text,
          in: try ruleOptions.allRules(under: own),
          baseline: knownFindings(under: own, &search),
          rulePacks: packs
        )
      )
      try output.flush()
    } catch let error as SettingsError {
      throw error.asCommandError
    }
  }

  private func knownFindings(
    under settings: Settings,
    _ search: inout SettingsSearch
  ) -> Settings.Stated<String>? {
    if let baseline { return Settings.Stated(PathName(baseline).text, by: .flag("--baseline")) }
    if let named = settings.baseline {
      return Settings.Stated(PathName(bytes: named.value.bytes).absolute.shown, by: named.origin)
    }
    return search.nearest(to: .current, named: standardBaseline)
      .map { Settings.Stated($0.shown, by: .usual) }
  }
}
