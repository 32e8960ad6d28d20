import Foundation
import StemmaSettings

/// Finds and reads the files of settings that hold for the files of a folder.
///
/// The nearest `.stemma.yml` is looked for in the folder and then upward, as far as the top of the
/// repository (the folder that holds `.git`), or of the file system where there is none.
struct SettingsSearch {
  private let isOff: Bool
  private let given: PathName?

  /// The nearest file of settings, by folder; both absolute.
  private var nearest: [PathName: PathName?] = [:]

  /// What was read, by absolute path.
  private var settings: [PathName: Settings] = [:]

  /// The files that were read, by the name they are shown by.
  private(set) var contents: [String: [UInt8]] = [:]

  /// How many files may extend one another.
  private static let deepest = 8

  /// Looks for files by their names alone.
  init() {
    isOff = false
    given = nil
  }

  /// Reads the files of settings that flags ask for.
  init(_ options: SettingsOptions) throws(CommandError) {
    isOff = options.noConfig
    given = options.config.map { PathName($0).absolute }
    if let given, FileStatus(of: given)?.isRegular != true {
      throw CommandError("\(given.shown): no such file of settings.")
    }
  }

  /// The settings for the files of a folder, which is absolute.
  mutating func settings(in folder: PathName) throws(CommandError) -> Settings {
    if isOff { return Settings() }
    guard let path = given ?? nearest(to: folder, named: PathName(Settings.fileName)) else {
      return Settings()
    }
    if let known = settings[path] { return known }
    let read = try settings(at: path, after: [], namedBy: nil)
    settings[path] = read
    return read
  }

  /// The nearest file of a name in a folder or above it.
  mutating func nearest(to folder: PathName, named name: PathName) -> PathName? {
    let own = folder.appending(name)
    if let known = nearest[own] { return known }
    var found: PathName?
    if FileStatus(of: own)?.isRegular == true {
      found = own
    } else if folder.bytes.count > 1, FileStatus(of: folder.appending(PathName(".git"))) == nil {
      found = nearest(to: folder.folder, named: name)
    }
    nearest[own] = found
    return found
  }

  private mutating func settings(
    at path: PathName,
    after extending: [PathName],
    namedBy origin: Settings.Origin?
  ) throws(CommandError) -> Settings {
    func refused(_ fault: String, _ advice: String) -> CommandError {
      if case .file(let place)? = origin {
        return CommandError(SettingsError(at: place, fault, advice).description)
      }
      return CommandError("\(path.shown): \(fault)")
    }
    guard !extending.contains(path) else {
      throw refused("The files extend each other in a circle.", "Leave one ‘extends’ out.")
    }
    guard extending.count < Self.deepest else {
      throw refused("More than \(Self.deepest) files extend one another.", "Join some of them.")
    }
    guard FileStatus(of: path)?.isRegular == true else {
      throw refused("There is no file ‘\(path.shown)’.", "Name one from this folder on.")
    }
    let bytes = try StemmaCommand.contents(of: path, limit: FileLimits.settings)
    contents[path.shown] = bytes
    let own: Settings
    do throws(SettingsError) {
      own = try Settings(decoding: bytes, named: path.shown, in: path.folder.bytes)
    } catch {
      throw CommandError(error.description)
    }
    guard let base = own.extends else { return own }
    return own.extending(
      try settings(
        at: PathName(bytes: base.value.bytes).absolute,
        after: extending + [path],
        namedBy: base.origin
      )
    )
  }
}

extension PathName {
  /// The path from the top of the file system, its folder without symbolic links where it is there.
  var absolute: PathName {
    if bytes.last == UInt8(ascii: "/") || [".", ".."].contains(lastComponent.text) {
      return absoluteFolder
    }
    return folder.absoluteFolder.appending(lastComponent)
  }

  /// The path of a folder from the top of the file system, without symbolic links where it is
  /// there, else without `.` and `..`.
  var absoluteFolder: PathName {
    if let real = withCString({ realpath($0, nil) }) {
      defer { free(real) }
      return PathName(bytes: UnsafeRawBufferPointer(start: real, count: strlen(real)))
    }
    let slash = UInt8(ascii: "/")
    let start = bytes.first == slash ? [] : PathName.current.bytes.split(separator: slash)
    var parts = start
    for part in bytes.split(separator: slash) where !part.elementsEqual(".".utf8) {
      if part.elementsEqual("..".utf8) { _ = parts.popLast() } else { parts.append(part) }
    }
    return PathName(bytes: [slash] + parts.joined(separator: [slash]))
  }

  /// The current folder.
  static var current: PathName {
    guard let name = getcwd(nil, 0) else { return PathName("/") }
    defer { free(name) }
    return PathName(bytes: UnsafeRawBufferPointer(start: name, count: strlen(name)))
  }

  /// The path from the current folder on, so that nothing says whose machine it is; for one that is
  /// absolute.
  var shown: String { fromCurrentFolder.text }

  /// The path from the current folder on; for one that is absolute.
  var fromCurrentFolder: PathName {
    let slash = UInt8(ascii: "/")
    let own = bytes.split(separator: slash)
    let current = PathName.current.bytes.split(separator: slash)
    var shared = 0
    while shared < min(own.count, current.count), own[shared] == current[shared] { shared += 1 }
    let parts =
      Array(repeating: ArraySlice("..".utf8), count: current.count - shared) + own[shared...]
    return parts.isEmpty ? PathName(".") : PathName(bytes: parts.joined(separator: [slash]))
  }

  /// The path below a folder, both absolute.
  ///
  /// `nil` where it does not lie below it.
  func below(_ folder: PathName) -> PathName? {
    let start = folder.bytes.last == UInt8(ascii: "/") ? folder.bytes : folder.bytes + [0x2F]
    guard bytes.count > start.count, bytes.starts(with: start) else { return nil }
    return PathName(bytes: bytes.dropFirst(start.count))
  }
}
