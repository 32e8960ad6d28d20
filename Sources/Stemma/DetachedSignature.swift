internal import Crypto

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A signature in a file of its own, as minisign writes it (https://jedisct1.github.io/minisign/).
public struct DetachedSignature: Hashable, Sendable {
  /// Whose it says it is: the eight bytes that name a key.
  public let keyIdentifier: [UInt8]

  /// What the signer says beside it; signed too.
  public let comment: String

  /// Whether the hash of the bytes is signed (minisign’s `ED`) or they themselves (`Ed`).
  let isOfHash: Bool
  let signature: [UInt8]
  let commentSignature: [UInt8]

  init(
    by keyIdentifier: [UInt8],
    _ signature: [UInt8],
    comment: String,
    _ commentSignature: [UInt8]
  ) {
    self.keyIdentifier = keyIdentifier
    self.signature = signature
    self.comment = comment
    self.commentSignature = commentSignature
    isOfHash = true
  }

  /// Reads a file that minisign or `file` wrote.
  public init(reading file: [UInt8]) throws(SignatureError) {
    let lines = lines(of: file)
    guard lines.count >= 4, let body = lines[1].decoded, body.count == 74,
      let commentSignature = lines[3].decoded, commentSignature.count == 64,
      lines[2].starts(with: trustedComment.utf8),
      let comment = String(validating: lines[2].dropFirst(trustedComment.utf8.count), as: UTF8.self)
    else { throw .notSignature }
    switch Array(body[..<2]) {
    case Array("ED".utf8): isOfHash = true
    case Array("Ed".utf8): isOfHash = false
    default: throw .notSignature
    }
    keyIdentifier = Array(body[2..<10])
    signature = Array(body[10...])
    self.comment = comment
    self.commentSignature = commentSignature
  }

  /// The file, as minisign reads it.
  public var file: [UInt8] {
    let body = Array((isOfHash ? "ED" : "Ed").utf8) + keyIdentifier + signature
    return Array(
      """
      untrusted comment: signature of a stemma report
      \(encoded(body))
      \(trustedComment)\(comment)
      \(encoded(commentSignature))

      """.utf8
    )
  }
}

/// A key that signatures are checked with.
public struct VerifyingKey: Hashable, Sendable {
  /// The eight bytes that name the key.
  public let identifier: [UInt8]

  /// The 32 bytes of the key (Ed25519, RFC 8032).
  let bytes: [UInt8]

  init(_ identifier: [UInt8], _ bytes: [UInt8]) {
    self.identifier = identifier
    self.bytes = bytes
  }

  /// Reads a public key that minisign or `file` wrote.
  public init(reading file: [UInt8]) throws(SignatureError) {
    let lines = lines(of: file)
    // The one line of a key may be given alone, as people pass it on.
    guard let body = (lines.count > 1 ? lines[1] : lines.first)?.decoded, body.count == 42,
      body.starts(with: "Ed".utf8)
    else { throw .notPublicKey }
    identifier = Array(body[2..<10])
    bytes = Array(body[10...])
  }

  /// The file, as minisign reads it.
  public var file: [UInt8] {
    let body = Array("Ed".utf8) + identifier + bytes
    return Array("untrusted comment: stemma public key\n\(encoded(body))\n".utf8)
  }

  /// Says why a signature is not the key’s over some bytes; nothing where it is.
  public func expect(
    _ signature: DetachedSignature,
    over message: [UInt8]
  ) throws(SignatureError) {
    guard signature.keyIdentifier == identifier else { throw .otherKey }
    guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: bytes) else {
      throw .notPublicKey
    }
    let signed = signature.isOfHash ? blake2b(message, count: 64) : message
    guard key.isValidSignature(signature.signature, for: signed) else { throw .otherContent }
    let comment = signature.signature + Array(signature.comment.utf8)
    guard key.isValidSignature(signature.commentSignature, for: comment) else {
      throw .otherComment
    }
  }
}

/// Why a key cannot be used, or a signature does not hold.
public enum SignatureError: Error, Hashable, Sendable {
  /// The file is no signature.
  case notSignature
  /// The file is no public key.
  case notPublicKey
  /// The file is no secret key.
  case notSecretKey
  /// The secret key is encrypted with a password.
  case encryptedKey
  /// Another key made the signature.
  case otherKey
  /// The bytes are not those that were signed.
  case otherContent
  /// The comment is not the one that was signed.
  case otherComment
}

let trustedComment = "trusted comment: "

/// The lines of a short file, without what ends them.
func lines(of file: [UInt8]) -> [ArraySlice<UInt8>] {
  guard file.count <= 16 << 10 else { return [] }  // minisign’s comments end at 8 KiB
  return file.split(separator: 0x0A).map { $0.last == 0x0D ? $0.dropLast() : $0 }
}

extension ArraySlice<UInt8> {
  /// The bytes that a line of base 64 stands for.
  var decoded: [UInt8]? { Data(base64Encoded: Data(self)).map(Array.init) }
}

/// Bytes as a line of base 64.
func encoded(_ bytes: [UInt8]) -> String { Data(bytes).base64EncodedString() }
