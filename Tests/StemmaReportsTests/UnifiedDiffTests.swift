import StemmaReports
import Testing

@Suite struct `A unified diff` {
  private func diff(_ old: String, _ new: String) -> String {
    String(
      decoding: UnifiedDiff(from: Array(old.utf8), to: Array(new.utf8))
        .bytes(named: Array("a.txt".utf8)),
      as: UTF8.self
    )
  }

  @Test func `of equal texts is empty`() {
    #expect(diff("a\nb\n", "a\nb\n").isEmpty)
  }

  @Test func `shows three lines around each change, near ones in one hunk`() {
    let old = (1...30).map { "line \($0)\n" }
    var new = old
    new[4] = "changed\n"
    new.remove(at: 10)
    new.append("more\n")
    #expect(
      diff(old.joined(), new.joined()) == """
        --- a/a.txt
        +++ b/a.txt
        @@ -2,13 +2,12 @@
         line 2
         line 3
         line 4
        -line 5
        +changed
         line 6
         line 7
         line 8
         line 9
         line 10
        -line 11
         line 12
         line 13
         line 14
        @@ -28,3 +27,4 @@
         line 28
         line 29
         line 30
        +more

        """
    )
  }

  @Test func `says where a line feed is missing`() {
    #expect(
      diff("a\nb", "a\n") == """
        --- a/a.txt
        +++ b/a.txt
        @@ -1,2 +1 @@
         a
        -b
        \\ No newline at end of file

        """
    )
    #expect(diff("", "a\n").contains("@@ -0,0 +1 @@\n+a\n"))
    #expect(diff("a\n", "").contains("@@ -1 +0,0 @@\n-a\n"))
  }

  @Test func `keeps changes of texts that have little in common in one piece`() {
    let old = (0..<3000).map { "a\($0)\n" }.joined()
    let new = (0..<3000).map { "b\($0)\n" }.joined()
    #expect(diff("x\n" + old, "x\n" + new).contains("@@ -1,3001 +1,3001 @@\n x\n-a0\n"))
  }

  /// Applies hunks by their line numbers, and so checks those.
  @Test func `leads from the one text to the other, whatever they are`() {
    var random = Numbers()
    for _ in 0..<300 {
      func text() -> [String] {
        (0..<Int.random(in: 0...30, using: &random)).map { _ in
          "\(Int.random(in: 0...3, using: &random))\n"
        }
      }
      let (old, new) = (text(), text())
      var result: [String] = []
      var position = 0
      for line in diff(old.joined(), new.joined()).split(separator: "\n").dropFirst(2) {
        if line.hasPrefix("@@ -") {
          let range = line.dropFirst(4).prefix { $0 != " " }.split(separator: ",").compactMap {
            Int($0)
          }
          let start = range.count == 2 && range[1] == 0 ? range[0] : range[0] - 1
          result += old[position..<start]
          position = start
        } else if line.hasPrefix("+") {
          result.append("\(line.dropFirst())\n")
        } else {
          #expect(old[position] == "\(line.dropFirst())\n")
          if line.hasPrefix(" ") { result.append(old[position]) }
          position += 1
        }
      }
      #expect(result + old[position...] == new)
    }
  }
}

/// The same numbers in every run, by Knuth’s linear congruential generator.
private struct Numbers: RandomNumberGenerator {
  private var state: UInt64 = 1

  mutating func next() -> UInt64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state ^ (state >> 29)
  }
}
