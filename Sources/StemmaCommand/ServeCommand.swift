import ArgumentParser
import Foundation
import RulePacks
import Stemma
import StemmaDesk
import StemmaMarkup
import StemmaReports
import StemmaRules
import StemmaText

/// The reviewer's desk: a folder's findings in a browser, to be decided about.
struct ServeCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve",
    abstract: "Shows a folder's findings in a browser, to accept, reject or postpone them.",
    discussion: """
      Prints an address on this machine that holds a token; open it in a browser. What is rejected, \
      with a reason, goes into the baseline; what is accepted into the cleaned text. Decisions are \
      kept in DIR/.stemma-desk.sqlite by what a finding says, and hold when lines move. Ctrl-C ends \
      it.

      Examples:
        stemma serve articles
        stemma serve articles --output cleaned --port 8080
      """
  )

  @Argument(help: "The folder of texts.")
  var folder: String

  @Option(help: "The port on 127.0.0.1; any free one where none is named.")
  var port: UInt16 = 0

  @Option(help: "The folder that cleaned texts are written to when the page is asked to.")
  var output: String?

  @Option(help: "The file of decisions; DIR/.stemma-desk.sqlite where none is named.")
  var store: String?

  @Option(
    help: """
      The file of known findings; else the one that settings name, else the nearest \
      .stemma-baseline.json, else a new one in the current folder.
      """
  )
  var baseline: String?

  @OptionGroup var ruleOptions: RuleOptions
  @OptionGroup var settings: SettingsOptions
  @OptionGroup var limitOptions: LimitOptions

  func run() async throws {
    let root = PathName(folder)
    guard let status = FileStatus(of: root) else {
      throw CommandError("\(root.text): \(reason(errno)).")
    }
    guard status.isFolder else { throw CommandError("\(root.text): is a file, not a folder.") }
    let cleaned = try output.map { try OutputFolder(PathName($0)) }
    let path = store ?? root.appending(PathName(".stemma-desk.sqlite")).text
    let decisions: DecisionStore
    do {
      decisions = try DecisionStore(at: path)
    } catch {
      throw CommandError("\(path): \(error.sentence)")
    }
    var input = try InputOptions.parse([])
    input.limitOptions = limitOptions
    input.paths = [root.text]
    let folder = try ReviewedFolder(
      root,
      writingTo: cleaned,
      input: input,
      ruleOptions: ruleOptions,
      settings: settings,
      baseline: baseline
    )
    do {
      try await serve(folder, decisions)
    } catch DeskError.cannotListen(let port, let code) {
      throw CommandError("Port \(port) of 127.0.0.1 cannot be opened: \(reason(code)).")
    } catch DeskError.noServer(let reason) {
      throw CommandError("The desk cannot be set up: \(reason).")
    } catch DeskError.refused(let sentence) {
      throw CommandError(sentence)
    } catch let error as DecisionStoreError {
      throw CommandError("\(path): \(error.sentence)")
    }
  }

  private func serve(_ folder: ReviewedFolder, _ decisions: DecisionStore) async throws {
    Interrupts.finishFirst()
    let server = try await DeskServer(in: folder.surroundings, keeping: decisions, port: port)
    for note in await server.notes { complain(note) }
    Thread.detachNewThread {
      // The bell rings when the process is asked to stop.
      var request = pollfd(fd: Interrupts.bell, events: Int16(POLLIN), revents: 0)
      while poll(&request, 1, -1) < 0, !Interrupts.isStopping {}
      server.stop()
    }
    var output = StandardOutput()
    try output.write("The desk is open until Ctrl-C: \(server.address)\n")
    try output.flush()
    try await server.run()
  }
}
