import Testing

@testable import Stemma

@Suite struct `Signatures` {
  // A throw-away key and what minisign 0.11 signed with it: its own form and the older one.
  private let publicKey = """
    untrusted comment: minisign public key 6CF78907AF2A4C0B
    RWQLTCqvB4n3bMSO5rqRj+6UMt1MlHJxAPp/JQMP3mpGkW86yPyeYUhh

    """
  private let secretKey = """
    untrusted comment: minisign encrypted secret key
    RWQAAEIyAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAC0wqrweJ92wGOf/7RjBgyq8y\
    X02AFxKGqW1rpzaQwyf2IEVsDT5frsSO5rqRj+6UMt1MlHJxAPp/JQMP3mpGkW86yPyeYUhhAAAAAAAAAAAAAAAAAAAAAAAAAAAA\
    AAAAAAAAAAAAAAA=

    """
  private static let signatures = [
    """
    untrusted comment: signature from minisign secret key
    RUQLTCqvB4n3bKCTOzX3ErFtiOBnmPBCgL7a3NZwuFyb0paXhapX6/32j7exVmkRt/mM7UQo1OjxlZhbHGtWCUWyIMzIru60VQw=
    trusted comment: hello
    5GmBGYy21M85LMgaJxRDcBq/DeoUNuASYEhZkfrWMg9vUiHE9mSD3PFBiM4QuPMNvU0geQKzRd6/qGjubA9VAQ==

    """,
    """
    untrusted comment: signature from minisign secret key
    RWQLTCqvB4n3bHTRepZCZHoAlf7wFYPbWntH3eimp7JcEhc4V3Yf251Tvaj2XPVMJUiSTzjmpx3iTHoYFEhrvgxwPXxdizK1Bgs=
    trusted comment: hello
    uCfr8RKj23itor9t7QarQ0bOvSGR7Hi+v+WrY0LmLWO8VWgWNk9YqH1VbziK47qfv4gzWN9t1GdG/Ij69t3TBg==

    """,
  ]
  private let message = Array("Leave a Reply\n".utf8)

  @Test(arguments: signatures)
  func `of minisign hold, and for nothing but what was signed`(file: String) throws {
    let key = try VerifyingKey(reading: Array(publicKey.utf8))
    let signature = try DetachedSignature(reading: Array(file.utf8))
    #expect(signature.comment == "hello")
    try key.expect(signature, over: message)
    #expect(throws: SignatureError.otherContent) {
      try key.expect(signature, over: message + [0x20])
    }
    let renamed = try DetachedSignature(reading: Array(file.replacing("hello", with: "Hello").utf8))
    #expect(throws: SignatureError.otherComment) { try key.expect(renamed, over: message) }
    let other = SigningKey().verifyingKey
    #expect(throws: SignatureError.otherKey) { try other.expect(signature, over: message) }
    let impostor = VerifyingKey(key.identifier, other.bytes)
    #expect(throws: SignatureError.otherContent) { try impostor.expect(signature, over: message) }
  }

  @Test func `are minisign’s to the byte, made with its key`() throws {
    let key = try SigningKey(reading: Array(secretKey.utf8))
    let signature = try key.signature(of: message, comment: "hello")
    let own = String(decoding: signature.file, as: UTF8.self).split(separator: "\n")
    #if canImport(Glibc)
    // CryptoKit’s are made with a random number.
    #expect(own.dropFirst() == Self.signatures[0].split(separator: "\n").dropFirst())
    #endif
    try VerifyingKey(reading: key.verifyingKey.file).expect(signature, over: message)
    #expect(
      key.verifyingKey.file.split(separator: 0x0A)[1].elementsEqual(
        publicKey.split(separator: "\n")[1].utf8
      )
    )
  }

  @Test func `are made with a key that was written down and read again`() throws {
    let key = SigningKey()
    let again = try SigningKey(reading: key.secretFile)
    #expect(again.verifyingKey == key.verifyingKey)
    let signature = try again.signature(of: message, comment: "")
    let read = try DetachedSignature(reading: signature.file)
    #expect(read == signature)
    try key.verifyingKey.expect(read, over: message)
  }

  @Test func `do not print their key`() {
    let key = SigningKey()
    var dumped = ""
    dump(key, to: &dumped)
    #expect("\(key)" == "a secret key")
    #expect(String(reflecting: key) == "a secret key")
    #expect(dumped == "- a secret key\n")
  }

  @Test func `are refused where they are damaged, and so are keys`() throws {
    for count in 0..<Self.signatures[0].utf8.count - 2 {
      let cut = Array(Self.signatures[0].utf8.prefix(count))
      #expect(throws: SignatureError.notSignature) { try DetachedSignature(reading: cut) }
    }
    for i in publicKey.utf8.count..<secretKey.utf8.count {
      var file = Array(secretKey.utf8)
      file[i] ^= 1
      // What nobody reads may be damaged.
      guard let key = try? SigningKey(reading: file) else { continue }
      #expect(
        key.verifyingKey.file.split(separator: 0x0A)[1].dropFirst(16).elementsEqual(
          publicKey.split(separator: "\n")[1].utf8.dropFirst(16)
        )
      )
    }
    let encrypted = secretKey.replacing("RWQAAEIy", with: "RWRTY0Iy")
    #expect(throws: SignatureError.encryptedKey) {
      try SigningKey(reading: Array(encrypted.utf8))
    }
    #expect(throws: SignatureError.notPublicKey) { try VerifyingKey(reading: Array("x".utf8)) }
  }
}

@Suite struct `The hash that is signed` {
  @Test(arguments: [
    // Length, and the starts of the hashes that Python’s hashlib gives (64 and 32 bytes long).
    (0, "786a02f742015903c6c6fd852552d272", "0e5751c026e543b2"),
    (3, "76ce7e90c577d436a65b691e51f0a1ad", "9facd640130c81e7"),
    (127, "a9369c8a2827275c57528cb4720695b4", "f609ab2904b340cd"),
    (128, "a7b57dba995e20f757a9793ebc8e7cba", "0702c64922fb7635"),
    (129, "19d0ad91b99eaac8253dc6b6bc3dce6b", "490091b32bad7b33"),
    (256, "f8517f3d1accbf944ef17fc76662f7d9", "3d0cb2693dfbac42"),
    (257, "96c2a19c97e794ed78b8f11569aca4d0", "080f7f2ee61cc8ff"),
    (1000, "eee729ae72452db92c8475b12e4cebd3", "a2ae1ecc90361e0b"),
  ])
  func `is BLAKE2b`(count: Int, long: String, short: String) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 7 + count) }
    #expect(hexadecimal(blake2b(bytes, count: 64)).hasPrefix(long))
    #expect(hexadecimal(blake2b(bytes, count: 32)).hasPrefix(short))
  }

  private func hexadecimal(_ bytes: [UInt8]) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
