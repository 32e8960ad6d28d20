/// Why a request is not let through, as HTTP says it (RFC 9110, section 15).
struct Refusal: Error, Hashable {
  let status: Int
  let reason: String

  /// What is wrong, for the person who looks at it.
  let sentence: String

  init(_ status: Int, _ reason: String, _ sentence: String) {
    self.status = status
    self.reason = reason
    self.sentence = sentence
  }

  static func malformed(_ sentence: String) -> Refusal { Refusal(400, "Bad Request", sentence) }
}

/// The head of a request, read strictly: what two programs could read in two ways is refused.
struct RequestHead: Hashable {
  /// A field, its name in small letters.
  struct Field: Hashable {
    let name: String
    let value: String
  }

  let method: String
  let target: String
  let fields: [Field]

  /// Bytes of the body that follows.
  let bodyCount: Int

  /// The most fields of a head; browsers send some twenty.
  private static let maximumFields = 64

  /// Reads a head up to and with the empty line.
  ///
  /// - Parameters:
  ///   - bytes: The head (RFC 9112, section 2.1).
  ///   - limit: The largest body, in bytes.
  /// - Throws: Why the request is not let through.
  init(_ bytes: ArraySlice<UInt8>, bodyLimit limit: Int) throws(Refusal) {
    var lines: [String] = []
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.isEmpty, lines.last?.isEmpty ?? false { break }
      guard line.last == 0x0D else { throw .malformed("A line does not end in CR LF.") }
      let content = line.dropLast()
      guard content.allSatisfy({ $0 == 0x09 || $0 >= 0x20 && $0 != 0x7F }) else {
        throw .malformed("The head holds a control character.")
      }
      lines.append(String(decoding: content, as: UTF8.self))
    }
    guard lines.popLast()?.isEmpty ?? false, let first = lines.first else {
      throw .malformed("The head is cut short.")
    }
    let parts = first.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 3, parts[2] == "HTTP/1.1" || parts[2] == "HTTP/1.0" else {
      throw .malformed("The first line is no request of HTTP/1.1.")
    }
    guard parts[0] == "GET" || parts[0] == "POST" else {
      throw Refusal(405, "Method Not Allowed", "The desk knows GET and POST.")
    }
    guard parts[1].first == "/", parts[1].utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
      throw .malformed("The target is no path.")
    }
    method = parts[0]
    target = parts[1]
    fields = try lines.dropFirst().map { line throws(Refusal) in try Field(line) }
    guard fields.count <= Self.maximumFields else {
      throw Refusal(431, "Request Header Fields Too Large", "The head has too many fields.")
    }
    bodyCount = try Self.length(of: fields, limit)
  }

  /// The only value of a field; `nil` where it is missing.
  func value(of name: String) throws(Refusal) -> String? {
    let values = fields.filter { $0.name == name }
    guard values.count < 2 else { throw .malformed("The field ‘\(name)’ stands twice.") }
    return values.first?.value
  }

  /// Refuses what a page of another origin could send.
  ///
  /// A name that an attacker makes point to this machine shows in Host (DNS rebinding); a form or
  /// script of another page shows in Origin, and in Sec-Fetch-Site where the browser sends that.
  func expectOwn(port: UInt16) throws(Refusal) {
    let hosts = ["127.0.0.1:\(port)", "localhost:\(port)"]
    guard let host = try value(of: "host"), hosts.contains(host) else {
      throw Refusal(421, "Misdirected Request", "The desk is not called by that name.")
    }
    let origin = try value(of: "origin")
    if let origin, origin != "http://\(host)" {
      throw Refusal(403, "Forbidden", "The request comes from a page that is not the desk’s.")
    }
    if method != "GET", origin == nil {
      throw Refusal(403, "Forbidden", "The request does not say which page it comes from.")
    }
    if let site = try value(of: "sec-fetch-site"), site != "same-origin", site != "none" {
      throw Refusal(403, "Forbidden", "The request comes from a page that is not the desk’s.")
    }
  }

  /// The head for the server behind, rebuilt of what was understood.
  func rebuilt() throws(Refusal) -> [UInt8] {
    var text = "\(method) \(target) HTTP/1.1\r\nConnection: close\r\n"
    for name in ["host", "content-type"] {
      if let value = try value(of: name) { text += "\(name): \(value)\r\n" }
    }
    let cookies = fields.filter { $0.name == "cookie" }.map(\.value).joined(separator: "; ")
    if !cookies.isEmpty { text += "cookie: \(cookies)\r\n" }
    return Array("\(text)content-length: \(bodyCount)\r\n\r\n".utf8)
  }

  private static func length(of fields: [Field], _ limit: Int) throws(Refusal) -> Int {
    guard !fields.contains(where: { $0.name == "transfer-encoding" }) else {
      throw Refusal(501, "Not Implemented", "The body has to come with its length.")
    }
    let lengths = fields.filter { $0.name == "content-length" }.map(\.value)
    guard let length = lengths.first else { return 0 }
    guard lengths.count == 1, !length.isEmpty, length.utf8.count <= 18,
      length.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let count = Int(length)
    else { throw .malformed("The length of the body is not clear.") }
    guard count <= limit else {
      throw Refusal(413, "Content Too Large", "The desk takes \(limit) bytes at once.")
    }
    return count
  }
}

extension RequestHead.Field {
  /// Reads a line `name: value`; a name is a token (RFC 9110, section 5.6.2).
  fileprivate init(_ line: String) throws(Refusal) {
    guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      throw .malformed("A line of the head has no colon.")
    }
    let name = line[..<colon]
    let isToken =
      !name.isEmpty
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & ~0x20)
          || "!#$%&'*+-.^_`|~".utf8.contains(byte)
      }
    guard isToken else { throw .malformed("The name of a field is none.") }
    self.name = name.lowercased()
    let value = line[line.utf8.index(after: colon)...]
    self.value = String(
      value.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0 == " " || $0 == "\t" }.reversed()
    )
  }
}
