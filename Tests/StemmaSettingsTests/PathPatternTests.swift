import StemmaSettings
import Testing

@Suite struct `Patterns of file names` {
  @Test(arguments: [
    ("*.txt", "a.txt", true), ("*.txt", "deep/er/a.txt", true), ("*.txt", "a.txt.html", false),
    ("archive/**", "archive/a.txt", true), ("archive/**", "archive/b/c.txt", true),
    ("archive/**", "old/archive/a.txt", false), ("archive", "old/archive/a.txt", true),
    ("archive/", "archive/a.txt", true), ("archive/", "archive", false),
    ("/archive", "archive/a.txt", true), ("/archive", "old/archive/a.txt", false),
    ("./a.txt", "a.txt", true), ("./a.txt", "b/a.txt", false),
    ("**/2019/*.txt", "2019/a.txt", true), ("**/2019/*.txt", "x/y/2019/a.txt", true),
    ("**/2019/*.txt", "x2019/a.txt", false), ("a/**/z.txt", "a/z.txt", true),
    ("a/**/z.txt", "a/b/c/z.txt", true), ("a/**/z.txt", "a/bz.txt", false),
    ("a/*/z", "a/b/z", true), ("a/*/z", "a/b/c/z", false), ("news/*", "news/a/b.txt", true),
    ("?.txt", "é.txt", true), ("?.txt", "ab.txt", false), ("[a-c]?.txt", "b1.txt", true),
    ("[!a-c].txt", "d.txt", true), ("[!a-c].txt", "a.txt", false), ("[]x].txt", "].txt", true),
    (#"\*.txt"#, "*.txt", true), (#"\*.txt"#, "a.txt", false), ("*", "any/thing", true),
    ("**", "any/thing", true), ("A.txt", "a.txt", false), ("a**b", "axxb", true),
  ])
  func `match as in .gitignore`(pattern: String, path: String, matches: Bool) throws {
    #expect(try PathPattern(pattern).matches(path.utf8) == matches)
  }

  @Test(arguments: ["", "!a", "[a", "[z-a]", "a\\"])
  func `refuse what means nothing`(pattern: String) {
    #expect(throws: PathPattern.Fault.self) { try PathPattern(pattern) }
  }

  /// A matcher that tries one way after the other takes 2^30 steps here.
  @Test func `take no longer on patterns that match in many ways`() throws {
    let pattern = try PathPattern(String(repeating: "**/*a*", count: 30) + "b")
    #expect(!pattern.matches(String(repeating: "a/aaaa", count: 300).utf8))
  }

  @Test func `know the folder that all matches lie in`() throws {
    #expect(try PathPattern("news/2019/*.txt").plainFolder == Array("news/2019/".utf8))
    #expect(try PathPattern("*.txt").plainFolder.isEmpty)
    #expect(try PathPattern("news/a.txt").plainPath == Array("news/a.txt".utf8))
    #expect(try PathPattern("a.txt").plainPath == nil)
  }
}
