/// A text whose controls, which could steer a terminal or turn its lines around, are escapes.
///
/// C0 and C1 controls, DEL, line separators and format characters (bidirectional controls, zero
/// width space, soft hyphen, tags) become `\u{202E}`; the joiners that scripts need stay.
package func visible(_ text: String) -> String {
  var result = ""
  for scalar in text.unicodeScalars { appendVisible(scalar, to: &result) }
  return result
}

/// Appends a scalar, or its escape where it is a control.
func appendVisible(_ scalar: Unicode.Scalar, to text: inout String) {
  if isSteering(scalar) {
    text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
  } else {
    text.unicodeScalars.append(scalar)
  }
}

/// Whether a scalar does something to a terminal instead of being shown.
func isSteering(_ scalar: Unicode.Scalar) -> Bool {
  if 0x20...0x7E ~= scalar.value { return false }
  switch scalar.properties.generalCategory {
  case .control, .lineSeparator, .paragraphSeparator: return true
  case .format: return scalar.value != 0x200C && scalar.value != 0x200D
  default: return false
  }
}

/// Columns a scalar takes on a terminal: 0 for what combines, 2 for wide ones, else 1.
///
/// Wide: East Asian Width W and F (Unicode 16, EastAsianWidth.txt), by block, and emoji.
package func columns(of scalar: Unicode.Scalar) -> Int {
  let value = scalar.value
  if value < 0x300 { return 1 }
  switch scalar.properties.generalCategory {
  case .nonspacingMark, .enclosingMark, .format: return 0
  default: break
  }
  switch value {
  case 0x1160...0x11FF: return 0  // vowels and finals of Hangul, drawn into the syllable
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF, 0xA960...0xA97C,
    0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6B, 0xFF01...0xFF60,
    0xFFE0...0xFFE6, 0x16FE0...0x18AFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F2FF, 0x20000...0x3FFFD:
    return 2
  default: return scalar.properties.isEmojiPresentation ? 2 : 1
  }
}
