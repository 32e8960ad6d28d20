import ArgumentParser
import Foundation
import StemmaReports

/// How much is said to the person at the terminal, and how it looks.
struct TerminalOptions: ParsableArguments {
  /// When there is colour.
  enum ColourChoice: String, CaseIterable, ExpressibleByArgument {
    case auto, always, never
  }

  @Flag(name: .shortAndLong, help: "Says what was found and what failed, and nothing else.")
  var quiet = false

  @Flag(name: .shortAndLong, help: "Says on standard error what is read, and as what.")
  var verbose = false

  @Option(
    help: ArgumentHelp(
      "Whether to colour: auto does on a terminal, unless NO_COLOR is set.",
      valueName: "when"
    )
  )
  var color = ColourChoice.auto

  func validate() throws {
    if quiet, verbose { throw ValidationError("--quiet and --verbose exclude each other.") }
  }

  /// Whether standard output has colour.
  var isColourful: Bool {
    switch color {
    case .auto: StandardOutput.isColourful
    case .always: true
    case .never: false
    }
  }

  /// How texts are shown on standard output.
  var textReport: TextReport {
    var report = TextReport(colour: isColourful, width: TextReport.pipeWidth)
    if let columns = columns(of: STDOUT_FILENO) {
      report = TextReport(colour: isColourful, width: min(columns, 120) - TextReport.indentation)
      report.wrapsLines = true
    }
    return report
  }

  /// Whether how far the work is may be shown on standard error.
  var showsProgress: Bool {
    !quiet && columns(of: STDERR_FILENO) != nil && !isDumb
  }
}

/// How many columns the terminal behind a file has; `nil` where there is none.
func columns(of file: Int32) -> Int? {
  guard isatty(file) == 1 else { return nil }
  var size = winsize()
  guard ioctl(file, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
  return Int(size.ws_col)
}

/// Whether the terminal says that it knows no escapes.
private var isDumb: Bool { environment("TERM").map { $0 == "dumb" } ?? true }

/// Whether standard output is a terminal that is known to follow hyperlinks (OSC 8).
///
/// `FORCE_HYPERLINK`, as other tools have it, overrules what the terminal says of itself.
var hasHyperlinks: Bool {
  guard isatty(STDOUT_FILENO) == 1 else { return false }
  if let forced = environment("FORCE_HYPERLINK") { return forced != "0" }
  let terminal = environment("TERM") ?? ""
  // Between us and the terminal stands one that may not pass them on.
  if terminal.hasPrefix("screen") || terminal.hasPrefix("tmux") || environment("TMUX") != nil {
    return false
  }
  if let version = environment("VTE_VERSION").flatMap({ Int($0) }) { return version >= 5000 }
  let programs = ["iTerm.app", "WezTerm", "vscode", "ghostty", "Hyper", "rio", "Tabby", "mintty"]
  if let program = environment("TERM_PROGRAM"), programs.contains(program) { return true }
  if ["WT_SESSION", "KITTY_WINDOW_ID", "KONSOLE_VERSION", "DOMTERM"]
    .contains(where: { environment($0) != nil })
  {
    return true
  }
  return ["xterm-kitty", "xterm-ghostty", "foot", "foot-extra", "alacritty"].contains(terminal)
}

/// What a variable of the environment holds; `nil` where it is not set or empty.
func environment(_ name: String) -> String? {
  guard let value = getenv(name), value.pointee != 0 else { return nil }
  return String(cString: value)
}
