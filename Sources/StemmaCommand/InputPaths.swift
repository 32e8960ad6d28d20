import Foundation

/// A file to read, and the name that reports give it.
struct InputFile: Hashable, Sendable {
  /// Where it is.
  let path: PathName

  /// Its path below the folder that was named, or the last part of its own name.
  let name: String
}

/// The files that the arguments name: folders walked, everything in a fixed order.
struct InputPaths {
  /// Files to read, each once, in the order of the arguments and sorted inside folders.
  private(set) var files: [InputFile] = []

  /// Why some could not be listed.
  private(set) var problems: [String] = []

  private var seen: Set<PathName> = []

  /// Takes files that were found otherwise.
  init(files: [InputFile]) { self.files = files }

  init(_ arguments: [String]) {
    for argument in arguments {
      let path = PathName(argument)
      if !path.isStandardInput, isFolder(path, followingLinks: true) {
        walk(path)
      } else {
        add(path, named: path.isStandardInput ? path : path.lastComponent)
      }
    }
  }

  private mutating func add(_ path: PathName, named name: PathName) {
    if seen.insert(path).inserted { files.append(InputFile(path: path, name: name.text)) }
  }

  /// Adds the regular files below a folder.
  ///
  /// Hidden files, and folders behind symbolic links, are left alone; so links cannot loop. So
  /// are pipes and devices, whose end might never come.
  private mutating func walk(_ root: PathName) {
    var folders = [root]
    while let folder = folders.popLast() {
      guard let names = names(in: folder) else { continue }
      var inner: [PathName] = []
      for name in names.sorted() where name.bytes.first != UInt8(ascii: ".") {
        let path = folder.appending(name)
        if isFolder(path, followingLinks: false) {
          inner.append(path)
        } else if FileStatus(of: path).map(\.isRegular) ?? true {
          add(
            path,
            named: PathName(bytes: path.bytes.dropFirst(root.appending(PathName("")).bytes.count))
          )
        }
      }
      folders += inner.reversed()
    }
  }

  private mutating func names(in folder: PathName) -> [PathName]? {
    guard let listing = folder.withCString({ opendir($0) }) else {
      problems.append("\(folder.text): \(reason(errno)).")
      return nil
    }
    defer { closedir(listing) }
    var names: [PathName] = []
    while let entry = readdir(listing) {
      let name = withUnsafeBytes(of: &entry.pointee.d_name) { $0.prefix { $0 != 0 }.map { $0 } }
      names.append(PathName(bytes: name))
    }
    return names
  }

  private func isFolder(_ path: PathName, followingLinks: Bool) -> Bool {
    FileStatus(of: path, followingLinks: followingLinks)?.isFolder ?? false
  }
}
