import StemmaVoices
import Testing

@Suite struct `Tables of who speaks` {
  @Test(arguments: [
    ("cues.txt", "say\tx\t\tsaid\tHe said no.", "‘x’ is no frame"),
    ("cues.txt", "say\tq\tbehind\tsaid\tHe said no.", "‘behind’ is not among the prepositions"),
    ("cues.txt", "say\tq", "the row lacks cells or its example"),
    ("words.txt", "aide\tspeaker\t\tan aide", "‘speaker’ is no use of a word"),
    ("other.txt", "a\tb\tc", "no table has this name"),
  ])
  func `are refused with file and line`(name: String, row: String, problem: String) {
    let table = Vocabulary.Table(name: name, text: "# comment\n\(row)\n")
    #expect {
      try Vocabulary.compiled(from: [table])
    } throws: { error in
      "\(error)".contains("rules/voices/\(name):2") && "\(error)".contains(problem)
    }
  }
}
