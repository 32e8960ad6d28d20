/// Text that may stand in HTML as it is, in an element or in an attribute between double quotes.
///
/// Made from scalars, never from characters: a combining mark behind `<` or `"` joins it to one
/// `Character`, which equals neither, so that whoever compares characters lets it through.
/// Templates are given nothing else that came from outside; see `Slot`.
struct Escaped: Hashable, Sendable {
  /// Where the text will stand.
  enum Form {
    /// An attribute, a title or an option: no elements can stand in it.
    case attribute
    /// A line: breaks are shown as signs.
    case line
    /// A block that keeps its white space: tabs stay.
    case block
  }

  /// The HTML.
  let html: String

  /// Escapes a text, and shows what cannot be seen in it.
  init(_ text: some StringProtocol, in form: Form = .line) {
    var html: [UInt8] = []
    html.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars { Self.append(scalar, to: &html, form) }
    self.html = String(decoding: html, as: UTF8.self)
  }

  /// Escapes a text in UTF-8.
  init(utf8 bytes: some Collection<UInt8>, in form: Form = .line) {
    self.init(String(decoding: bytes, as: UTF8.self), in: form)
  }

  /// Takes HTML that is ours.
  init(trusted html: String) { self.html = html }

  private static func append(_ scalar: Unicode.Scalar, to html: inout [UInt8], _ form: Form) {
    switch scalar {
    case "&": html += "&amp;".utf8
    case "<": html += "&lt;".utf8
    case ">": html += "&gt;".utf8
    case "\"": html += "&quot;".utf8
    case "'": html += "&#39;".utf8
    case " "..."~": html.append(UInt8(truncatingIfNeeded: scalar.value))
    case "\t" where form == .block: html.append(0x09)
    case "\n" where form != .attribute: html += sign("↵", "line break").utf8
    case "\t" where form == .line: html += sign("⇥", "tab").utf8
    case "\n" where form == .attribute, "\t" where form == .attribute: html.append(0x20)
    default:
      if isUnseen(scalar) {
        let name = "U+" + hexadecimal(scalar.value)
        html += (form == .attribute ? "⟨\(name)⟩" : sign(name, "invisible character")).utf8
      } else {
        html += Array(String(scalar).utf8)
      }
    }
  }

  private static func sign(_ text: String, _ title: String) -> String {
    "<span class=\"unseen\" title=\"\(title)\">\(text)</span>"
  }
}

/// Whether a scalar shows nothing, or does something to what stands around it.
///
/// Controls, separators, format characters and whatever else a font may ignore, and what is no
/// character at all; not the joiners and variation selectors that scripts and emoji need.
func isUnseen(_ scalar: Unicode.Scalar) -> Bool {
  if 0x20...0x7E ~= scalar.value { return false }
  switch scalar.value {
  case 0x200C, 0x200D, 0xFE0E, 0xFE0F: return false
  case 0xFDD0...0xFDEF: return true
  case _ where scalar.value & 0xFFFE == 0xFFFE: return true
  default: break
  }
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator: return true
  default: return scalar.properties.isDefaultIgnorableCodePoint
  }
}

/// At least four digits, in capitals.
private func hexadecimal(_ value: UInt32) -> String {
  let digits = String(value, radix: 16, uppercase: true)
  return String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
}

/// A whole number with commas between thousands.
func grouped(_ number: Int) -> String {
  let digits = Array(String(number.magnitude).utf8)
  var text: [UInt8] = number < 0 ? [0x2D] : []
  for (i, digit) in digits.enumerated() {
    if i > 0, (digits.count - i).isMultiple(of: 3) { text.append(0x2C) }
    text.append(digit)
  }
  return String(decoding: text, as: UTF8.self)
}

/// A number and its noun.
func counted(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
  "\(grouped(number)) \(number == 1 ? noun : plural ?? noun + "s")"
}

/// Per mille as per cent, with one digit behind the point.
func percent(_ part: Int, of whole: Int) -> String {
  guard whole > 0 else { return "0 %" }
  let tenths = (part * 1000 + whole / 2) / whole
  return "\(tenths / 10).\(tenths % 10) %"
}
