#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// The text in UTF-8, with U+FFFD for each run that is not text in `encoding`.
func decoded(
  _ bytes: Source,
  from encoding: Encoding,
  maximumMarks: Int
) -> (text: [UInt8], undecodable: [Undecodable]) {
  switch encoding {
  case .utf8: return bytes.repaired(maximumMarks: maximumMarks)
  case .utf16LE, .utf16BE, .utf32LE, .utf32BE:
    return decoded(units: bytes, of: encoding, maximumMarks: maximumMarks)
  default:
    if encoding.isSingleByte, let page = CodePage(encoding) {
      return page.decoded(bytes, maximumMarks: maximumMarks)
    }
    guard let converter = Converter(from: encoding, maximumMarks: maximumMarks) else {
      return bytes.repaired(maximumMarks: maximumMarks)
    }
    return converter.converted(bytes)
  }
}

/// Text being written, with an account of the runs that could not be read.
struct Transcript {
  private(set) var text: [UInt8] = []
  private(set) var undecodable: [Undecodable] = []
  private let maximumMarks: Int
  private var open: (bytes: [UInt8], lower: Int)?

  init(reserving count: Int, maximumMarks: Int) {
    self.maximumMarks = maximumMarks
    text.reserveCapacity(count)
  }

  mutating func append(_ scalar: Unicode.Scalar) {
    close()
    scalar.append(to: &text)
  }

  mutating func append(_ bytes: some Sequence<UInt8>) {
    close()
    text.append(contentsOf: bytes)
  }

  /// Puts U+FFFD for bytes that mean nothing; bytes that follow each other are one run.
  mutating func appendReplacement(for bytes: some Sequence<UInt8>) {
    if open == nil { open = ([], text.count) }
    if let count = open?.bytes.count, count <= 32 { open?.bytes.append(contentsOf: bytes) }
    text.append(contentsOf: [0xEF, 0xBF, 0xBD])
  }

  mutating func close() {
    guard let run = open else { return }
    if undecodable.count < maximumMarks {
      undecodable.append(Undecodable(bytes: run.bytes, span: run.lower..<text.count))
    }
    open = nil
  }
}

/// UTF-16 and UTF-32; https://encoding.spec.whatwg.org/#shared-utf-16-decoder.
private func decoded(
  units bytes: Source,
  of encoding: Encoding,
  maximumMarks: Int
) -> (text: [UInt8], undecodable: [Undecodable]) {
  let width = encoding == .utf16LE || encoding == .utf16BE ? 2 : 4
  let isLittleEndian = encoding == .utf16LE || encoding == .utf32LE
  func unit(at i: Int) -> UInt32? {
    guard i + width <= bytes.count else { return nil }
    var value: UInt32 = 0
    for k in 0..<width {
      value = value << 8 | UInt32(bytes[isLittleEndian ? i + width - 1 - k : i + k])
    }
    return value
  }
  var transcript = Transcript(reserving: bytes.count, maximumMarks: maximumMarks)
  var i = 0
  while let value = unit(at: i) {
    if let scalar = Unicode.Scalar(value) {
      transcript.append(scalar)
      i += width
    } else if width == 2, value < 0xDC00, let low = unit(at: i + 2), low & 0xFC00 == 0xDC00,
      let scalar = Unicode.Scalar(0x10000 + (value - 0xD800) << 10 + (low - 0xDC00))
    {
      transcript.append(scalar)
      i += 4
    } else {
      transcript.appendReplacement(for: bytes[i..<i + width])
      i += width
    }
  }
  if i < bytes.count { transcript.appendReplacement(for: bytes[i...]) }
  transcript.close()
  return (transcript.text, transcript.undecodable)
}

/// The C library's converter from one encoding to UTF-8.
struct Converter {
  private let descriptor: iconv_t
  private let encoding: Encoding
  private let maximumMarks: Int

  init?(from encoding: Encoding, maximumMarks: Int) {
    // POSIX: (iconv_t)-1 says that the pair is not supported.
    guard let descriptor = iconv_open("UTF-8", encoding.iconv),
      descriptor != iconv_t(bitPattern: -1)
    else { return nil }
    self.descriptor = descriptor
    self.encoding = encoding
    self.maximumMarks = maximumMarks
  }

  /// Converts all bytes, and closes the converter.
  consuming func converted(_ bytes: Source) -> (text: [UInt8], undecodable: [Undecodable]) {
    defer { iconv_close(descriptor) }
    var transcript = Transcript(reserving: bytes.count * 2, maximumMarks: maximumMarks)
    var i = 0
    while i < bytes.count {
      let start = i
      let (output, failure) = run(bytes, from: &i)
      if !output.isEmpty { transcript.append(output) }
      guard let failure, i < bytes.count else {
        if output.isEmpty, i == start { break }
        continue
      }
      if failure == EINVAL {
        transcript.appendReplacement(for: bytes[i...])
        break
      }
      // The Encoding Standard maps the bytes that code pages leave open to C1 controls.
      if encoding.isSingleByte, encoding.name.hasPrefix("windows"), bytes[i] < 0xA0 {
        transcript.append(Unicode.Scalar(bytes[i]))
      } else {
        transcript.appendReplacement(for: bytes[i...i])
      }
      i += 1
    }
    transcript.close()
    return (transcript.text, transcript.undecodable)
  }

  /// Converts what fits into 8 KiB, and says why it stopped before the end.
  private func run(_ bytes: Source, from i: inout Int) -> (output: [UInt8], failure: Int32?) {
    guard let base = bytes.baseAddress else { return ([], nil) }
    var failure: Int32?
    let capacity = 8 << 10
    let output = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      // iconv takes char ** for its input and does not write to it.
      var input =
        UnsafeMutablePointer(
          mutating: UnsafeRawPointer(base + i).assumingMemoryBound(to: CChar.self)
        ) as UnsafeMutablePointer<CChar>?
      var left = bytes.count - i
      var room = capacity
      buffer.withMemoryRebound(to: CChar.self) { characters in
        var target = characters.baseAddress
        if iconv(descriptor, &input, &left, &target, &room) == -1 {
          failure = errno == E2BIG ? nil : errno
        }
      }
      i = bytes.count - left
      count = capacity - room
    }
    return (output, failure)
  }
}
