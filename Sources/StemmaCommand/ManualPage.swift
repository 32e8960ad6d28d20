/// The manual page of a command and all its subcommands, in the macros of man(7).
struct ManualPage {
  /// The page, to be set by groff or mandoc.
  private(set) var text: String

  /// Names of options that every command has; told once.
  private static let common: Set = ["help", "version"]

  init(of root: CommandHelp, version: String) {
    text = ".TH STEMMA 1 \"\" \"stemma \(version)\" \"User Commands\"\n"
    // No hyphens in words, which may be names of options and values; no stretched lines.
    text += ".nh\n.ad l\n"
    section("NAME")
    line("\(root.commandName) \\- \(escaped(root.abstract ?? ""))")
    section("SYNOPSIS")
    for command in root.subcommands ?? [] where command.commandName != "help" {
      synopsis(of: command, after: [root.commandName])
    }
    section("DESCRIPTION")
    prose(root.discussion ?? "")
    section("COMMANDS")
    for command in root.subcommands ?? [] where command.commandName != "help" {
      add(command, after: [root.commandName])
    }
    section("EXIT STATUS")
    for (status, meaning) in Self.statuses { item("\\fB\(status)\\fR", meaning) }
    section("ENVIRONMENT")
    for (name, meaning) in Self.variables { item("\\fB\(name)\\fR", meaning) }
    section("FILES")
    for (name, meaning) in Self.files { item("\\fI\(name)\\fR", meaning) }
  }

  private static let files = [
    (".stemma.yml", "Settings for the folder that it stands in and those below."),
    (
      ".stemma\\-baseline.json",
      "Known findings; the nearest from the current folder up, where neither flag nor settings name one."
    ),
    (".stemma\\-desk.sqlite", "Decisions that were made with serve, in its folder."),
  ]

  private static let statuses = [
    ("0", "Done; for check and baseline check, nothing new at or above --fail-on."),
    ("1", "Findings at or above --fail-on."),
    ("2", "The work, or a part of it, could not be done."),
  ]

  private static let variables = [
    ("NO_COLOR", "Where it is set, nothing is coloured unless --color says so."),
    ("FORCE_HYPERLINK", "0 switches links on terminals off, anything else on."),
    ("SOURCE_DATE_EPOCH", "The time that reports carry, in seconds since 1970."),
  ]

  private mutating func add(_ command: CommandHelp, after path: [String]) {
    let path = path + [command.commandName]
    line(".SS \"\(escaped(path.joined(separator: " ")))\"")
    prose(command.abstract ?? "")
    if let discussion = command.discussion { prose(discussion) }
    for argument in command.arguments ?? [] where isOwn(argument) { describe(argument) }
    for command in command.subcommands ?? [] where command.commandName != "help" {
      add(command, after: path)
    }
  }

  private func isOwn(_ argument: CommandHelp.Argument) -> Bool {
    argument.shouldDisplay
      && !(argument.names ?? []).contains { Self.common.contains($0.name) }
  }

  private mutating func synopsis(of command: CommandHelp, after path: [String]) {
    let path = path + [command.commandName]
    let inner = (command.subcommands ?? []).filter { $0.commandName != "help" }
    if !inner.isEmpty {
      for command in inner { synopsis(of: command, after: path) }
      return
    }
    var parts = ["\\fB\(escaped(path.joined(separator: " ")))\\fR"]
    let arguments = (command.arguments ?? []).filter(isOwn)
    if arguments.contains(where: { $0.kind != "positional" && $0.isOptional }) {
      parts.append("[\\fIoptions\\fR]")
    }
    for argument in arguments where argument.kind == "positional" || !argument.isOptional {
      parts.append(usage(of: argument))
    }
    line(parts.joined(separator: " "))
    line(".br")
  }

  private func usage(of argument: CommandHelp.Argument) -> String {
    let value = "\\fI\(escaped((argument.valueName ?? "value").uppercased()))\\fR"
    let flag = argument.names?.last.map { "\\fB\(escaped($0.flag))\\fR " } ?? ""
    let name = flag + value + (argument.isRepeating ? " ..." : "")
    return argument.isOptional ? "[\(name)]" : name
  }

  private mutating func describe(_ argument: CommandHelp.Argument) {
    let value = "\\fI\(escaped((argument.valueName ?? "value").uppercased()))\\fR"
    let names = (argument.names ?? []).sorted { $0.name.utf8.count < $1.name.utf8.count }
    let flags = names.map { "\\fB\(escaped($0.flag))\\fR" }
    let name =
      switch argument.kind {
      case "positional": value
      case "flag": flags.joined(separator: ", ")
      default: "\(flags.joined(separator: ", ")) \(value)"
      }
    var text = argument.abstract ?? ""
    if let values = argument.allValues, !values.isEmpty {
      text += " One of \(values.joined(separator: ", "))."
    }
    if let value = argument.defaultValue { text += " Default: \(value)." }
    item(name, text)
  }

  // MARK: Macros

  private mutating func section(_ title: String) { line(".SH \(title)") }

  private mutating func item(_ name: String, _ description: String) {
    line(".TP")
    line(name)
    line(escaped(description))
  }

  /// Paragraphs; lines that are indented are shown as they stand.
  private mutating func prose(_ text: String) {
    for paragraph in text.split(separator: "\n\n") {
      line(".PP")
      for part in paragraph.split(separator: "\n") {
        if part.hasPrefix("  ") {
          line(".RS 4\n.nf\n\(escaped(String(part.drop { $0 == " " })))\n.fi\n.RE")
        } else {
          line(escaped(String(part)))
        }
      }
    }
  }

  private mutating func line(_ line: String) { text += line + "\n" }
}

/// Text in which nothing is a request or an escape to roff.
private func escaped(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\\": result += "\\e"
    case "-": result += "\\-"
    case "\n": result += " "
    default: result.unicodeScalars.append(scalar)
    }
  }
  let isRequest = result.unicodeScalars.first == "." || result.unicodeScalars.first == "'"
  return isRequest ? "\\&" + result : result
}
