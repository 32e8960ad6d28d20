// Swift-crypto enters here for digests, and in `SigningKey` and `DetachedSignature` for signatures.
internal import Crypto

/// The SHA-256 of some bytes (FIPS 180-4).
public struct Digest: Hashable, Sendable, CustomStringConvertible {
  /// 64 lower-case hexadecimal digits.
  public let hexadecimal: String

  /// Computes the digest of bytes.
  public init(of bytes: [UInt8]) {
    var function = SHA256()
    bytes.withUnsafeBytes { function.update(bufferPointer: $0) }
    hexadecimal = hexadecimalDigits(of: function.finalize())
  }

  /// Takes a digest as it was written down; `nil` unless it is 64 lower-case hexadecimal digits.
  public init?(hexadecimal: String) {
    let digits = hexadecimal.utf8
    guard digits.count == 64, digits.allSatisfy(isLowercaseHexadecimal) else { return nil }
    self.hexadecimal = hexadecimal
  }

  /// Its 32 bytes as base 64 with padding (RFC 4648, section 4).
  package var base64: String {
    let digits = Array(hexadecimal.utf8)
    let bytes = stride(from: 0, to: digits.count, by: 2).map {
      digitValue(digits[$0]) << 4 | digitValue(digits[$0 + 1])
    }
    return encoded(bytes)
  }

  /// The hexadecimal digits.
  public var description: String { hexadecimal }
}

/// The SHA-256 of bytes that come piece by piece.
public struct RunningDigest: Sendable {
  private var function = SHA256()

  /// Starts before the first byte.
  public init() {}

  /// Takes more bytes in.
  public mutating func add(_ bytes: [UInt8]) {
    bytes.withUnsafeBytes { function.update(bufferPointer: $0) }
  }

  /// The digest of all bytes so far.
  public var digest: Digest { Digest(finishing: function) }
}

extension Digest {
  fileprivate init(finishing function: SHA256) {
    hexadecimal = hexadecimalDigits(of: function.finalize())
  }
}

private func hexadecimalDigits(of bytes: some Sequence<UInt8>) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
    as: UTF8.self
  )
}

private func isLowercaseHexadecimal(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
}

private func digitValue(_ digit: UInt8) -> UInt8 {
  digit < UInt8(ascii: "a") ? digit - UInt8(ascii: "0") : digit - UInt8(ascii: "a") + 10
}
