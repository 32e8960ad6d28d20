import StemmaReports
import StemmaText
import Testing

@testable import StemmaRules

@Suite struct `The handbook of rules` {
  @Test func `has an index and a page for each rule`() {
    let pages = RuleHandbook(of: [
      Sample.rule("b-rule", .translation, summary: "Second."),
      Sample.rule("a-rule", .boilerplate, summary: "First | <b>*one*</b>."),
    ]).pages()
    #expect(pages.map(\.name) == ["README.md", "a-rule.md", "b-rule.md"])
    #expect(
      pages[0].text == """
        # Rules

        2 rules, by what they are about.

        ## boilerplate

        | Rule | Severity | Remedy | |
        |---|---|---|---|
        | [a-rule](a-rule.md) | minor | delete the line | First \\| \\<b\\>\\*one\\*\\</b\\>. |

        ## mt

        | Rule | Severity | Remedy | |
        |---|---|---|---|
        | [b-rule](b-rule.md) | minor | delete the line | Second. |

        """
    )
  }

  @Test func `shows what a rule says, flags and leaves alone`() {
    let page = RuleHandbook(of: []).page(
      on: Sample.rule("a-rule", .boilerplate, summary: "First.")
    )
    #expect(page.text.hasPrefix("# a-rule\n\nFirst.\n\nWhy a-rule.\n\n| | |\n|---|---|\n"))
    #expect(page.text.contains("| Looks for | a phrase, `Subscribe <now>` |"))
    #expect(page.text.contains("| Measured | 39 of 40 findings read are right: at least 0.871 at"))
    #expect(page.text.contains("; 0.013 findings per 1,000 words of news that people wrote"))
    #expect(page.text.contains("## What it flags\n\n```text\n⟦Subscribe `now`⟧\n```"))
    #expect(page.text.contains("## What it leaves alone\n\n```text\nHe will subscribe now.\n```"))
    #expect(page.text.hasSuffix("```\n"))
  }
}
