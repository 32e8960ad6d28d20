internal import Mustache

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

  /// Several texts, each `{{{word}}}`.
  static func words(_ texts: [String]) -> Slot {
    .list(texts.map { ["word": .text($0)] })
  }
}

/// The values of a template, by name.
struct Scope: Sendable, ExpressibleByDictionaryLiteral, MustacheParent {
  private(set) var values: [String: Slot]

  init(dictionaryLiteral elements: (String, Slot?)...) {
    values = [:]
    for (name, value) in elements { values[name] = value }
  }

  subscript(name: String) -> Slot? {
    get { values[name] }
    set { values[name] = newValue }
  }

  /// What the library asks for.
  func child(named name: String) -> Any? {
    guard let value = values[name] else { return nil }
    return switch value {
    case .text(let text): text
    case .count(let number): Escaped(trusted: grouped(number))
    case .place(let number): Escaped(trusted: String(number))
    case .flag(let flag): flag
    case .list(let scopes): scopes
    case .scope(let scope): scope
    }
  }
}
