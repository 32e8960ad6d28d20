import ArgumentParser
import Foundation

/// Writes the manual page.
struct ManualCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "manual",
    abstract: "Writes the manual page, for man(1).",
    discussion: """
      Examples:
        stemma manual | man -l -
        stemma manual > /usr/local/share/man/man1/stemma.1
      """
  )

  func run() throws {
    let help = Data(RootCommand._dumpHelp().utf8)
    let tool = try JSONDecoder().decode(CommandHelp.Tool.self, from: help)
    var output = StandardOutput()
    try output.write(ManualPage(of: tool.command, version: toolVersion).text)
    try output.flush()
  }
}

/// What the argument parser says of a command, as its `ToolInfoV0` has it.
struct CommandHelp: Decodable {
  struct Tool: Decodable { let command: CommandHelp }

  struct Argument: Decodable {
    struct Name: Decodable {
      let kind: String
      let name: String

      /// The name with its dashes.
      var flag: String { kind == "long" ? "--\(name)" : "-\(name)" }
    }

    let kind: String
    let shouldDisplay: Bool
    let isOptional: Bool
    let isRepeating: Bool
    let names: [Name]?
    let valueName: String?
    let abstract: String?
    let allValues: [String]?
    let defaultValue: String?
  }

  let commandName: String
  let abstract: String?
  let discussion: String?
  let subcommands: [CommandHelp]?
  let arguments: [Argument]?
}
