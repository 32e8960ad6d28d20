import Foundation
import Stemma
import StemmaReports
import StemmaText

/// Cleaned texts as they come, put where they belong, and what the report will say of them.
struct CleanedTexts {
  let folder: OutputFolder?
  private(set) var reports: ReportWriting?
  private(set) var worst: Severity?
  private(set) var isComplete = true

  /// How many texts were left as they were done before.
  private(set) var keptCount = 0

  private let rewritesInputs: Bool
  private var sigla = Sigla()
  private let inputs: Set<FileStatus.Identity>
  private var names: FileNames

  /// Prepares for the texts of some inputs.
  ///
  /// - Parameters:
  ///   - folder: Where they are written to, if they are.
  ///   - names: Names in the folder that are kept for reports.
  ///   - inputs: The files that are read, none of which may be written over unasked.
  ///   - rewritesInputs: Whether each input is written over by its cleaned text.
  ///   - reports: The reports over all of them, if any follow.
  init(
    folder: OutputFolder?,
    without names: [String],
    of inputs: [InputFile],
    rewritesInputs: Bool,
    reports: ReportWriting?
  ) {
    self.folder = folder
    self.rewritesInputs = rewritesInputs
    self.reports = reports
    self.inputs = folder == nil ? [] : identities(of: inputs)
    self.names = FileNames(without: names)
  }

  /// Puts a text where it belongs.
  mutating func add(_ read: ReadText, under rules: RulesInForce) throws {
    let name = folder == nil ? nil : names.name(for: read.stem)
    try add(read, as: sigla.siglum(for: read.stem), named: name, under: rules)
  }

  /// Takes a text in that was done before; one that is called otherwise now is done again.
  mutating func add(_ kept: Resumption.Document, _ text: InputText, of work: Work) throws {
    let read = {
      try text.examined(by: work.scopes.examination(for: text.file), work.input.choices)
    }
    let stem = text.isLine ? kept.stem : text.stem
    let siglum = sigla.siglum(for: stem)
    let name = names.name(for: stem)
    guard siglum == kept.identifier, name == kept.outputName, let bytes = kept.place.bytes,
      let document = try? documentReport(reading: bytes, named: kept.identifier)
    else { return try add(try read(), as: siglum, named: name, under: work.rules) }
    keptCount += 1
    worst = ([worst].compactMap { $0 } + document.findings.map(\.severity)).max()
    reports?.add(document, at: kept.place)
  }

  private mutating func add(
    _ read: ReadText,
    as siglum: String,
    named name: String?,
    under rules: RulesInForce
  ) throws {
    worst = [worst, read.examined.worstSeverity].compactMap { $0 }.max()
    do throws(CommandError) {
      if rewritesInputs { try rewrite(read) }
      if let folder, let name { try put(read.examined.cleaned, named: name, in: folder) }
    } catch {
      complain(error.description)
      isComplete = false
      return
    }
    if reports != nil {
      let report = read.examined.report(as: siglum, writtenTo: name, under: rules)
      try reports?.add(report, of: read.examined.document.received)
    }
  }

  private func put(
    _ cleaned: [UInt8],
    named name: String,
    in folder: OutputFolder
  ) throws(CommandError) {
    let path = folder.path.appending(PathName(name))
    if let status = FileStatus(of: path, followingLinks: false), inputs.contains(status.identity) {
      throw CommandError(
        "\(path.text): is an input and is left alone. Name another folder, or use --in-place."
      )
    }
    try write(cleaned, to: path, .insideFolder)
  }

  private func rewrite(_ read: ReadText) throws(CommandError) {
    let examined = read.examined
    guard examined.document.mediaType == .text, read.isFile else {
      throw CommandError("\(read.label): is no file of plain text; --in-place leaves it alone.")
    }
    let encoding = examined.document.encoding
    guard encoding.isVerbatim else {
      throw CommandError(
        "\(read.label): is not UTF-8; --in-place leaves it alone. Use --output DIR."
      )
    }
    // What the file opened with, another program may go by.
    let mark: [UInt8] = encoding.hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []
    let cleaned = mark + examined.cleaned
    guard cleaned != examined.source.bytes else { return }
    // Someone may have saved the file since it was read, or another run cleaned it.
    let present = try contents(of: read.file.path, limit: .max)
    if present == cleaned { return }
    guard present == examined.source.bytes else {
      throw CommandError(
        "\(read.label): was changed while it was being cleaned, and is left alone. Clean it again."
      )
    }
    try write(cleaned, to: read.file.path)
  }
}

/// A folder that is there, or was made.
struct OutputFolder {
  let path: PathName

  init(_ path: PathName) throws(CommandError) {
    self.path = path
    if let status = FileStatus(of: path) {
      guard status.isFolder else {
        throw CommandError("\(path.text): is a file; --output takes a folder.")
      }
    } else if path.withCString({ mkdir($0, 0o777) }) != 0, errno != EEXIST {
      throw CommandError("\(path.text): cannot be made: \(reason(errno)).")
    }
    // Open, and so claimed, until the process ends.
    let folder = path.withCString { open($0, O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard folder < 0 || claims(folder) else {
      throw CommandError(
        "\(path.text): another run writes into this folder. Wait for its end, or name another."
      )
    }
  }
}

/// Names for cleaned texts: plain file names, no two alike.
private struct FileNames {
  private var taken: Set<String>

  /// The last number given to a name, so that a thousand alike are not counted through each time.
  private var numbers: [String: Int] = [:]

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
    let key = short.lowercased()
    var name = "\(short).txt"
    while !taken.insert(name.lowercased()).inserted {
      let number = numbers[key, default: 1] + 1
      numbers[key] = number
      name = "\(short)-\(number).txt"
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
