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
