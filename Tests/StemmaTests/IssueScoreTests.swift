import StemmaText
import Testing

@testable import Stemma

@Suite struct `The automatic issue score` {
  @Test(arguments: [
    (0, 500, 0), (3, 1000, 3), (1, 667, 1), (17, 250, 68),
  ])
  func `is points for 1,000 words, rounded`(penalty: Int, words: Int, rate: Int) {
    #expect(IssueScore(penalty: penalty, words: words).perThousandWords == rate)
  }

  @Test func `is nothing without words`() {
    #expect(IssueScore(penalty: 5, words: 0).perThousandWords == nil)
    #expect(IssueScore(penalty: 5, words: nil).perThousandWords == nil)
  }

  @Test func `weighs as MQM does`() {
    #expect(Severity.allCases.map(IssueScore.weight(of:)) == [0, 1, 5, 25])
  }

  @Test func `adds up`() {
    let sum = IssueScore(penalty: 5, words: 100) + IssueScore(penalty: 1, words: 300)
    #expect(sum == IssueScore(penalty: 6, words: 400))
  }

  @Test(arguments: [
    ("", 0), ("Two words.", 2), ("— “quoted” text -", 2), ("It cost 5 %.", 3), ("a\n\nb\tc", 3),
  ])
  func `counts words between white space`(text: String, words: Int) {
    #expect(wordCount(of: Array(text.utf8)) == words)
  }
}
