/// What a template can show: nothing that came from outside gets in unescaped.
///
/// A string literal is ours; it cannot be interpolated.
enum Slot: Sendable, ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
  /// Text that was escaped.
  case text(Escaped)
  /// How many.
  case count(Int)
  /// Where in a drawing.
  case place(Int)
  /// Whether.
  case flag(Bool)
  /// Several things alike.
  case list([Scope])
  /// One thing with parts.
  case scope(Scope)

  init(stringLiteral text: StaticString) { self = .text(Escaped(trusted: "\(text)")) }

  init(booleanLiteral flag: Bool) { self = .flag(flag) }

  /// Text for an element.
  static func text(_ text: some StringProtocol) -> Slot { .text(Escaped(text)) }

  /// Text for an attribute, a title or an option.
  static func attribute(_ text: some StringProtocol) -> Slot {
    .text(Escaped(text, in: .attribute))
  }
}

/// The values of a template, by name.
struct Scope: Sendable, ExpressibleByDictionaryLiteral {
  private(set) var values: [String: Slot]

  init(dictionaryLiteral elements: (String, Slot?)...) {
    values = [:]
    for (name, value) in elements { values[name] = value }
  }
}
