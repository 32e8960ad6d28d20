/// A BCP 47 tag of a language that exists (RFC 5646).
struct LanguageTag {
  /// The tag in the customary case: `pt-BR`, `zh-Hant-TW`.
  let text: String

  /// Reads a tag in any case.
  ///
  /// - Throws: what is wrong with it, to stand behind the name of a flag.
  init(_ text: String) throws(CommandError) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard let first = parts.first, parts.allSatisfy(Self.isSubtag), !text.utf8.contains(0x5F) else {
      let likely = text.split { "_- ".contains($0) }.joined(separator: "-")
      let isBetter = likely != text && (try? LanguageTag(likely)) != nil
      let advice = isBetter ? " Did you mean ‘\(likely)’?" : ""
      throw CommandError(
        "‘\(text)’ is no BCP 47 tag; one looks like en, pt-BR or zh-Hant.\(advice)"
      )
    }
    let language = first.lowercased()
    guard (2...3).contains(language.utf8.count), language.utf8.allSatisfy(isLetter),
      LanguageCodes.contains(language)
    else {
      throw CommandError(
        "‘\(first)’ is the code of no language; a BCP 47 tag looks like en, pt-BR or zh-Hant."
      )
    }
    guard let rest = Self.cased(parts.dropFirst()) else {
      throw CommandError(
        "‘\(text)’ is no BCP 47 tag: what follows ‘\(first)’ is no script, region or variant."
      )
    }
    self.text = ([language] + rest).joined(separator: "-")
  }

  /// One to eight ASCII letters and digits.
  private static func isSubtag(_ part: Substring) -> Bool {
    (1...8).contains(part.utf8.count) && part.utf8.allSatisfy { isLetter($0) || isDigit($0) }
  }

  /// The subtags behind the language, in their order: three languages it extends, script, region,
  /// variants, extensions, private use; `nil` where one is out of place.
  private static func cased(_ parts: ArraySlice<Substring>) -> [String]? {
    var stage = Stage.extended
    var result: [String] = []
    for part in parts {
      let subtag = part.utf8
      let isWord = subtag.allSatisfy(isLetter)
      if stage == .extension || subtag.count == 1 {
        stage = .extension
        result.append(part.lowercased())
      } else if stage == .extended, subtag.count == 3, isWord, result.count < 3 {
        result.append(part.lowercased())
      } else if stage < .script, subtag.count == 4, isWord {
        stage = .script
        result.append(part.prefix(1).uppercased() + part.dropFirst().lowercased())
      } else if stage < .region,
        subtag.count == 2 && isWord || subtag.count == 3 && subtag.allSatisfy(isDigit)
      {
        stage = .region
        result.append(part.uppercased())
      } else if subtag.count >= 5 || subtag.count == 4 && subtag.first.map(isDigit) ?? false {
        stage = .variant
        result.append(part.lowercased())
      } else {
        return nil
      }
    }
    // A lone letter or digit announces something that has to follow.
    return parts.last?.utf8.count == 1 ? nil : result
  }

  private enum Stage: Int, Comparable {
    case extended, script, region, variant, `extension`

    static func < (a: Stage, b: Stage) -> Bool { a.rawValue < b.rawValue }
  }
}

private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

private func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }
