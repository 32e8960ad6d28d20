/// The text of some markup: tags become `space`, and what is never shown becomes nothing.
///
/// Space is folded; text without a tag comes back as it is. For people to read, not for reading a page: that is what `StemmaMarkup` does.
func withoutTags(_ bytes: [UInt8], space: [UInt8] = []) -> [UInt8] {
  guard bytes.contains(UInt8(ascii: "<")) else { return bytes }
  var text: [UInt8] = []
  var i = 0
  while i < bytes.count {
    if isTag(at: i, in: bytes) {
      i = endOfTag(at: i, in: bytes[...])
      if !text.isEmpty, text.last != 0x20 { text += space }
      continue
    }
    if bytes[i] > 0x20 {
      text.append(bytes[i])
    } else if text.last != 0x20 {
      text.append(0x20)
    }
    i += 1
  }
  return text
}

/// The text of some markup in a string.
func withoutTags(_ text: String) -> String {
  String(decoding: withoutTags(Array(text.utf8)), as: UTF8.self)
}

private func isTag(at i: Int, in bytes: [UInt8]) -> Bool {
  guard bytes[i] == UInt8(ascii: "<"), i + 1 < bytes.count else { return false }
  switch bytes[i + 1] {
  case UInt8(ascii: "/"), UInt8(ascii: "!"), UInt8(ascii: "?"): return true
  default: return UInt8(ascii: "a")...UInt8(ascii: "z") ~= bytes[i + 1] | 0x20
  }
}

/// Behind the tag at a place; behind the element, if it is one whose content is not shown.
func endOfTag(at start: Int, in bytes: ArraySlice<UInt8>) -> Int {
  let close = UInt8(ascii: ">")
  var end = (bytes[start...].firstIndex(of: close) ?? bytes.endIndex - 1) + 1
  for name in ["<script", "<style", "<noscript", "<svg", "<template", "<title"]
  where bytes[start...].prefix(name.utf8.count).map({ $0 | 0x20 }).elementsEqual(name.utf8) {
    while end + 1 < bytes.endIndex,
      !(bytes[end] == UInt8(ascii: "<") && bytes[end + 1] == UInt8(ascii: "/")
        && bytes[(end + 2)...].prefix(name.utf8.count - 1).map({ $0 | 0x20 })
          .elementsEqual(name.utf8.dropFirst()))
    {
      end += 1
    }
    end = min((bytes[end...].firstIndex(of: close) ?? bytes.endIndex - 1) + 1, bytes.endIndex)
  }
  return end
}
