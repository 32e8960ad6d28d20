import Foundation
import Testing

@Suite struct `A baseline of divergences` {
  private func text(_ count: String) -> String {
    """
    Ferry strike closes the port of Lunden

    The harbour workers of Lunden walked out on Monday after talks with the port failed.
    The union said that \(count) ferries had been stopped at the northern pier.
    A spokesman of the port called the strike unlawful and announced a complaint.
    Passengers waited for hours in the rain before the harbour office opened its doors.
    The workers demand higher pay for night shifts and an end of the short contracts.

    """
  }

  private func folder(_ count: String = "25") throws -> Folder {
    let folder = try Folder()
    try folder.file("a.txt", text("24"))
    try folder.file("b.txt", text(count))
    return folder
  }

  private func collate(_ folder: Folder, as format: String = "text") throws -> Invocation {
    try stemma(
      "collate",
      "--fail-on",
      "major",
      "--format",
      format,
      "a.txt",
      "b.txt",
      in: folder.url
    )
  }

  @Test func `accepts those it knows, and no other wording of the same place`() throws {
    let folder = try folder()
    #expect(try collate(folder).status == 1)
    let written = try stemma(
      "baseline",
      "write",
      "--collate",
      "a.txt",
      "b.txt",
      in: folder.url
    )
    #expect(written.status == 0, "\(written.complaints)")
    let known = try collate(folder)
    #expect(known.status == 0, "\(known.text)")
    #expect(known.text.contains("0 divergences; 1 that the baseline knows left out."))
    #expect(try !collate(folder, as: "csv").text.contains("cmp.number"))
    // The report is whole, so that it can be made again.
    #expect(try collate(folder, as: "json").text.contains("cmp.number"))
    try folder.file("b.txt", text("240"))
    #expect(try collate(folder).status == 1)
  }

  @Test func `stays when texts are looked at one by one`() throws {
    let folder = try folder()
    _ = try stemma("baseline", "write", "--collate", "a.txt", "b.txt", in: folder.url)
    let checked = try stemma("check", "--strict-baseline", "a.txt", "b.txt", in: folder.url)
    #expect(!checked.complaints.contains("gone"))
    _ = try stemma("baseline", "write", "a.txt", "b.txt", in: folder.url)
    #expect(try collate(folder).status == 0)
    try folder.file("b.txt", text("24"))
    _ = try stemma("baseline", "write", "--collate", "a.txt", "b.txt", in: folder.url)
    try folder.file("b.txt", text("25"))
    #expect(try collate(folder).status == 1)
  }
}
