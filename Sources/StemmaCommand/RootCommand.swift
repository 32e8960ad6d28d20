import ArgumentParser
import Foundation
import StemmaRules

/// The command line: subcommands, and what the process ends with.
@main
struct RootCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stemma",
    abstract:
      "Flags translation artefacts and web boilerplate in news, cleans it, and accounts for every byte.",
    discussion: """
      A PATH is a file, a folder, or - for standard input: text, a page, a feed, NDJSON or a web \
      archive (WARC), each also as gzip or zstd.

      Exit status: 0 done; 1 findings at or above --fail-on; 2 the work could not be done.

      Completions for a shell: stemma --generate-completion-script bash, zsh or fish.

      Examples:
        stemma check article.txt
        stemma clean article.html
        stemma collate witnesses/
        stemma rules explain doubled-word
      """,
    version: "stemma \(toolVersion)",
    subcommands: [
      CheckCommand.self, CleanCommand.self, CollateCommand.self, VerifyCommand.self,
      TraceCommand.self,
      RulesCommand.self, BaselineCommand.self, StreamCommand.self, StoriesCommand.self,
      ConfigCommand.self, HookCommand.self, ManualCommand.self, LanguageServerCommand.self,
      ServeCommand.self, SigningCommand.self,
    ]
  )

  static func main() async {
    Interrupts.occupyStandardStreams()
    Interrupts.install()
    let status = await status(of: PathName.arguments())
    Interrupts.endIfStopping()
    Foundation.exit(status.rawValue)
  }

  private static func status(of arguments: [String]) async -> ExitStatus {
    do {
      try expectCommand(arguments)
      var command = try parseAsRoot(arguments)
      if var command = command as? any AsyncParsableCommand {
        try await command.run()
      } else {
        try command.run()
      }
      return .done
    } catch let status as ExitStatus {
      return status
    } catch StandardOutput.Failure.closed {
      return .done
    } catch StandardOutput.Failure.failed(let name, let reason) {
      complain("\(name): \(reason).")
      return .failure
    } catch let error as CommandError {
      complain(error.description)
      return .failure
    } catch {
      return tell(error, of: arguments)
    }
  }

  /// A misspelt command is told with the nearest right one.
  private static func expectCommand(_ arguments: [String]) throws(CommandError) {
    var known = configuration.subcommands
    var path = "stemma"
    for argument in arguments {
      guard !argument.hasPrefix("-"), argument != "help" else { return }
      let names = known.map(name(of:))
      guard let command = known.first(where: { name(of: $0) == argument }) else {
        let advice =
          nearest(to: argument, among: names).map { "Did you mean ‘\($0)’?" }
          ?? "There are \(names.joined(separator: ", "))."
        throw CommandError(
          "There is no command ‘\(path) \(PathName(argument).text)’. \(advice)"
        )
      }
      known = command.configuration.subcommands
      path += " \(argument)"
      if known.isEmpty { return }
    }
  }

  private static func name(of command: any ParsableCommand.Type) -> String {
    command.configuration.commandName ?? "\(command)".lowercased()
  }

  /// Prints help, a version or, in a line, what is wrong with the arguments; a usage error is 2,
  /// not 64.
  private static func tell(_ error: any Error, of arguments: [String]) -> ExitStatus {
    guard exitCode(for: error) == .success else {
      let words = sentence(from: message(for: error))
      let command = ["stemma"] + arguments.prefix { !$0.hasPrefix("-") }.prefix(1)
      complain("\(words) See ‘\(command.joined(separator: " ")) --help’.")
      return .failure
    }
    let text = Array("\(fullMessage(for: error))\n".utf8)[...]
    let failure = write(text, to: STDOUT_FILENO)
    return failure == nil || failure == EPIPE ? .done : .failure
  }

  /// A message in one line, with the nearest right word where a value was mistyped.
  private static func sentence(from message: String) -> String {
    let lines = message.split(separator: "\n")
    var words = lines.first.map(String.init) ?? ""
    var right = words.split(separator: "'", omittingEmptySubsequences: false).enumerated()
      .filter { $0.offset % 2 == 1 }.map { String($0.element) }
    // A long list of values has a line for each.
    let listed = lines.dropFirst().prefix { $0.hasPrefix("  - ") }.map { String($0.dropFirst(4)) }
    if words.hasSuffix("the following:"), !listed.isEmpty {
      words = words.dropLast(14) + listed.joined(separator: ", ")
      right += listed
    }
    if let last = words.unicodeScalars.last, !".?!’".unicodeScalars.contains(last) { words += "." }
    guard words.hasPrefix("The value '"), words.contains("Please provide one of"),
      let value = right.first, let nearest = nearest(to: value, among: Array(right.dropFirst(2)))
    else { return words }
    return "\(words) Did you mean ‘\(nearest)’?"
  }
}
