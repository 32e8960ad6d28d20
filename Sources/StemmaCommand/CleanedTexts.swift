import Foundation
import Stemma
import StemmaReports
import StemmaText

/// Cleaned texts as they come, put where they belong, and what the report will say of them.
struct CleanedTexts {
  let folder: OutputFolder?
  private(set) var reports: [DocumentReport] = []
  private(set) var worst: Severity?
  private(set) var isComplete = true

  private let rewritesInputs: Bool
  private let keepsReports: Bool
  private var sigla = Sigla()
  private let inputs: Set<FileStatus.Identity>
  private var names: FileNames

  /// Prepares for the texts of some inputs.
  ///
  /// - Parameters:
  ///   - folder: Where they are written to, if they are.
  ///   - reports: Names in the folder that are kept for reports.
  ///   - inputs: The files that are read, none of which may be written over unasked.
  ///   - rewritesInputs: Whether each input is written over by its cleaned text.
  ///   - keepsReports: Whether a report over all of them follows.
  init(
    folder: OutputFolder?,
    reports: [String],
    of inputs: [InputFile],
    rewritesInputs: Bool,
    keepsReports: Bool
  ) {
    self.folder = folder
    self.rewritesInputs = rewritesInputs
    self.keepsReports = keepsReports
    self.inputs = folder == nil ? [] : identities(of: inputs)
    names = FileNames(without: reports)
  }

  mutating func add(_ examined: Examined, from file: InputFile, under rules: RulesInForce) throws {
    worst = [worst, examined.worstSeverity].compactMap { $0 }.max()
    var name: String?
    do throws(CommandError) {
      if rewritesInputs { try rewrite(file, as: examined) }
      if let folder {
        let unique = names.name(for: examined.source.name)
        let path = folder.path.appending(PathName(unique))
        if let status = FileStatus(of: path, followingLinks: false),
          inputs.contains(status.identity)
        {
          throw CommandError(
            "\(path.text): is an input and is left alone. Name another folder, or use --in-place."
          )
        }
        try write(examined.cleaned, to: path, .insideFolder)
        name = unique
      }
    } catch {
      complain(error.description)
      isComplete = false
      return
    }
    if keepsReports {
      let siglum = sigla.siglum(for: examined.source.name)
      reports.append(examined.report(as: siglum, writtenTo: name, under: rules))
    }
  }

  private func rewrite(_ file: InputFile, as examined: Examined) throws(CommandError) {
    guard examined.document.mediaType == .text, !file.path.isStandardInput else {
      throw CommandError("\(file.path.text): is no file of plain text; --in-place leaves it alone.")
    }
    guard examined.document.encoding.isVerbatim else {
      throw CommandError(
        "\(file.path.text): is not UTF-8; --in-place leaves it alone. Use --output DIR."
      )
    }
    if examined.cleaned != examined.source.bytes { try write(examined.cleaned, to: file.path) }
  }
}

/// A folder that is there, or was made.
struct OutputFolder {
  let path: PathName

  init(_ path: PathName) throws(CommandError) {
    self.path = path
    if let status = FileStatus(of: path) {
      if status.isFolder { return }
      throw CommandError("\(path.text): is a file; --output takes a folder.")
    }
    guard path.withCString({ mkdir($0, 0o777) }) != 0, errno != EEXIST else { return }
    throw CommandError("\(path.text): cannot be made: \(reason(errno)).")
  }
}

/// Names for cleaned texts: plain file names, no two alike.
private struct FileNames {
  private var taken: Set<String>

  init(without reserved: [String]) {
    taken = Set(reserved.map { $0.lowercased() })
  }

  /// The last part of a name with the ending `.txt`, and a number where it is taken.
  mutating func name(for source: String) -> String {
    let last = source.split(separator: "/").last.map(String.init) ?? "text"
    let dot = last.lastIndex(of: ".") ?? last.endIndex
    let stem = dot == last.startIndex || last == "-" ? "text" : String(last[..<dot])
    let plain = String(
      String.UnicodeScalarView(
        stem.unicodeScalars.map { $0.properties.generalCategory == .control ? "_" : $0 }
      )
    )
    let short = shortened(plain)
    var name = "\(short).txt"
    var number = 2
    while !taken.insert(name.lowercased()).inserted {
      name = "\(short)-\(number).txt"
      number += 1
    }
    return name
  }

  /// A name with room for an ending and a number in the 255 bytes that file systems have.
  private func shortened(_ name: String) -> String {
    var short = ""
    var count = 0
    for scalar in name.unicodeScalars {
      count += UTF8.width(scalar)
      if count > 230 { break }
      short.unicodeScalars.append(scalar)
    }
    return short
  }
}

/// Which files some inputs are.
func identities(of inputs: [InputFile]) -> Set<FileStatus.Identity> {
  Set(inputs.compactMap { $0.path.isStandardInput ? nil : FileStatus(of: $0.path)?.identity })
}
