public import StemmaText

/// What a project asks of the checks: which rules run, how severe they are, what fails, and what
/// is accepted and why; each with the place that says so.
///
/// They stand in files called `.stemma.yml`. The nearest one above a text holds alone: what it
/// does not say is as usual, whatever a file farther up says, unless it names that file with
/// `extends`.
public struct Settings: Hashable, Sendable {
  /// Name of the file of settings in a folder.
  public static let fileName = ".stemma.yml"

  /// A place in a file of settings.
  public struct Place: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The file, as it is to be shown.
    public let file: String

    /// Line, from 1.
    public let line: Int

    /// Column in the line, from 1, in Unicode scalars.
    public let column: Int

    /// Names a place.
    public init(file: String, line: Int, column: Int) {
      self.file = file
      self.line = line
      self.column = column
    }

    /// `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }

    /// Orders by file, line and column.
    public static func < (a: Place, b: Place) -> Bool {
      (a.file, a.line, a.column) < (b.file, b.line, b.column)
    }
  }

  /// Who states a value.
  public enum Origin: Hashable, Sendable, CustomStringConvertible {
    /// A file of settings.
    case file(Place)
    /// A flag of the command line, such as `--enable`.
    case flag(String)
    /// Nobody: it is so unless somebody says otherwise.
    case usual

    /// The place, the flag, or “as usual”.
    public var description: String {
      switch self {
      case .file(let place): place.description
      case .flag(let name): name
      case .usual: "as usual"
      }
    }
  }

  /// A value with who states it.
  public struct Stated<Value: Hashable & Sendable>: Hashable, Sendable {
    /// The value.
    public let value: Value

    /// Who states it.
    public let origin: Origin

    /// Pairs a value with who states it.
    public init(_ value: Value, by origin: Origin) {
      self.value = value
      self.origin = origin
    }
  }

  /// A path, and the folder it starts from; both bytes, as the system has them.
  public struct Location: Hashable, Sendable {
    /// The folder of the file that names the path.
    public let folder: [UInt8]

    /// The path as written, below that folder.
    public let path: String

    /// The folder and the path in it.
    public var bytes: [UInt8] { folder + [UInt8(ascii: "/")] + Array(path.utf8) }
  }

  /// A pattern of file names, and the folder it starts from.
  public struct FilePattern: Hashable, Sendable {
    /// The pattern.
    public let pattern: PathPattern

    /// The folder of the file that holds the pattern.
    public let folder: [UInt8]

    /// Whether a path matches; one outside the folder is taken as it is.
    public func matches(_ path: [UInt8]) -> Bool {
      let start = folder + [UInt8(ascii: "/")]
      if path.starts(with: start) { return pattern.matches(path.dropFirst(start.count)) }
      return pattern.matches(path.drop { $0 == UInt8(ascii: "/") })
    }
  }

  /// What to do with a rule, or with all rules of a pack.
  public struct Choice: Hashable, Sendable {
    /// What to do.
    public enum Act: Hashable, Sendable {
      case enable, disable
      /// Run it, and of the others only those that are named so too.
      case only
      case severity(Severity)
    }

    /// The rule or pack.
    public let name: String

    /// What to do with it.
    public let act: Act

    /// Who says so.
    public let origin: Origin

    /// Creates a choice.
    public init(_ name: String, _ act: Act, by origin: Origin) {
      self.name = name
      self.act = act
      self.origin = origin
    }
  }

  /// Findings that are accepted, and why.
  public struct Ignore: Hashable, Sendable {
    /// Rules and packs whose findings are; empty for all.
    public let rules: [Stated<String>]

    /// Files in which they are; empty for all.
    public let files: [FilePattern]

    /// Words which the finding must be about; empty for any.
    public let quotes: [String]

    /// Why.
    public let reason: String

    /// Where it stands.
    public let place: Place

    /// The folder of the file that it stands in.
    public let folder: [UInt8]

    /// Whether it is about a file.
    public func covers(_ path: [UInt8]) -> Bool {
      files.isEmpty || files.contains { $0.matches(path) }
    }
  }

  /// The files that state these settings: the nearest one, then the one that it extends, and so on.
  public internal(set) var files: [String] = []

  /// The file that these settings extend, as long as it is not read.
  public internal(set) var extends: Stated<Location>?

  /// Folders of rule packs beside those built in.
  public internal(set) var rulePacks: [Stated<Location>] = []

  /// What is asked of rules: one list a file, the nearest file's last.
  public internal(set) var choices: [[Choice]] = []

  /// The least severity that fails a check.
  public internal(set) var failOn: Stated<Severity>?

  /// The file of known findings.
  public internal(set) var baseline: Stated<Location>?

  /// Which files are texts to be checked before a commit; empty for those that usually are.
  public internal(set) var texts: [Stated<FilePattern>] = []

  /// Findings that are accepted.
  public internal(set) var ignores: [Ignore] = []

  /// Settings that say nothing.
  public init() {}

  /// These settings over those of the file that they extend: what they state holds, what they do
  /// not state is taken from there; lists of rules to run and of ignores add up.
  public func extending(_ base: Settings) -> Settings {
    var joined = self
    joined.files = files + base.files
    joined.extends = base.extends
    joined.rulePacks = base.rulePacks + rulePacks
    joined.choices = base.choices + choices
    joined.failOn = failOn ?? base.failOn
    joined.baseline = baseline ?? base.baseline
    joined.texts = texts.isEmpty ? base.texts : texts
    joined.ignores = base.ignores + ignores
    return joined
  }

  /// These settings with what the command line says, which holds whatever a file says.
  public func overridden(
    by choices: [Choice],
    failOn: Severity? = nil
  ) -> Settings {
    var joined = self
    if !choices.isEmpty { joined.choices.append(choices) }
    if let failOn { joined.failOn = Stated(failOn, by: .flag("--fail-on")) }
    return joined
  }

  /// Whether a file is a text to be checked before a commit.
  ///
  /// Usually those are plain texts and pages, by the ends of their names.
  public func isText(_ path: [UInt8]) -> Bool {
    if !texts.isEmpty { return texts.contains { $0.value.matches(path) } }
    let end = path.suffix(8).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    return Self.usualEndings.contains { end.suffix($0.utf8.count).elementsEqual($0.utf8) }
  }

  /// The ends of the names of files that usually are texts.
  public static let usualEndings = [".txt", ".text", ".html", ".htm", ".xhtml"]
}
