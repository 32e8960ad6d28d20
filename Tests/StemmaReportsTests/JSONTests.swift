import StemmaReports
import Testing

@Suite struct `JSON text` {
  @Test func `is escaped as RFC 8785 shows`() throws {
    let written = #"{"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/"}"#
    #expect(try canonical(written) == #"{"string":"€$\u000f\nA'B\"\\\\\"/"}"#)
  }

  @Test func `has its members in the order of RFC 8785`() throws {
    let written = #"""
      {"\u20ac":"Euro Sign","\r":"Carriage Return","\ufb33":"Hebrew Letter Dalet With Dagesh",
       "1":"One","\ud83d\ude00":"Emoji: Grinning Face","\u0080":"Control",
       "\u00f6":"Latin Small Letter O With Diaeresis"}
      """#
    let values = [
      "Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis", "Euro Sign",
      "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh",
    ]
    let parts = try canonical(written).split(separator: #"":""#).dropFirst()
    #expect(parts.map { $0.prefix { $0 != "\"" } }.map(String.init) == values)
  }

  @Test(arguments: [
    #"{"b":1,"a":[true,null,-0.5e3,{}]}"#, #""\u0001\b\t\n\f\r\"\\""#, "[[],[1]]", "-12",
    "\"\u{7F}é\"",
  ])
  func `comes out the same after it was read`(text: String) throws {
    let once = try canonical(text)
    #expect(try canonical(once) == once)
  }

  @Test(arguments: [
    ("", "1:1: the text ends where a value is expected"),
    ("[1,]", "1:4: a value is expected here"),
    ("{\"a\":1,\n\"a\":2}", "2:1: the name ‘a’ stands twice in one object"),
    ("[01]", "1:3: a number starts with 0"),
    ("\"a\nb\"", "1:3: a control character stands unescaped in a string"),
    (#""\ud800x""#, "1:8: half of a surrogate pair stands alone"),
    ("nul", "1:1: ‘null’ is expected here"),
    ("1 2", "1:3: something follows the end of the JSON value"),
    (#""\x""#, "1:3: a backslash stands before something that cannot be escaped"),
  ])
  func `is refused where it is wrong`(text: String, problem: String) {
    let error = #expect(throws: JSONError.self) { try JSON(parsing: Array(text.utf8)) }
    #expect(error?.description == problem)
  }

  @Test func `is refused where a string is not UTF-8`() {
    #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xC3, 0x28, 0x22]) }
  }

  @Test func `is refused where it nests without end`() {
    let text = Array(String(repeating: "[", count: 1_000_000).utf8)
    let error = #expect(throws: JSONError.self) { try JSON(parsing: text) }
    #expect(error?.problem == "values nest deeper than 64 levels")
  }

  private func canonical(_ text: String) throws -> String {
    String(decoding: try JSON(parsing: Array(text.utf8)).canonical(), as: UTF8.self)
  }
}
