/// A text with places for what matched: `{match}`, `{1}`, `{name}`, `{detail}`.
struct Template {
  enum Part: Hashable {
    case text(String)
    case place(String)
  }

  let parts: [Part]

  /// Reads a template; braces around anything but a name or a number stand for themselves.
  init(_ source: String) {
    var parts: [Part] = []
    var text = ""
    var rest = source.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      if scalar == "{", let close = rest.firstIndex(of: "}"), close > rest.startIndex,
        rest[..<close].allSatisfy({ isNameScalar($0) })
      {
        if !text.isEmpty { parts.append(.text(text)) }
        text = ""
        parts.append(.place(String(rest[..<close])))
        rest = rest[rest.index(after: close)...]
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    if !text.isEmpty { parts.append(.text(text)) }
    self.parts = parts
  }

  /// The names of its places.
  var places: [String] {
    parts.compactMap { part in
      guard case .place(let name) = part else { return nil }
      return name
    }
  }

  /// The text with every place filled; a place without a value is left empty.
  func filled(_ value: (String) -> String?) -> String {
    var text = ""
    for part in parts {
      switch part {
      case .text(let words): text += words
      case .place(let name): text += value(name) ?? ""
      }
    }
    return text
  }
}

private func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar {
  case "a"..."z", "A"..."Z", "0"..."9", "_": true
  default: false
  }
}
