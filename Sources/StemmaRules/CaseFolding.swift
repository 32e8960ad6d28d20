/// Folding of case, for comparing text with phrases and literals.
enum CaseFolding {
  /// What one scalar becomes.
  enum Fold {
    /// Another scalar, or itself.
    case scalar(UInt32)
    /// Two of them: ß is ss.
    case twice(UInt8)
    /// White space of any kind.
    case space
    /// Nothing: soft hyphens, joiners and marks that no reader sees.
    case nothing
  }

  /// Folds a scalar; dotted and dotless i become one, and are told apart where it matters.
  ///
  /// Simple lower-case mappings of Unicode, as tested against the standard library's, but with
  /// ς as σ, ß and ẞ as ss, and one form each for apostrophes, hyphens and white space.
  static func fold(_ scalar: UInt32) -> Fold {
    switch scalar {
    case 0x09...0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x2000...0x200a, 0x2028, 0x2029, 0x202f, 0x205f,
      0x3000:
      .space
    case 0xad, 0x200b...0x200f, 0x202a...0x202e, 0x2060...0x2064, 0xfe0e, 0xfe0f, 0xfeff: .nothing
    case 0xdf, 0x1e9e: .twice(UInt8(ascii: "s"))
    case 0x130, 0x131: .scalar(0x69)
    case 0x17f: .scalar(0x73)
    case 0x2018, 0x2019, 0x201b, 0x2bc, 0x2032, 0xff07: .scalar(0x27)
    case 0x2010, 0x2011, 0x2012, 0x2013, 0x2212, 0xfe63, 0xff0d: .scalar(0x2d)
    default: .scalar(lowercased(scalar))
    }
  }

  /// The simple lower-case mapping of a scalar, with ς as σ.
  static func lowercased(_ s: UInt32) -> UInt32 {
    switch s {
    case 0..<0x80: (0x41...0x5a).contains(s) ? s + 32 : s
    case 0xc0...0xde: s == 0xd7 ? s : s + 32
    case 0xdf..<0x100, 0x80..<0xc0: s
    case 0x100...0x137, 0x14a...0x177, 0x1e00...0x1e95, 0x1ea0...0x1eff, 0x460...0x481,
      0x48a...0x4bf, 0x4d0...0x52f, 0x3d8...0x3ef:
      s | 1
    case 0x139...0x148, 0x179...0x17e, 0x4c1...0x4ce: s + (s & 1)
    case 0x138, 0x149, 0x17f, 0x482...0x489, 0x4cf, 0x1e96...0x1e9f: s
    case 0x178: 0xff
    case 0x4c0: 0x4cf
    case 0x386: 0x3ac
    case 0x388...0x38a: s + 37
    case 0x38c: 0x3cc
    case 0x38e, 0x38f: s + 63
    case 0x391...0x3a1, 0x3a3...0x3ab: s + 32
    case 0x3c2: 0x3c3
    case 0x3ac...0x3c1, 0x3c3...0x3ce: s
    case 0x410...0x42f: s + 32
    case 0x400...0x40f: s + 80
    case 0x430...0x45f: s
    case 0x531...0x556: s + 48
    case 0xff21...0xff3a: s + 32
    case 0x590...0x109f, 0x1100...0x139f, 0x2000...0x20ff, 0x2500...0x2bff, 0x2e00...0xa63f,
      0xa800...0xab2f, 0xac00...0xff20, 0xff3b...0xffff, 0x1f000...0x3ffff:
      s
    default: mapped(s)
    }
  }

  private static func mapped(_ s: UInt32) -> UInt32 {
    guard let scalar = Unicode.Scalar(s) else { return s }
    let mapping = scalar.properties.lowercaseMapping.unicodeScalars
    guard mapping.count == 1, let first = mapping.first else { return s }
    return first.value
  }

  /// The scalars that a pattern without regard to case may have where the text has this one.
  static func variants(of scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    switch scalar {
    case "i": return ["i", "I", "\u{130}"]
    case "I": return ["I", "i", "\u{131}"]
    case "\u{131}": return ["\u{131}", "I"]
    case "\u{130}": return ["\u{130}", "i"]
    case "σ", "ς", "Σ": return ["σ", "ς", "Σ"]
    case "k", "K", "\u{212a}": return ["k", "K", "\u{212a}"]
    case "s", "S", "\u{17f}": return ["s", "S", "\u{17f}"]
    case "å", "Å", "\u{212b}": return ["å", "Å", "\u{212b}"]
    case "ß", "ẞ": return ["ß", "ẞ"]
    default: break
    }
    if scalar.isASCII {
      let value = scalar.value
      let isLetter = (0x41...0x5a).contains(value & 0xdf)
      return isLetter ? [scalar, Unicode.Scalar(UInt8(value ^ 0x20))] : [scalar]
    }
    let properties = scalar.properties
    var variants = [scalar]
    for mapping in [
      properties.lowercaseMapping, properties.uppercaseMapping, properties.titlecaseMapping,
    ] {
      let scalars = mapping.unicodeScalars
      if scalars.count == 1, let first = scalars.first, !variants.contains(first) {
        variants.append(first)
      }
    }
    return variants
  }
}

/// Reads the scalar that starts at an offset of valid UTF-8, and its length in bytes.
@inline(__always)
func scalar(in text: UnsafeBufferPointer<UInt8>, at offset: Int) -> (value: UInt32, length: Int) {
  let first = UInt32(text[offset])
  if first < 0x80 { return (first, 1) }
  let second = UInt32(text[offset + 1] & 0x3f)
  if first < 0xe0 { return ((first & 0x1f) << 6 | second, 2) }
  let third = UInt32(text[offset + 2] & 0x3f)
  if first < 0xf0 { return ((first & 0x0f) << 12 | second << 6 | third, 3) }
  return ((first & 0x07) << 18 | second << 12 | third << 6 | UInt32(text[offset + 3] & 0x3f), 4)
}

/// Reads the scalar that ends before an offset of valid UTF-8; `nil` at `start`.
@inline(__always)
func scalar(
  in text: UnsafeBufferPointer<UInt8>,
  before offset: Int,
  from start: Int = 0
) -> (value: UInt32, length: Int)? {
  guard offset > start else { return nil }
  var first = offset - 1
  while first > start, text[first] & 0xc0 == 0x80 { first -= 1 }
  return scalar(in: text, at: first)
}
