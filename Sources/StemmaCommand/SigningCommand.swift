import ArgumentParser
import Foundation
import Stemma
import StemmaReports

/// Signs a report, so that whoever has the public key knows whom it is from.
struct SigningCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sign",
    abstract: "Signs a report, so that it can be trusted without making it again.",
    discussion: """
      The signature (Ed25519) stands in a file of its own, in the form of minisign: either program \
      checks what the other signed. A secret key is made once, with --new-key or ‘minisign -G -W’, \
      and is readable for its owner alone.

      Examples:
        stemma sign --new-key newsroom.key
        stemma sign cleaned/report.json --key newsroom.key
        stemma verify cleaned/report.json --public-key newsroom.key.pub
        minisign -V -m cleaned/report.json -p newsroom.key.pub
      """
  )

  @Argument(help: "The report.") var report: String?
  @Option(help: "The file of the secret key.") var key: String?
  @Option(help: "The file to write to; by default the report’s name with .minisig behind it.")
  var signature: String?
  @Option(help: "Makes a secret key in a new file, and its public key beside it with .pub.")
  var newKey: String?

  func validate() throws {
    guard (newKey == nil) != (report == nil), (report == nil) == (key == nil) else {
      throw ValidationError("sign takes a report and --key, or --new-key alone.")
    }
  }

  func run() throws {
    if let newKey { return try makeKey(at: PathName(newKey)) }
    guard let report, let key else { return }
    let secret = try secretKey(at: PathName(key))
    let bytes = try contents(of: PathName(report), limit: FileLimits.report)
    let file = try ReportFile(bytes, at: report)
    let count = file.report.documents.count
    let digest = Digest(of: bytes)
    let signed: DetachedSignature
    do {
      signed = try secret.signature(
        of: bytes,
        comment: "stemma report of \(count) \(count == 1 ? "text" : "texts"), SHA-256 \(digest)"
      )
    } catch {
      throw CommandError("\(key): \(sentence(for: error))")
    }
    try write(signed.file, to: PathName(signature ?? signatureName(of: report)))
  }

  /// Writes a new key; a file that is there already is left alone.
  private func makeKey(at path: PathName) throws(CommandError) {
    let publicPath = PathName(bytes: path.bytes + Array(".pub".utf8))
    guard FileStatus(of: publicPath, followingLinks: false) == nil else {
      throw CommandError("\(publicPath.text): is there already; name another key.")
    }
    let secret = SigningKey()
    let file = path.withCString { open($0, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600) }
    guard file >= 0 else {
      throw CommandError("\(path.text): cannot be made: \(reason(errno)).")
    }
    defer { close(file) }
    if let code = write(secret.secretFile[...], to: file) ?? (fsync(file) == 0 ? nil : errno) {
      _ = path.withCString { unlink($0) }
      throw CommandError("\(path.text): cannot be written: \(reason(code)).")
    }
    do {
      try write(secret.verifyingKey.file, to: publicPath)
    } catch {
      _ = path.withCString { unlink($0) }
      throw error
    }
  }

  /// Reads a secret key that nobody else can read.
  private func secretKey(at path: PathName) throws(CommandError) -> SigningKey {
    if let status = FileStatus(of: path), status.isRegular, status.permissions & 0o077 != 0 {
      throw CommandError(
        "\(path.text): others may read this secret key. Run ‘chmod 600’ on it, or make a new one."
      )
    }
    let bytes = try contents(of: path, limit: FileLimits.key)
    do {
      return try SigningKey(reading: bytes)
    } catch {
      throw CommandError("\(path.text): \(sentence(for: error))")
    }
  }
}

/// Where the signature of a report is, where nobody says otherwise.
private func signatureName(of report: String) -> String { "\(report).minisig" }

/// Checks the signature of a report.
///
/// - Parameters:
///   - report: The name of the report.
///   - bytes: What it holds.
///   - key: The file of the public key.
///   - signature: The file of the signature; `nil` for the one beside the report.
/// - Returns: What its signer says beside it.
/// - Throws: Why it does not hold.
func signedComment(
  of report: String,
  _ bytes: [UInt8],
  by key: String,
  in signature: String?
) throws(CommandError) -> String {
  let keyFile = try contents(of: PathName(key), limit: FileLimits.key)
  let name = signature ?? signatureName(of: report)
  let signatureFile = try contents(of: PathName(name), limit: FileLimits.key)
  do throws(SignatureError) {
    let signature = try DetachedSignature(reading: signatureFile)
    try VerifyingKey(reading: keyFile).expect(signature, over: bytes)
    return signature.comment
  } catch {
    throw CommandError("\(error == .notPublicKey ? key : name): \(sentence(for: error))")
  }
}

/// Why a key or a signature is refused, and what to do.
private func sentence(for error: SignatureError) -> String {
  switch error {
  case .notSignature: "is no signature of minisign’s form."
  case .notPublicKey: "is no public key of minisign’s form."
  case .notSecretKey: "is no secret key of minisign’s form, or is damaged."
  case .encryptedKey:
    "is encrypted. Make a key without a password: ‘stemma sign --new-key FILE’ or ‘minisign -G -W’."
  case .otherKey: "was made with another key."
  case .otherContent: "does not hold: the report is not the one that was signed."
  case .otherComment: "does not hold: its comment is not the one that was signed."
  }
}
