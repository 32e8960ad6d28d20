import Foundation
import Stemma
import StemmaReports

/// What a writer can do about findings that stop a commit.
struct StagedAdvice {
  private var first: (rule: String, words: String, file: String)?
  private var count = 0

  /// Takes findings in that stop the commit.
  mutating func add(_ findings: [ReportedFinding], in file: InputFile) {
    count += findings.count
    guard first == nil, let finding = findings.first else { return }
    first = (finding.rule, finding.exact, file.path.text)
  }

  /// Says it on standard error, after the list of findings; nothing where nothing stops.
  ///
  /// - Parameter baseline: The file of known findings, as it is to be shown.
  func tell(baseline: String) {
    guard let first else { return }
    let line = first.words.prefix { !$0.isNewline }
    var words = line.prefix(60)
    // Words hold as wholes.
    if words.endIndex < line.endIndex, let space = words.lastIndex(of: " ") {
      words = words[..<space]
    }
    let text = """

      \(count == 1 ? "1 new finding" : "\(count) new findings") in what is to be committed; above is where, and what is wrong.

        To mend it    change the words, then ‘git add’ the file again;
                      ‘stemma check --fix \(shellWord(first.file))’ does what is sure.
        To accept it  as it stands:  stemma baseline write \(shellWord(first.file)) --because 'why'
                                     git add \(shellWord(baseline))
                      everywhere, in .stemma.yml:
                                     ignore:
                                       - rule: \(first.rule)
                                         text: '\(words.replacing("'", with: "''"))'
                                         because: why
        To learn why  stemma rules explain \(first.rule)


      """
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
      visible(String($0))
    }
    _ = write(Array(lines.joined(separator: "\n").utf8)[...], to: STDERR_FILENO)
  }

  /// A word as a shell reads it back.
  private func shellWord(_ text: String) -> String {
    let isPlain = text.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x41...0x5A).contains($0 & 0xDF) || $0 >= 0x2D && $0 <= 0x2F
        || $0 == 0x5F
    }
    return isPlain && !text.hasPrefix("-") ? text : "'\(text.replacing("'", with: "'\\''"))'"
  }
}
