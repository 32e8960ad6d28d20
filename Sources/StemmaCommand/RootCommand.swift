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
      A PATH is a file, a folder, or - for standard input.
      Exit status: 0 done; 1 findings at or above --fail-on; 2 the work could not be done.
      """,
    version: "stemma \(toolVersion)",
    subcommands: [
      CheckCommand.self, CleanCommand.self, VerifyCommand.self, TraceCommand.self,
      RulesCommand.self, BaselineCommand.self, StreamCommand.self,
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
      try expectCommand(arguments.first)
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
      return tell(error)
    }
  }

  /// A misspelt command is told with the nearest right one.
  private static func expectCommand(_ argument: String?) throws(CommandError) {
    guard let argument, !argument.hasPrefix("-"), argument != "help" else { return }
    let known = configuration.subcommands.compactMap { $0.configuration.commandName }
    if known.contains(argument) { return }
    let advice =
      nearest(to: argument, among: known).map { "Did you mean ‘\($0)’?" }
      ?? "There are \(known.joined(separator: ", "))."
    throw CommandError("There is no command ‘\(PathName(argument).text)’. \(advice)")
  }

  /// Prints help, a version or what is wrong with the arguments; a usage error is 2, not 64.
  private static func tell(_ error: any Error) -> ExitStatus {
    let isRequest = exitCode(for: error) == .success
    let text = Array("\(fullMessage(for: error))\n".utf8)[...]
    let failure = write(text, to: isRequest ? STDOUT_FILENO : STDERR_FILENO)
    return isRequest && (failure == nil || failure == EPIPE) ? .done : .failure
  }
}
