internal import Crypto

#if canImport(FoundationEssentials)
internal import FoundationEssentials
#else
internal import Foundation
#endif

/// A secret key that reports are signed with: Ed25519 (RFC 8032), in a file as `minisign -W` writes
/// it.
///
/// Its description and mirror show nothing, so that it is not printed by chance.
public struct SigningKey: Sendable, CustomStringConvertible, CustomReflectable {
  /// The key that its signatures are checked with.
  public let verifyingKey: VerifyingKey

  private let seed: [UInt8]

  /// Makes a new key.
  public init() {
    let key = Curve25519.Signing.PrivateKey()
    var generator = SystemRandomNumberGenerator()
    let identifier = (0..<8).map { _ in UInt8.random(in: 0...255, using: &generator) }
    seed = Array(key.rawRepresentation)
    verifyingKey = VerifyingKey(identifier, Array(key.publicKey.rawRepresentation))
  }

  /// Reads a secret key that `minisign -G -W` or `secretFile` wrote.
  public init(reading file: [UInt8]) throws(SignatureError) {
    let lines = lines(of: file)
    guard lines.count >= 2, let body = lines[1].decoded, body.count == 158,
      body.starts(with: "Ed".utf8), body[4..<6].elementsEqual("B2".utf8)
    else { throw .notSecretKey }
    guard body[2] == 0, body[3] == 0 else { throw .encryptedKey }
    let (identifier, secret) = (Array(body[54..<62]), Array(body[62..<126]))
    // The public half tells damage; of a key without a password minisign leaves its checksum empty.
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: secret[..<32]),
      key.publicKey.rawRepresentation.elementsEqual(secret[32...])
    else { throw .notSecretKey }
    seed = Array(secret[..<32])
    verifyingKey = VerifyingKey(identifier, Array(secret[32...]))
  }

  /// The file, as minisign reads it; for the eyes of its owner only.
  public var secretFile: [UInt8] {
    let secret = seed + verifyingKey.bytes
    let empty = [UInt8](repeating: 0, count: 48)
    let body =
      Array("Ed\0\0B2".utf8) + empty + verifyingKey.identifier + secret + empty.prefix(32)
    return Array("untrusted comment: stemma secret key, not encrypted\n\(encoded(body))\n".utf8)
  }

  /// Signs some bytes, and what is said beside them in a line.
  public func signature(
    of message: [UInt8],
    comment: String
  ) throws(SignatureError) -> DetachedSignature {
    precondition(!comment.utf8.contains { $0 < 0x20 }, "A comment is one line.")
    guard let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: seed),
      let signature = try? Array(key.signature(for: blake2b(message, count: 64))),
      let commentSignature = try? Array(key.signature(for: signature + Array(comment.utf8)))
    else { throw .notSecretKey }
    return DetachedSignature(
      by: verifyingKey.identifier,
      signature,
      comment: comment,
      commentSignature
    )
  }

  /// Nothing of the key.
  public var description: String { "a secret key" }

  /// Nothing of the key.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
