public import Stemma

/// A report as it was read back from a file.
public struct ReportFile: Sendable {
  /// What it says, as far as the program has names for it.
  public let report: Report

  /// All it says.
  public let json: JSON

  /// The digest it gives of itself.
  let statedDigest: Digest

  /// The digest it has: of its canonical form without `integrity`.
  let digest: Digest

  /// Reads a report.
  ///
  /// - Parameters:
  ///   - bytes: The file.
  ///   - name: Its name, for messages.
  ///   - limit: How many bytes it may have; by default 512 MiB, eight times the largest input.
  /// - Throws: `ReportError` where it is no report of this version: an unknown name, a missing
  ///   one, a value of another kind.
  public init(
    reading bytes: [UInt8],
    named name: String,
    limit: Int = 512 << 20
  ) throws(ReportError) {
    guard bytes.count <= limit else {
      throw .tooLarge(file: name, size: bytes.count, limit: limit)
    }
    do {
      json = try JSON(parsing: bytes)
    } catch {
      throw .notJSON(file: name, error)
    }
    do throws(ShapeError) {
      try refuseFractions(in: json)
      report = try Report(reading: json)
      statedDigest = try Report.statedDigest(in: json)
    } catch {
      throw .wrongShape(file: name, path: error.path, problem: error.problem)
    }
    digest = Digest(of: json.removing("integrity").canonical())
  }
}

/// Why a file cannot be read as a report.
public enum ReportError: Error, CustomStringConvertible, Equatable {
  /// The file has `size` bytes; the limit is `limit` bytes.
  case tooLarge(file: String, size: Int, limit: Int)

  /// The file is not JSON.
  case notJSON(file: String, JSONError)

  /// The file is JSON, but at `path` not what a report has there.
  case wrongShape(file: String, path: String, problem: String)

  /// What is wrong, and where, on one line.
  public var description: String {
    switch self {
    case .tooLarge(let file, let size, let limit):
      "\(visible(file)): the report has \(size) bytes; the limit is \(limit)."
    case .notJSON(let file, let error):
      "\(visible(file)):\(error.line):\(error.column): this is not JSON: \(error.problem)."
    case .wrongShape(let file, let path, let problem):
      "\(visible(file)): \(path): \(problem)."
    }
  }
}

extension JSON {
  /// The object without one of its members.
  func removing(_ name: String) -> JSON {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { !isSame($0.name, name) })
  }
}

private func refuseFractions(in json: JSON) throws(ShapeError) {
  switch json {
  case .null, .boolean, .integer, .string: return
  case .number: throw ShapeError("a number that is not an integer; scores are integers 0 to 1000")
  case .array(let elements):
    for (i, element) in elements.enumerated() {
      try inside("[\(i)]") { () throws(ShapeError) in try refuseFractions(in: element) }
    }
  case .object(let members):
    for member in members {
      try inside(".\(visible(member.name))") { () throws(ShapeError) in
        try refuseFractions(in: member.value)
      }
    }
  }
}
