import Foundation
import Stemma
import StemmaMarkup
import StemmaText

/// The texts that are about to be committed, as they stand in the index, and what stands in their
/// place in the last commit.
///
/// Only regular files that are added or changed count; what is deleted, a symbolic link or another
/// repository is no text.
struct StagedTexts: Sendable {
  /// A file in the index.
  private struct Entry: Sendable {
    let file: InputFile
    /// Name of its content.
    let object: String
    /// Name of the content of the last commit; of a renamed file, under its old name.
    let formerObject: String?
  }

  private var entries: [Entry]

  /// The entries whose contents were read.
  private var entry: [InputFile: Entry] = [:]

  /// A file that holds the contents of objects, and where; kept open to the end of the process.
  private var contents: (file: Int32, ranges: [String: Range<Int>]) = (-1, [:])

  /// Lists what is staged.
  ///
  /// - Parameter paths: Files and folders that it is limited to; none for all.
  /// - Throws: What git complains about.
  init(among paths: [String]) throws(CommandError) {
    let git = try Git()
    // From the top of the repository, whatever the user's configuration says of paths and renames.
    let listing = try Git.output(
      "diff",
      "--cached",
      "--raw",
      "-z",
      "--no-abbrev",
      "--no-relative",
      "--find-renames",
      "--no-ext-diff",
      "--no-color",
      "--ignore-submodules",
      "--diff-filter=ACMRT"
    )
    entries = Self.entries(in: listing, git)
    let chosen = paths.map { PathName($0).absolute }
    guard !chosen.isEmpty else { return }
    entries.removeAll { entry in
      let path = entry.file.path.absolute
      return !chosen.contains { $0 == path || path.below($0) != nil }
    }
  }

  /// The files, in git's order.
  var files: [InputFile] { entries.map(\.file) }

  /// Leaves out the files that are no texts, and reads the others' contents.
  mutating func read(where isText: (InputFile) -> Bool) throws(CommandError) {
    entries = entries.filter { isText($0.file) }
    entry = Dictionary(entries.map { ($0.file, $0) }, uniquingKeysWith: { first, _ in first })
    guard !entries.isEmpty else { return }
    let objects = entries.flatMap { [$0.object, $0.formerObject].compactMap(\.self) }
    let names = Array(Set(objects)).sorted()
    let file = try Git.run(
      ["cat-file", "--batch"],
      input: Array((names.joined(separator: "\n") + "\n").utf8)
    )
    contents = (file, Self.ranges(in: file))
  }

  /// The file as it is in the index.
  func opened(_ file: InputFile, _ options: InputChoices) throws(CommandError) -> OpenedFile {
    guard let entry = entry[file] else {
      throw CommandError("\(file.path.text): is not staged.")
    }
    return try opened(entry.object, of: file, options)
  }

  /// The file as it is in the last commit; `nil` where it is new.
  func openedBefore(
    _ file: InputFile,
    _ options: InputChoices
  ) throws(CommandError) -> OpenedFile? {
    guard let object = entry[file]?.formerObject else { return nil }
    return try opened(object, of: file, options)
  }

  private func opened(
    _ object: String,
    of file: InputFile,
    _ options: InputChoices
  ) throws(CommandError) -> OpenedFile {
    guard let range = contents.ranges[object] else {
      throw CommandError("\(file.path.text): git does not have its content.")
    }
    let copy = try unnamedFile()
    var position = range.lowerBound
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while position < range.upperBound {
      let wanted = min(piece.count, range.upperBound - position)
      let count = pread(contents.file, &piece, wanted, off_t(position))
      guard count > 0, write(piece[..<count], to: copy) == nil else {
        close(copy)
        throw CommandError("\(file.path.text): its content cannot be copied: \(reason(errno)).")
      }
      position += count
    }
    lseek(copy, 0, SEEK_SET)
    return try OpenedFile(file, copy, options)
  }

  /// Reads `:MODE MODE OBJECT OBJECT STATUS NUL PATH NUL`, with a second path where a file was
  /// renamed or copied (git-diff, “Raw output format”).
  private static func entries(in listing: [UInt8], _ git: Git) -> [Entry] {
    var fields = listing.split(separator: 0, omittingEmptySubsequences: false)[...]
    var entries: [Entry] = []
    while let head = fields.popFirst(), head.first == UInt8(ascii: ":") {
      let words = head.dropFirst().split(separator: 0x20).map {
        String(decoding: $0, as: UTF8.self)
      }
      guard words.count == 5, var path = fields.popFirst() else { break }
      if words[4].hasPrefix("R") || words[4].hasPrefix("C") {
        guard let target = fields.popFirst() else { break }
        path = target
      }
      guard isRegular(words[1]), words[3].contains(where: { $0 != "0" }) else { continue }
      let name = git.path(path)
      entries.append(
        Entry(
          file: InputFile(path: name, name: name.text),
          object: words[3],
          formerObject: isRegular(words[0]) && words[2].contains { $0 != "0" } ? words[2] : nil
        )
      )
    }
    return entries
  }

  private static func isRegular(_ mode: String) -> Bool { mode.hasPrefix("100") }

  /// Where each object stands in what `git cat-file --batch` wrote: `OBJECT TYPE SIZE`, a line
  /// break, the content, a line break.
  private static func ranges(in file: Int32) -> [String: Range<Int>] {
    var ranges: [String: Range<Int>] = [:]
    var position = 0
    var head = [UInt8](repeating: 0, count: 256)
    while true {
      let count = pread(file, &head, head.count, off_t(position))
      guard count > 0, let end = head[..<count].firstIndex(of: 0x0A) else { return ranges }
      let words = head[..<end].split(separator: 0x20).map { String(decoding: $0, as: UTF8.self) }
      position += end + 1
      guard words.count == 3, let size = Int(words[2]) else { continue }
      ranges[words[0]] = position..<position + size
      position += size + 1
    }
  }
}
