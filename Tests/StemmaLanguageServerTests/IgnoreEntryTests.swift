import StemmaLanguageServer
import Testing

@Suite struct `An ignore written into settings` {
  private let entry = IgnoreEntry("comment-form", quoting: "Leave a \"Reply\"")

  private func lines(_ space: String) -> String {
    """
    \(space)- rule: comment-form
    \(space)  text: "Leave a \\"Reply\\""
    \(space)  because: "Looked at in an editor."

    """
  }

  @Test func `makes the file, the list, or an entry of the list`() throws {
    for (before, after) in [
      ("", "ignore:\n" + lines("  ")),
      ("failing: minor", "failing: minor\nignore:\n" + lines("  ")),
      ("ignore:\n", "ignore:\n" + lines("  ")),
      ("ignore: # ours\n- rule: a\n", "ignore: # ours\n" + lines("") + "- rule: a\n"),
      (
        "ignore:\n\n    # why\n    - rule: a\nrules: b\n",
        "ignore:\n" + lines("    ") + "\n    # why\n    - rule: a\nrules: b\n"
      ),
    ] {
      let result = try #require(entry.change(of: Array(before.utf8))).result
      #expect(String(decoding: result, as: UTF8.self) == after)
    }
  }

  @Test(arguments: ["ignore: []\n", "{ignore: []}\n", "---\nignore:\n  - rule: a\n", "ignore:"])
  func `is not offered where a line cannot be added`(file: String) {
    #expect(entry.change(of: Array(file.utf8)) == nil)
  }
}
