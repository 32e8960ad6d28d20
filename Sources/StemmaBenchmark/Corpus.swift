import ArgumentParser
import Foundation

/// The pages and texts that are measured.
struct Corpus {
  /// One file.
  struct File {
    let path: String
    let bytes: [UInt8]
  }

  private(set) var pages: [File] = []
  private(set) var texts: [File] = []
  private(set) var feeds: [File] = []

  /// Texts that are collated, each with the next: comparing takes longer than all else.
  private static let collated = 10

  /// What it is.
  private(set) var description = ""

  /// What a stage is given.
  func files(for input: Stage.Input) -> [File] {
    switch input {
    case .pages: pages
    case .texts: texts
    case .feeds: feeds
    case .pairs: texts.count < 2 ? [] : Array(texts.prefix(Self.collated))
    }
  }

  /// Pages, feeds and texts at some paths.
  init(of paths: [String]) throws {
    for path in paths {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
        throw ValidationError("\(path): no such file or folder.")
      }
      let names =
        isFolder.boolValue
        ? try FileManager.default.subpathsOfDirectory(atPath: path).sorted().map { path + "/" + $0 }
        : [path]
      for name in names { try add(name) }
    }
    guard !pages.isEmpty || !texts.isEmpty || !feeds.isEmpty else {
      throw ValidationError("None of the PATHs holds a page (.html), feed (.xml) or text (.txt).")
    }
    description = "\(pages.count) pages, \(feeds.count) feeds and \(texts.count) texts from files"
  }

  private mutating func add(_ path: String) throws {
    let isPage = path.hasSuffix(".html") || path.hasSuffix(".htm")
    let isFeed = [".xml", ".rss", ".atom"].contains { path.hasSuffix($0) }
    guard isPage || isFeed || path.hasSuffix(".txt") else { return }
    let file = File(path: path, bytes: [UInt8](try Data(contentsOf: URL(filePath: path))))
    if isPage {
      pages.append(file)
    } else if isFeed {
      feeds.append(file)
    } else {
      texts.append(file)
    }
  }

  /// The seeds, and pages made of their paragraphs, in a folder.
  ///
  /// A page has 60 to 150 KB, as news pages have: a menu, the article, boxes of other stories, a
  /// footer, and scripts and styles, which are half of it. All of them are the same every time.
  init(made folder: URL) throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: "seeds").sorted()
    let seeds = try names.map { try Data(contentsOf: URL(filePath: "seeds/" + $0)) }
    let articles = seeds.map { seed in
      String(decoding: seed, as: UTF8.self).split(separator: "\n").map(String.init)
    }
    for n in 0..<200 {
      let page = Self.page(n, articles)
      let path = folder.appending(path: "\(n).html").path
      try Data(page.utf8).write(to: URL(filePath: path))
      pages.append(File(path: path, bytes: Array(page.utf8)))
      let text = articles[n % articles.count].joined(separator: "\n\n")
      let place = folder.appending(path: "\(n).txt").path
      try Data(text.utf8).write(to: URL(filePath: place))
      texts.append(File(path: place, bytes: Array(text.utf8)))
    }
    for n in 0..<20 {
      let feed = Self.feed(n, articles)
      let path = folder.appending(path: "\(n).xml").path
      try Data(feed.utf8).write(to: URL(filePath: path))
      feeds.append(File(path: path, bytes: Array(feed.utf8)))
    }
    description = "200 texts, 200 pages and 20 feeds of 40 entries, made of the five seeds"
  }

  private static func feed(_ n: Int, _ articles: [[String]]) -> String {
    let items = (0..<40).map { i in
      let article = articles[(n + i) % articles.count]
      let paragraphs = article.dropFirst().map { "<p>\($0)</p>" }.joined()
      return """
        <item><title>\(article[0])</title><link>https://daily.example/\(n)/\(i)</link>
        <guid>https://daily.example/\(n)/\(i)</guid><pubDate>Thu, 20 Jun 2024 10:0\(i % 10):00 GMT</pubDate>
        <description><![CDATA[<p>\(article[min(1, article.count - 1)])</p>]]></description>
        <content:encoded><![CDATA[\(paragraphs)]]></content:encoded></item>
        """
    }
    return """
      <?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">
      <channel><title>The Daily</title><link>https://daily.example</link><description>News</description>
      \(items.joined(separator: "\n"))</channel></rss>
      """
  }

  private static func page(_ n: Int, _ articles: [[String]]) -> String {
    let article = articles[n % articles.count]
    let other = articles[(n + 1) % articles.count]
    func links(_ count: Int, _ words: Int) -> String {
      (0..<count).map { i in
        let line = other[(i + n) % other.count].split(separator: " ").prefix(words)
        return "<li class=\"item item-\(i)\"><a href=\"/story/\(n)/\(i)?from=list\" title=\"\(i)\">"
          + line.joined(separator: " ") + "</a></li>\n"
      }
      .joined()
    }
    let script =
      "<script>window.data=\""
      + String(repeating: "var item = { id: \(n), state: 'open' };", count: 400 + n * 4)
      + "\"</script>\n"
    let body = article.dropFirst().map { "<p>\($0)</p>\n" }.joined()
    return """
      <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>\(article[0]) | The Daily</title>
      <meta property="og:title" content="\(article[0])"><meta name="author" content="Ann Lee">
      <style>.item { color: red } .list > li { margin: 0 }</style>\(script)</head>
      <body><header><nav><ul class="menu">\(links(60, 2))</ul></nav></header>
      <main><article class="story"><h1>\(article[0])</h1>
      <div class="byline">By <a rel="author" href="/authors/ann-lee">Ann Lee</a>, 20 June 2024</div>
      \(body)</article><aside class="related"><h2>More stories</h2><ul>\(links(80, 9))</ul></aside></main>
      <footer><ul>\(links(40, 3))</ul><p>© 2024 The Daily. All rights reserved.</p></footer>\(script)
      </body></html>
      """
  }
}
