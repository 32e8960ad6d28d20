internal import Foundation
public import StemmaText

/// A folder of rules that belong together.
public struct RulePack: Hashable, Sendable {
  /// What `pack.yml` says.
  public let manifest: Manifest

  /// The rules, by identifier.
  public let rules: [Rule]

  /// What a pack says of itself.
  public struct Manifest: Hashable, Sendable {
    /// Name of the pack: that of its folder.
    public let name: String

    /// Version, for the report.
    public let version: String

    /// SPDX identifier of the licence.
    public let licence: String

    /// Who answers for the rules.
    public let maintainer: String

    /// What its rules are about, unless a rule says otherwise.
    public let kind: RuleKind

    /// What the pack is for, in a sentence.
    public let summary: String

    /// Classes of words that its token rules name besides those of the lexicon, by name.
    public let classes: [WordClass]

    /// Lists of names that its patterns use as `@{name}`, by name.
    public let lists: [NameList]

    /// Weights and words by which lines of furniture are told, compiled; empty without any.
    public let lines: [UInt8]
  }

  /// Words that token rules of a pack name together, as `@name`.
  public struct WordClass: Hashable, Sendable {
    /// The name.
    public let name: String

    /// The words.
    public let words: [String]
  }

  /// Names with what they stand for: agencies with codes, months with numbers.
  public struct NameList: Hashable, Sendable {
    /// A thing with all its names.
    public struct Item: Hashable, Sendable {
      /// What a report says: a code, a number.
      public let value: String

      /// The name in full.
      public let name: String

      /// What stands in texts.
      public let aliases: [String]
    }

    /// Name of the list.
    public let name: String

    /// Its items, in the order of the file.
    public let items: [Item]
  }

  /// A file of a pack: its path as messages show it, and its bytes.
  public struct File: Hashable, Sendable {
    /// Path such as `rules/boilerplate/pack.yml`.
    public let path: String

    /// What the file holds.
    public let bytes: [UInt8]

    /// Creates a file.
    public init(path: String, bytes: [UInt8]) {
      self.path = path
      self.bytes = bytes
    }
  }
}

extension RulePack {
  /// The files of all packs in a folder, by path, as they are seen from beside it.
  ///
  /// - Throws: `RulePackError` where the folder or one of its files cannot be read.
  public static func files(in folder: String) throws(RulePackError) -> [File] {
    let root = URL(filePath: folder, directoryHint: .isDirectory)
    guard let paths = try? FileManager.default.subpathsOfDirectory(atPath: root.path()) else {
      throw RulePackError(
        file: folder,
        line: 1,
        fault: "The folder cannot be read.",
        advice: "Name a folder that holds rule packs."
      )
    }
    var files: [File] = []
    for path in paths.sorted() where isOfPack(path) {
      let name = "\(root.lastPathComponent)/\(path)"
      guard let bytes = try? Data(contentsOf: root.appending(path: path)) else {
        throw RulePackError(
          file: name,
          line: 1,
          fault: "The file cannot be read.",
          advice: "Check its permissions."
        )
      }
      files.append(File(path: name, bytes: Array(bytes)))
    }
    return files
  }

  /// Files of packs lie in folders; those of the lexicon and of voices are no packs.
  private static func isOfPack(_ path: String) -> Bool {
    let isInFolder =
      path.contains("/") && !path.hasPrefix("lexicon/") && !path.hasPrefix("voices/")
    return isInFolder && (path.hasSuffix(".yml") || path.hasSuffix(".txt"))
  }
}
