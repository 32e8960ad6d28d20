internal import StemmaReports

/// What a browser asks, as far as the desk reads it.
struct DeskQuestion: Sendable {
  let method: String
  let path: String

  /// The token of the address, where it has one.
  let token: String?

  /// The name of a text, where the address has one.
  let name: String?

  /// The cookies, as they came.
  let cookies: String
  let body: [UInt8]
}

/// What the desk answers.
struct DeskAnswer: Sendable {
  var status = 200
  var fields: [(name: String, value: String)] = []
  var body: [UInt8] = []

  /// A file of the page.
  static func file(_ body: [UInt8], _ type: String) -> DeskAnswer {
    DeskAnswer(fields: [("Content-Type", "\(type); charset=utf-8")], body: body)
  }

  /// A value.
  static func value(_ json: JSON, status: Int = 200) -> DeskAnswer {
    var answer = file(json.canonical(), "application/json")
    answer.status = status
    return answer
  }

  /// Why something is not done, in a sentence.
  static func problem(_ status: Int, _ sentence: String) -> DeskAnswer {
    value(.of(["problem": .string(sentence)]), status: status)
  }
}

/// Who may come in: whoever has the token of the printed address, and then the cookie.
struct DeskKeys: Sendable {
  /// What stands in the address.
  let token: String

  /// What the cookie holds instead, so that the address is of no use to who sees the cookie.
  let session: String

  /// Cookies know no ports: the name keeps two desks apart.
  let cookieName: String

  /// Makes keys of 256 bits each from the system's generator, which is fit for cryptography.
  init(port: UInt16) {
    token = randomHexadecimal()
    session = randomHexadecimal()
    cookieName = "stemma-desk-\(port)"
  }

  /// The field that sets the cookie.
  var cookie: String { "\(cookieName)=\(session); Path=/; HttpOnly; SameSite=Strict" }

  /// Whether a text is the token.
  func isToken(_ text: String) -> Bool { isSame(text, token) }

  /// Whether cookies hold the session.
  func areOwn(_ cookies: String) -> Bool {
    cookies.split(separator: ";").contains { pair in
      let parts = pair.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == cookieName else {
        return false
      }
      return isSame(String(parts[1]), session)
    }
  }

  /// Compares in a time that tells nothing of where two texts part.
  private func isSame(_ a: String, _ b: String) -> Bool {
    guard a.utf8.count == b.utf8.count else { return false }
    return zip(a.utf8, b.utf8).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
  }
}

private func randomHexadecimal() -> String {
  var generator = SystemRandomNumberGenerator()
  return (0..<4).map { _ in
    let digits = String(UInt64.random(in: .min ... .max, using: &generator), radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }.joined()
}
