import ArgumentParser
import Foundation

/// Puts the check before every commit, without a framework.
struct HookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook",
    abstract: "Puts the check before every commit of this repository, or takes it away.",
    discussion: """
      Each commit then runs ‘stemma check --staged’: what the commit adds is checked, and it is \
      stopped where something new is found. ‘git commit --no-verify’ goes past it.

      Examples:
        stemma hook install
        stemma hook uninstall
      """,
    subcommands: [Install.self, Uninstall.self]
  )

  struct Install: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Puts the check before every commit; a hook that is there runs first.",
      discussion: """
        Examples:
          stemma hook install
        """
    )

    func run() throws {
      let hook = try CommitHook()
      let outcome =
        switch try hook.install() {
        case .alone: "checks every commit from now on."
        case .after:
          "checks every commit from now on, after the hook that was there"
            + " (\(hook.former.lastComponent.text))."
        case .again: "was there already."
        }
      try hook.tell(outcome)
    }
  }

  struct Uninstall: ParsableCommand {
    static let configuration = CommandConfiguration(
      abstract: "Takes the check away; a hook that was there before comes back.",
      discussion: """
        Examples:
          stemma hook uninstall
        """
    )

    func run() throws {
      let hook = try CommitHook()
      try hook.tell(try hook.uninstall() ? "is as it was before." : "no check was there.")
    }
  }
}

/// The file that git runs before a commit.
struct CommitHook {
  /// What installing came to.
  enum Outcome {
    case alone
    case after
    case again
  }

  let path: PathName

  /// Where a hook is kept that was there before.
  let former: PathName

  private static let mark =
    "# Written by ‘stemma hook install’; ‘stemma hook uninstall’ takes it away."

  /// Finds the folder of hooks: that of the repository, or the one that `core.hooksPath` names
  /// inside it.
  init() throws(CommandError) {
    let name = try Git.output("rev-parse", "--git-path", "hooks").dropLast()
    let folder = PathName(bytes: name).absoluteFolder
    let common = PathName(bytes: try Git.output("rev-parse", "--git-common-dir").dropLast())
    let top = PathName(bytes: try Git.output("rev-parse", "--show-toplevel").dropLast())
    let isInside = [common, top].map(\.absoluteFolder).contains { folder.below($0) != nil }
    path = folder.appending(PathName("pre-commit"))
    former = folder.appending(PathName("pre-commit.before-stemma"))
    guard isInside else {
      throw CommandError(
        "core.hooksPath is \(folder.text), which other repositories may use too."
          + " Put the line ‘stemma check --staged’ into its pre-commit file yourself."
      )
    }
  }

  /// Writes the hook; one that is there is kept, and run first.
  func install() throws(CommandError) -> Outcome {
    if try isOurs() {
      try writeScript()
      return .again
    }
    let existing = FileStatus(of: path, followingLinks: false)
    if existing != nil {
      guard FileStatus(of: former, followingLinks: false) == nil else {
        throw CommandError(
          "\(path.shown): cannot be kept, because \(former.lastComponent.text) is there too."
            + " Take one of them away."
        )
      }
      try move(path, to: former)
    } else {
      makeFolder(path.folder)
    }
    try writeScript()
    return existing == nil ? .alone : .after
  }

  /// Makes a folder and those above it; what is in the way shows when the hook is written.
  private func makeFolder(_ folder: PathName) {
    guard FileStatus(of: folder) == nil, folder.bytes.count > 1 else { return }
    makeFolder(folder.folder)
    _ = folder.withCString { mkdir($0, 0o777) }
  }

  /// Takes the hook away; whether there was one of ours.
  func uninstall() throws(CommandError) -> Bool {
    guard try isOurs() else {
      if FileStatus(of: path, followingLinks: false) == nil { return false }
      throw CommandError("\(path.shown): is another's hook and is left alone.")
    }
    if FileStatus(of: former, followingLinks: false) != nil {
      try move(former, to: path)
    } else if path.withCString({ unlink($0) }) != 0 {
      throw CommandError("\(path.shown): cannot be taken away: \(reason(errno)).")
    }
    return true
  }

  /// Says on standard output what became of the hook.
  func tell(_ outcome: String) throws {
    var output = StandardOutput()
    try output.write("\(path.shown): \(outcome)\n")
    try output.flush()
  }

  private func isOurs() throws(CommandError) -> Bool {
    guard FileStatus(of: path)?.isRegular == true else { return false }
    let bytes = try contents(of: path, limit: FileLimits.hook)
    return String(decoding: bytes, as: UTF8.self).contains(Self.mark)
  }

  private func move(_ from: PathName, to: PathName) throws(CommandError) {
    guard from.withCString({ a in to.withCString { rename(a, $0) } }) == 0 else {
      throw CommandError("\(from.shown): cannot be moved: \(reason(errno)).")
    }
  }

  private func writeScript() throws(CommandError) {
    try write(script, to: path, .insideFolder)
    let mask = umask(0)
    umask(mask)
    guard path.withCString({ chmod($0, 0o777 & ~mask) }) == 0 else {
      throw CommandError("\(path.shown): cannot be made executable: \(reason(errno)).")
    }
  }

  /// The program that wrote it is run again where it still is: programs that commit for a person
  /// often know few folders of programs.
  private var script: [UInt8] {
    let quote = UInt8(ascii: "'")
    let program = Self.program.bytes.flatMap { $0 == quote ? Array("'\\''".utf8) : [$0] }
    let start = """
      #!/bin/sh
      \(Self.mark)
      former="$(dirname "$0")/\(former.lastComponent.text)"
      if [ -x "$former" ]; then "$former" "$@" || exit $?; fi
      stemma='
      """
    let end = """
      '
      [ -x "$stemma" ] || stemma="$(command -v stemma)" || {
        echo "stemma is not there any more; ‘git commit --no-verify’ goes on without the check." >&2
        exit 1
      }
      exec "$stemma" check --staged

      """
    return Array(start.utf8) + program + Array(end.utf8)
  }

  private static var program: PathName {
    let named = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath().path
    return named == "/proc/self/exe" ? PathName(CommandLine.arguments[0]).absolute : PathName(named)
  }
}
