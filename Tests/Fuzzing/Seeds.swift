import Foundation
import RulePacks
import StemmaReports
import StemmaRules

/// What the fuzzer starts from: the seed articles, the examples of the rules and those of the tables
/// of voices, in every form that a target reads.
struct Seeds {
  private let articles: [String]
  private let examples: [String]
  private let statements: [String]

  init() throws {
    articles = try Self.files(in: "seeds")
    statements = try Self.files(in: "rules/voices").flatMap { table in
      table.split(separator: "\n").filter { !$0.hasPrefix("#") }
        .compactMap { $0.split(separator: "\t").last.map(String.init) }
    }
    examples = RulePack.decoded(from: RulePacks.files(), with: RulePacks.lexicon()).packs
      .flatMap(\.rules).flatMap(\.examples)
      .map { $0.text.replacing("⟦", with: "").replacing("⟧", with: "") }
  }

  /// The files of a folder of the project, by name.
  private static func files(in folder: String) throws -> [String] {
    let folder = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appendingPathComponent(folder)
    return try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted().map {
      String(decoding: try Data(contentsOf: folder.appendingPathComponent($0)), as: UTF8.self)
    }
  }

  /// Writes the corpus of a target, a file an input.
  func write(for target: FuzzTarget, into folder: URL) throws {
    let folder = folder.appendingPathComponent(target.rawValue)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (i, seed) in try seeds(of: target).enumerated() {
      try seed.write(to: folder.appendingPathComponent("seed-\(i)"))
    }
  }

  private func seeds(of target: FuzzTarget) throws -> [Data] {
    switch target {
    case .decoder: return encoded
    case .html: return examples.map { Data($0.utf8) } + articles.map(page)
    case .feed: return articles.flatMap(feeds)
    case .warc: return try archives
    case .text: return (articles + examples).map { Data($0.utf8) }
    case .quotes: return (articles + statements).map { Data($0.utf8) }
    case .pack: return RulePacks.files().map { Data($0.bytes) }
    case .report:
      return (["Leave a Reply\n"] + examples).compactMap { report(on: Array($0.utf8)) }
        .map { Data($0.json()) }
    case .stream: return try (articles + examples).map { try line(["id": 1, "text": $0]) } + forms
    case .collation: return try comparisons
    case .request: return requests
    }
  }

  /// Each article in some encodings, behind the byte that chooses a label.
  private var encoded: [Data] {
    let encodings: [(String.Encoding, String)] = [
      (.utf8, "utf-8"), (.utf16LittleEndian, "utf-16le"), (.utf16BigEndian, "utf-16be"),
      (.windowsCP1252, "windows-1252"), (.shiftJIS, "shift_jis"), (.japaneseEUC, "euc-jp"),
      (.iso2022JP, "iso-2022-jp"), (.windowsCP1251, "windows-1251"), (.utf32, "utf-32"),
    ]
    let samples = articles + ["Портът отново отвори.", "港は月曜日に再開した。", "Zürich – “reopened”"]
    return samples.flatMap { sample in
      encodings.compactMap { encoding, label in
        let index = UInt8(labels.firstIndex(of: label) ?? 0)
        return sample.prefix(600).description
          .data(using: encoding, allowLossyConversion: true).map { Data([index]) + $0 }
      }
    }
  }

  private func page(_ article: String) -> Data {
    let paragraphs = article.split(separator: "\n").map { "<p class=body>\($0)</p>" }
    let text = """
      <!DOCTYPE html><html lang=en><head><meta charset=utf-8><title>News &amp; more</title>
      <meta property="og:title" content="News"><script type="application/ld+json">
      {"@type":"NewsArticle","headline":"News","datePublished":"2024-06-20T16:10:00Z"}</script>
      </head><body><nav><ul><li><a href="/">Home</a></ul></nav><article><h1>News</h1>
      \(paragraphs.joined(separator: "\n"))<blockquote>Yes<br>no</blockquote><table><tr><td>1</table>
      </article><!-- end --><footer>&copy; 2024</footer></body></html>
      """
    return Data(text.utf8)
  }

  private func feeds(_ article: String) -> [Data] {
    let text = String(article.prefix(700))
    let escaped = text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    let json = try? line([
      "version": "https://jsonfeed.org/version/1.1", "title": "News",
      "items": [
        ["id": "1", "title": "A", "content_html": "<p>\(text)</p>", "url": "https://a.b/"]
      ],
    ])
    return [
      """
      <?xml version="1.0"?><rss version="2.0"><channel><title>News</title><link>https://a.b/</link>
      <item><title>A</title><link>/1</link><pubDate>Thu, 20 Jun 2024 16:10:00 GMT</pubDate>
      <description><![CDATA[<p>\(text)</p>]]></description></item></channel></rss>
      """,
      """
      <feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://a.b/"><title>News</title>
      <entry><id>1</id><title type="html">A &amp;amp; B</title><author><name>N</name></author>
      <updated>2024-06-20T16:10:00Z</updated><summary>\(escaped)</summary></entry></feed>
      """,
    ].map { Data($0.utf8) } + [json].compactMap(\.self)
  }

  private var archives: [Data] {
    get throws {
      try articles.flatMap { article in
        let body = page(String(article.prefix(900)))
        let answer =
          Data("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n".utf8) + body
        let head = """
          WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: https://a.b/1\r\n\
          WARC-Date: 2024-06-20T16:10:00Z\r\nContent-Type: application/http; msgtype=response\r\n\
          Content-Length: \(answer.count)\r\n\r\n
          """
        let plain = Data(head.utf8) + answer + Data("\r\n\r\n".utf8)
        return try [plain, plain + plain, packed(plain, by: "gzip"), packed(plain, by: "zstd")]
      }
    }
  }

  private func packed(_ data: Data, by program: String) throws -> Data {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program, "-c", "-q"]
    let (input, output) = (Pipe(), Pipe())
    process.standardInput = input
    process.standardOutput = output
    do { try process.run() } catch { return data }
    try input.fileHandleForWriting.write(contentsOf: data)
    try input.fileHandleForWriting.close()
    defer { process.waitUntilExit() }
    return try output.fileHandleForReading.readToEnd() ?? data
  }

  /// Records with what else a record may have.
  private var forms: [Data] {
    get throws {
      try articles.map { article in
        try line(["id": "a", "html": String(decoding: page(article), as: UTF8.self)])
      } + [
        line(["id": "b", "base64": Data("Zürich".utf8).base64EncodedString(), "charset": "utf-8"]),
        line(["id": -3, "xml": "<a>b</a>", "url": "https://a.b/", "language": "de"]),
        line(["id": "c", "base64": "////", "mediaType": "text/plain; x=y"]), line(["id": []]),
      ]
    }
  }

  private var comparisons: [Data] {
    get throws {
      let texts = articles.map { String($0.prefix(1_500)) } + examples.prefix(400)
      return try stride(from: 0, to: texts.count - 1, by: 2).map { i in
        let witnesses = (0..<2).map { ["id": "w\($0)", "text": texts[i + $0]] }
        return try line(["id": "x", "witnesses": witnesses])
      }
    }
  }

  /// What the page of the desk asks, and what other pages and programs might.
  private var requests: [Data] {
    let head = "HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\nCookie: COOKIE\r\n"
    let asked = [
      "/", "/?token=0", "/desk.js", "/desk.css", "/api/revision", "/api/state", "/api/text/A",
      "/api/finding/A-1", "/api/finding/A.1?name=%41",
    ]
    let told = [
      ("decide", #"{"finding": "A-1", "edition": 1, "seen": 0, "verdict": "accepted"}"#),
      (
        "decide",
        #"{"finding": "B-1", "edition": 1, "seen": 1, "verdict": "rejected", "reason": "a quote"}"#
      ),
      ("undo", #"{"seen": 2}"#), ("keep", #"{"text": "C"}"#), ("write", #"{"text": "A"}"#),
      ("reload", "{}"), ("texts?name=c.txt", "Leave a Reply\n"),
      ("texts?name=..%2Fc.html", "<p>It is is.</p>"), ("texts", ""),
    ]
    return asked.map { Data("GET \($0) \(head)\r\n".utf8) }
      + told.map { path, body in
        let fields = "Origin: http://127.0.0.1:PORT\r\nContent-Length: \(body.utf8.count)\r\n"
        return Data("POST /api/\(path) \(head)\(fields)\r\n\(body)".utf8)
      } + ["PUT / \(head)\r\n", "GET / HTTP/1.1\r\nHost: a.example\r\n\r\n"].map { Data($0.utf8) }
  }

  private func line(_ object: [String: Any]) throws -> Data {
    try JSONSerialization.data(withJSONObject: object, options: [.sortedKeys])
  }
}
