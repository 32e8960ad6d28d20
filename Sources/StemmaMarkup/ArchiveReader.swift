/// Reads a web archive (WARC, ISO 28500), plain or compressed, record by record.
///
/// A record that is broken is one problem; the next is looked for where its header line starts, or
/// at the next gzip member. No more is held than one record.
public final class ArchiveReader {
  private let stream: ByteStream
  private let limits: ArchiveLimits

  private var buffer: [UInt8] = []
  private var offset = 0
  private var isAtEnd = false
  private var ordinal = 0

  /// How many records were passed over because of what they are, by kind.
  ///
  /// Kinds that nobody knows are counted as one, lest an archive fill the memory with their names.
  public private(set) var passedOver: [String: Int] = [:]
  private var damage: CompressionError?

  /// Reads what `stream` gives.
  public init(_ stream: ByteStream, within limits: ArchiveLimits = ArchiveLimits()) {
    self.stream = stream
    self.limits = limits
  }

  /// The next record with something to read, or the next problem; `nil` at the end.
  public func next() -> ArchiveItem? {
    while true {
      skipBlankLines()
      guard offset < buffer.count else { return damage == nil ? nil : .problem(damageProblem()) }
      ordinal += 1
      do throws(ArchiveProblem) {
        if let record = try record() { return .record(record) }
      } catch {
        return .problem(error)
      }
    }
  }

  // MARK: - Records

  private func record() throws(ArchiveProblem) -> ArchiveRecord? {
    let header = try header()
    guard let text = header["content-length"], let length = Int(text), length >= 0,
      text.utf8.allSatisfy(\.isDigit)
    else {
      skipToNextRecord()
      throw ArchiveProblem(ordinal, "The record does not say its length in bytes.")
    }
    let type = header["warc-type"]?.lowercased() ?? ""
    guard let kind = ArchiveRecord.Kind(rawValue: type) else {
      try skip(length)
      passedOver[otherKinds.contains(type) ? type : "unknown", default: 0] += 1
      return nil
    }
    guard length <= limits.maximumRecordBytes else {
      try skip(length)
      throw ArchiveProblem(
        ordinal,
        "The record is \(length) bytes; the limit is \(limits.maximumRecordBytes)."
      )
    }
    return try record(kind, header, content: try block(of: length))
  }

  private func header() throws(ArchiveProblem) -> ArchiveHeader {
    fill(limits.maximumHeaderBytes)
    let head = buffer[offset..<min(buffer.count, offset + limits.maximumHeaderBytes)]
    guard head.starts(with: "WARC/".utf8) else {
      skipToNextRecord()
      throw ArchiveProblem(ordinal, "No WARC record starts where one should.")
    }
    guard let end = head.endOfHeader else {
      skipToNextRecord()
      throw ArchiveProblem(
        ordinal,
        "The header of the record has no end within \(limits.maximumHeaderBytes) bytes."
      )
    }
    defer { offset = end.body }
    return ArchiveHeader(head[..<end.header])
  }

  /// The block of a record; of one that the archive cuts short, or that runs into the next, as
  /// much as there is, and the problem comes after it.
  private func block(of length: Int) throws(ArchiveProblem) -> [UInt8] {
    fill(length)
    guard buffer.count - offset < length else {
      defer { offset += length }
      return Array(buffer[offset..<offset + length])
    }
    if !skipToRecordInBuffer() { offset = buffer.count }
    if damage != nil { throw damageProblem() }
    throw ArchiveProblem(ordinal, "The archive ends inside the record.")
  }

  private func record(
    _ kind: ArchiveRecord.Kind,
    _ header: ArchiveHeader,
    content: [UInt8]
  ) throws(ArchiveProblem) -> ArchiveRecord {
    var type = header.contentType
    var status: Int?
    var content = content
    if type.mediaType == "application/http" {
      let message = try HTTPMessage(content, within: limits, ordinal: ordinal)
      type = message.header.contentType
      status = message.status
      content = message.content
    }
    return ArchiveRecord(
      kind: kind,
      ordinal: ordinal,
      uri: header["warc-target-uri"].map(escapedAddress),
      date: header["warc-date"].flatMap(timestamp(of:)),
      mediaType: header["warc-identified-payload-type"] ?? type.mediaType,
      charset: type.charset,
      status: status,
      isCut: header["warc-truncated"] != nil || header["warc-segment-number"] != nil,
      content: content
    )
  }

  // MARK: - Bytes

  /// Reads until the buffer holds `count` bytes from the offset on, or the input ends.
  private func fill(_ count: Int) {
    // Moved only when most of it is read, so that every byte is moved once or twice in all.
    if offset > buffer.count / 2 {
      buffer.removeSubrange(..<offset)
      offset = 0
    }
    while !isAtEnd, damage == nil, buffer.count - offset < count {
      do throws(CompressionError) {
        let piece = try stream.piece()
        if piece.isEmpty { isAtEnd = true } else { buffer += piece }
      } catch {
        damage = error
      }
    }
  }

  private func skipBlankLines() {
    while true {
      while offset < buffer.count, buffer[offset] == 0x0D || buffer[offset] == 0x0A { offset += 1 }
      guard offset == buffer.count, !isAtEnd, damage == nil else { return }
      fill(1)
    }
  }

  private func skip(_ length: Int) throws(ArchiveProblem) {
    var left = length
    while left > 0 {
      fill(1)
      let count = min(left, buffer.count - offset)
      guard count > 0 else { break }
      offset += count
      left -= count
    }
    if left > 0, damage == nil {
      throw ArchiveProblem(ordinal, "The archive ends inside the record.")
    }
  }

  private func skipToNextRecord() {
    offset = min(buffer.count, offset + 1)
    while !skipToRecordInBuffer() {
      offset = max(offset, buffer.count - 16)
      let held = buffer.count - offset
      fill(held + 1)
      guard buffer.count - offset > held else {
        offset = buffer.count
        return
      }
    }
  }

  /// Goes to a line that starts a record, if the buffer holds one.
  private func skipToRecordInBuffer() -> Bool {
    let found = buffer.withUnsafeBufferPointer { bytes -> Int? in
      var i = offset
      while let hit = bytes.first("\nwarc/", from: i, to: bytes.count) {
        let version = hit + 6
        if version + 2 < bytes.count, bytes[version].isDigit, bytes[version + 1] == 0x2E {
          return hit + 1
        }
        i = hit + 1
      }
      return nil
    }
    guard let found else { return false }
    offset = found
    return true
  }

  /// Says what went wrong in decompressing, and goes on behind it where that is possible.
  private func damageProblem() -> ArchiveProblem {
    let error = damage
    damage = nil
    buffer.removeAll(keepingCapacity: true)
    offset = 0
    let isOver =
      switch error {
      case .damaged: !stream.skipToNextMember()
      default: true
      }
    if isOver { isAtEnd = true }
    return ArchiveProblem(max(1, ordinal), "The archive cannot be read on: \(error ?? .truncated).")
  }
}

/// The kinds of records that hold no text of their own (ISO 28500, section 6).
private let otherKinds: Set = ["warcinfo", "request", "metadata", "revisit", "continuation"]

/// The address with what cannot stand in one escaped, so that it can be printed.
private func escapedAddress(_ text: String) -> String {
  var text = text[...]
  if text.utf8.first == 0x3C, text.utf8.last == 0x3E { text = text.dropFirst().dropLast() }
  var result = ""
  for scalar in text.unicodeScalars {
    let isPlain = scalar.value > 0x20 && !(0x7F...0x9F).contains(scalar.value)
    if isPlain {
      result.unicodeScalars.append(scalar)
    } else {
      for byte in UTF8.encode(scalar).map(Array.init) ?? [] {
        result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
      }
    }
  }
  return result
}
