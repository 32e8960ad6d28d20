import Foundation
import Testing

@Suite struct `A signed report` {
  private func signed() throws -> Folder {
    let folder = try Folder()
    try folder.file("port.txt", "Port reopens\n\nThe port reopened on Monday.\n\nLeave a Reply\n")
    #expect(try stemma("clean", "port.txt", "--output", "out", in: folder.url).status == 0)
    #expect(try stemma("sign", "--new-key", "k", in: folder.url).status == 0)
    let sign = try stemma("sign", "out/report.json", "--key", "k", in: folder.url)
    #expect(sign.status == 0, "\(sign.complaints)")
    return folder
  }

  @Test func `verifies with its key`() throws {
    let folder = try signed()
    let verify = try stemma("verify", "out/report.json", "--public-key", "k.pub", in: folder.url)
    #expect(verify.status == 0, "\(verify.complaints)")
    #expect(verify.text.hasPrefix("out/report.json: signed: stemma report of 1 text, SHA-256 "))
  }

  @Test func `is of use to minisign, where there is one`() throws {
    let folder = try signed()
    guard try run(named: "minisign", "-v").status == 0 else { return }
    for arguments in [["-V"], ["-S", "-s", "k"], ["-S", "-l", "-s", "k"]] {
      let key = arguments[0] == "-V" ? ["-p", "k.pub"] : []
      let minisign = try run(
        named: "minisign",
        arguments: arguments + key + ["-m", "out/report.json"],
        in: folder.url
      )
      #expect(minisign.status == 0, "\(minisign.complaints)")
      let verify = try stemma("verify", "out/report.json", "--public-key", "k.pub", in: folder.url)
      #expect(verify.status == 0, "\(verify.complaints)")
    }
  }

  @Test(arguments: [
    ("out/report.json", "Monday", "Sunday", "the report is not the one that was signed"),
    ("out/report.json.minisig", "1 text", "9 text", "its comment is not the one that was signed"),
    ("out/report.json.minisig", "trusted comment: s", "trusted comment s", "is no signature"),
  ])
  func `is refused once something was changed`(
    file: String,
    old: String,
    new: String,
    complaint: String
  ) throws {
    let folder = try signed()
    let text = try folder.contents(of: file)
    // A report that was changed and sealed anew is one that this key did not sign.
    try folder.file(file, old == "Monday" ? text + " " : text.replacing(old, with: new))
    let verify = try stemma("verify", "out/report.json", "--public-key", "k.pub", in: folder.url)
    #expect(verify.status == 2)
    #expect(verify.output.isEmpty)
    #expect(verify.complaints.contains(complaint), "\(verify.complaints)")
  }

  @Test func `is refused by another key`() throws {
    let folder = try signed()
    #expect(try stemma("sign", "--new-key", "other", in: folder.url).status == 0)
    let verify = try stemma(
      "verify",
      "out/report.json",
      "--public-key",
      "other.pub",
      in: folder.url
    )
    #expect(verify.status == 2)
    #expect(verify.complaints.contains("was made with another key"), "\(verify.complaints)")
  }

  @Test func `is made with a key that only its owner can read, and that is never shown`() throws {
    let folder = try signed()
    let key = folder.url.appendingPathComponent("k").path
    let mode = try FileManager.default.attributesOfItem(atPath: key)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let secret = try folder.contents(of: "k")
    let again = try stemma("sign", "--new-key", "k", in: folder.url)
    #expect(again.status == 2)
    #expect(again.complaints.contains("k.pub: is there already"))
    #expect(try folder.contents(of: "k") == secret)
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: key)
    let open = try stemma("sign", "out/report.json", "--key", "k", in: folder.url)
    #expect(open.status == 2)
    #expect(open.complaints.contains("others may read this secret key"))
    let base64 = try #require(secret.split(separator: "\n").last)
    for text in [again.complaints, open.complaints, try folder.contents(of: "k.pub")] {
      #expect(!text.contains(base64))
    }
  }

  @Test(arguments: [
    (["sign"], "sign takes a report and --key"), (["sign", "port.txt"], "a report and --key"),
    (["sign", "port.txt", "--key", "k"], "this is not JSON"),
    (["sign", "out/report.json", "--key", "k.pub"], "others may read"),
    (["sign", "out/report.json", "--key", "none"], "none: no such file"),
    (
      ["verify", "out/report.json", "--signature", "x"], "--signature is checked with --public-key"
    ),
    (["verify", "out/report.json", "--public-key", "none"], "none: no such file"),
    (["verify", "out/report.json", "--public-key", "port.txt"], "port.txt: is no public key"),
  ])
  func `is not made of the wrong thing`(arguments: [String], complaint: String) throws {
    let folder = try signed()
    let result = try run(
      named: builtProduct("stemma").path,
      arguments: arguments,
      in: folder.url
    )
    #expect(result.status == 2)
    #expect(result.complaints.contains(complaint), "\(result.complaints)")
  }

  @Test func `leaves a public key alone that is there`() throws {
    let folder = try Folder()
    try folder.file("k.pub", "somebody's")
    let sign = try stemma("sign", "--new-key", "k", in: folder.url)
    #expect(sign.status == 2)
    #expect(sign.complaints.contains("k.pub: is there already"))
    #expect(try folder.contents(of: "k.pub") == "somebody's")
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "k").path))
  }
}
