/// Turns byte offsets into the lines and columns that people read.
public struct LineTable: Sendable {
  private let starts: [Int]
  private let bytes: [UInt8]

  /// Reads the line breaks of a text: LF, CR LF, or CR.
  public init(_ bytes: [UInt8]) {
    var starts = [0]
    for i in bytes.indices {
      let isBreak =
        bytes[i] == UInt8(ascii: "\n")
        || bytes[i] == UInt8(ascii: "\r")
          && (i + 1 == bytes.count || bytes[i + 1] != UInt8(ascii: "\n"))
      if isBreak { starts.append(i + 1) }
    }
    self.starts = starts
    self.bytes = bytes
  }

  /// Line and column of an offset, both from 1; the column counts Unicode scalars.
  public func position(of offset: Int) -> (line: Int, column: Int) {
    let line = starts.partitioningIndex { $0 > offset } - 1
    let before = bytes[starts[line]..<min(offset, bytes.count)]
    return (line + 1, before.count { $0 & 0xC0 != 0x80 } + 1)
  }

  /// The bytes of the line at an offset, without its line break.
  public func line(at offset: Int) -> Range<Int> {
    let line = starts.partitioningIndex { $0 > offset } - 1
    var end = line + 1 < starts.count ? starts[line + 1] : bytes.count
    while end > starts[line],
      bytes[end - 1] == UInt8(ascii: "\n") || bytes[end - 1] == UInt8(ascii: "\r")
    {
      end -= 1
    }
    return starts[line]..<end
  }
}
