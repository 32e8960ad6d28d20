/// Inputs that somebody made to do harm; written by code, since no repository should hold them.
enum Attacks {
  /// What stands behind the harm, in inputs whose text must survive it.
  static let survivor = "The harbour master said the port is open."

  /// What a file holds that no output may show.
  static let canary = "canary-6d1f"

  /// A file name and what it holds, by the path of the canary’s file.
  static func files(canary path: String) -> [(name: String, bytes: [UInt8])] {
    let texts = pages + pagesWithLimits + entities(path) + texts + feeds + lines + names
    return texts.map { ($0.0, Array($0.1.utf8)) } + raw + archives
  }

  private static func times(_ count: Int, _ part: String) -> String {
    String(repeating: part, count: count)
  }

  private static let end = "<p>\(survivor)</p>"

  private static let pages = [
    ("script.html", "<script>alert(1)</script><img src=x onerror=alert(1)>\(end)"),
    ("comment.html", "<p>One.</p><!-- never ends \(end)"),
    ("attribute.html", "<p>One.</p><a href=\"never ends>\(end)"),
    ("cdata.html", "<p>One.</p><![CDATA[ ]]><![CDATA[\(end)"),
    ("adoption.html", times(300, "<b><i></b>") + end),
    ("table.html", times(200, "<table><tr><td>") + end),
    ("quirk.html", "<svg><p><math><mtext></svg>" + end),
    ("base.html", "<base href=\"file:///etc/\"><link rel=canonical href=passwd>" + end),
    ("charset.html", "<meta charset=utf-7>+ADw-script+AD4-alert(1)" + end),
    ("refresh.html", "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">" + end),
    ("control.html", "<p>\u{1B}]0;title\u{7}\u{9B}31m&#27;[2J&#x9b;31m&#0;</p>" + end),
  ]

  private static let pagesWithLimits = [
    ("deep.html", times(3_000, "<div>") + end), ("deep-list.html", times(1_000, "<ul><li>") + end),
    ("deep-quote.html", times(1_000, "<blockquote>") + end),
    ("stray.html", times(1_000, "<div>") + times(3_000, "</zz>") + end),
    ("attributes.html", "<p " + (0..<3_000).map { "a\($0)=1 " }.joined() + ">x</p>" + end),
    ("references.html", "<p>" + times(2_000, "&amp;lt;") + "</p>" + end),
    ("numbers.html", "<p>" + times(1_000, "&#x110000;&#xD800;") + "</p>" + end),
    ("angles.html", times(10_000, "<") + end), ("brackets.html", times(3_000, "[a]") + end),
  ]

  private static func entities(_ path: String) -> [(String, String)] {
    [
      ("file", "<!ENTITY e SYSTEM \"file://\(path)\">"),
      ("parameter", "<!ENTITY % p SYSTEM \"file://\(path)\"> %p; <!ENTITY e \"x\">"),
      ("net", "<!ENTITY e SYSTEM \"http://127.0.0.1:9/e\">"),
      (
        "laughs",
        (0..<9).map { "<!ENTITY a\($0 + 1) \"\(times(10, "&a\($0);"))\">" }.joined()
          + "<!ENTITY a0 \"ha\"><!ENTITY e \"&a9;\">"
      ),
      ("quadratic", "<!ENTITY e \"\(times(50_000, "x"))\">"),
      ("recursive", "<!ENTITY e \"&f;\"><!ENTITY f \"&e;\">"),
    ].flatMap { name, declaration in
      let head = "<?xml version=\"1.0\"?><!DOCTYPE r [\(declaration)]>"
      return [
        (
          "\(name).xhtml.html",
          "\(head)<html><body><p>&e;\(times(500, "&e;"))</p>\(end)</body></html>"
        ),
        (
          "\(name).rss.xml",
          "\(head)<rss><channel><item><title>&e;</title><description>\(survivor)</description></item></channel></rss>"
        ),
      ]
    } + [
      (
        "include.xml",
        "<rss xmlns:x=\"http://www.w3.org/2001/XInclude\"><channel><item><title><x:include href=\"\(path)\" parse=\"text\"/></title><description>\(survivor)</description></item></channel></rss>"
      )
    ]
  }

  private static let texts = [
    (
      "terminal.txt",
      "\u{1B}[31mred\u{1B}]8;;file:///\u{7}x\u{9D}52;c;AA\u{9C}\u{7F}\u{8}\n\n\(survivor)\n"
    ),
    (
      "direction.txt", "\u{202E}cod.exe\u{202C} \u{2066}x\u{2069}\u{E0041}\u{200B}\n\n\(survivor)\n"
    ),
    ("formula.txt", "=cmd|' /C calc'!A0\n+1\n-1\n@SUM(1)\n\n\(survivor)\n"),
    ("command.txt", "::error file=a,line=1::x%0A::set-output name=a::b\n\n\(survivor)\n"),
    ("grapheme.txt", "\"\u{301}><script>alert(1)</script>\r\n\u{301}<\u{301}b>\n\n\(survivor)\n"),
    ("combining.txt", "a" + times(5_000, "\u{301}") + "\n\n\(survivor)\n"),
    (
      "flags.txt",
      times(2_000, "\u{1F1E6}") + times(500, "\u{1F468}\u{200D}") + "\n\n\(survivor)\n"
    ),
    ("line.txt", times(5_000, "word ") + "\n\n\(survivor)\n"),
    ("token.txt", times(100_000, "a") + "\n\n\(survivor)\n"),
    ("marks.txt", times(3_000, "“‘") + "\n\n\(survivor)\n"),
    ("repeats.txt", times(2_000, "the the ") + "\n\n\(survivor)\n"),
    ("breaks.txt", times(20_000, "\n") + survivor + "\n"), ("empty.txt", ""),
    ("nul.txt", "\0\0\0"),
  ]

  private static let feeds = [
    ("many.xml", "<rss><channel>" + times(300, "<item><title>A</title></item>")),
    ("nested.xml", times(500, "<rss><channel><item>") + "<title>\(survivor)"),
    ("cut.xml", "<rss><channel><item><title>\(survivor)</title><description>&lt;p"),
    ("deep.json", times(5_000, "[")), ("deep-object.json", times(5_000, "{\"a\":")),
    (
      "feed.json",
      "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[{\"content_text\":\"\\ud800\(survivor)\"}]}"
    ),
  ]

  private static let lines = [
    ("bad.ndjson", "{\"id\":1,\"text\":\"\(survivor)\"}\nnot json\n{\"id\":[]}\n{}\n{\"id\":2}\n"),
    (
      "escape.ndjson", "{\"id\":\"../../x\\u001b[31m\\u0000\",\"text\":\"\\u009b31m\(survivor)\"}\n"
    ),
    (
      "number.ndjson",
      "{\"id\":1e999,\"text\":\"x\"}\n{\"id\":99999999999999999999,\"text\":\"x\"}\n"
    ),
    (
      "base64.ndjson",
      "{\"id\":1,\"base64\":\"!!!!\"}\n{\"id\":1,\"base64\":\"\(times(10_000, "////"))\"}\n"
    ),
  ]

  /// Names that mean something to a terminal, a shell or a page.
  private static let names = [
    ("\u{1B}[31mred.txt", survivor + "\n"), ("a\nb.txt", survivor + "\n"),
    ("-rf.txt", survivor + "\n"),
    ("'\"><script>.txt", survivor + "\n"), ("\u{202E}txt.exe", survivor + "\n"),
    ("%0A::x.txt", survivor + "\n"),
  ]

  /// Bytes that are no UTF-8.
  private static let raw: [(String, [UInt8])] = [
    ("all.txt", Array(0...255) + Array(0...255)), ("half.txt", [0xE2, 0x80]),
    ("lone.txt", [0xFF, 0xFE, 0x00, 0xD8, 0x41]),
    ("odd.txt", [0xFE, 0xFF, 0x00]), ("marks.txt.txt", [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, 0x41]),
    ("wide.txt", [0xFF, 0xFE, 0x00, 0x00, 0x41, 0x00, 0x00, 0x00, 0xFF, 0xFF, 0x11, 0x00]),
    ("member.gz", [0x1F, 0x8B, 0x08, 0xFF, 0x00]),
    ("frame.zst", [0x28, 0xB5, 0x2F, 0xFD, 0xFF, 0xFF]),
  ]

  private static let archives: [(String, [UInt8])] = [
    ("length.warc", "9223372036854775807"), ("negative.warc", "-5"), ("short.warc", "3"),
    ("no.warc", "none"),
  ].map { name, length in
    let head = "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: file:///../../\u{1B}x\r\n"
    return (
      name,
      Array(
        "\(head)Content-Type: text/html\r\nContent-Length: \(length)\r\n\r\n\(end)\r\n\r\n".utf8
      )
    )
  }
}
