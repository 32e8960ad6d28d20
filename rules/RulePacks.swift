internal import CLexicon
public import StemmaCollation
public import StemmaRules
public import StemmaText
public import StemmaVoices

/// The rule packs that are built into the product.
///
/// The build compiles every file of this folder; what it writes stands in `CompiledRulePacks`.
public enum RulePacks {
  /// The rules of all packs, with the lexicon that they name classes of.
  public static func ruleset() -> Ruleset { Ruleset(compiled: compiled(), lexicon: lexicon()) }

  /// The English lexicon, with what names the language of words it does not have.
  public static func lexicon() -> Lexicon {
    let words = UnsafeRawBufferPointer(
      start: stemma_english_lexicon(),
      count: stemma_english_lexicon_count()
    )
    let languages = UnsafeRawBufferPointer(
      start: stemma_language_model(),
      count: stemma_language_model_count()
    )
    let foreign = UnsafeRawBufferPointer(
      start: stemma_foreign_words(),
      count: stemma_foreign_words_count()
    )
    do {
      return try Lexicon(lastingBytes: words)
        .naming(LanguageModel(lastingBytes: languages))
        .knowing(ForeignWords(lastingBytes: foreign))
    } catch {
      preconditionFailure("The lexicon in the repository is whole: \(error)")
    }
  }

  /// A reader of quotes that knows the tables of `voices`.
  public static func voices() -> VoiceReader {
    VoiceReader(lexicon(), Vocabulary(compiled: compiledTables()), givenNames())
  }

  /// Given names that are of one sex.
  public static func givenNames() -> GivenNames {
    GivenNames(
      lastingBytes: UnsafeRawBufferPointer(
        start: stemma_given_names(),
        count: stemma_given_names_count()
      )
    )
  }

  /// The compiled form of the tables of `voices`, for `Vocabulary(compiled:)`.
  public static func compiledTables() -> [UInt8] {
    decodedBase64(
      UnsafeBufferPointer(start: compiledVoices.utf8Start, count: compiledVoices.utf8CodeUnitCount)
    )
  }

  /// How English words are related in meaning.
  public static func relations() -> Relations {
    let bytes = UnsafeRawBufferPointer(
      start: stemma_english_relations(),
      count: stemma_english_relations_count()
    )
    do {
      return try Relations(lastingBytes: bytes)
    } catch {
      preconditionFailure("The table of relations in the repository is whole: \(error)")
    }
  }

  /// The compiled form of all packs, for `Ruleset(compiled:)`.
  public static func compiled() -> [UInt8] {
    decodedBase64(
      UnsafeBufferPointer(start: compiledRules.utf8Start, count: compiledRules.utf8CodeUnitCount)
    )
  }

  /// The files of all packs, with examples and comments, as their authors wrote them.
  public static func files() -> [RulePack.File] {
    ruleSources.map { path, text in
      RulePack.File(path: path.description, bytes: Array(text.description.utf8))
    }
  }
}

/// Decodes base 64 (RFC 4648) that the build wrote: without line breaks, padded.
private func decodedBase64(_ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
  var values = [UInt8](repeating: 0, count: 256)
  for (i, byte) in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8
    .enumerated()
  {
    values[Int(byte)] = UInt8(i)
  }
  let padding = text.suffix(2).count { $0 == UInt8(ascii: "=") }
  let groups = text.count / 4
  return [UInt8](unsafeUninitializedCapacity: groups * 3) { bytes, count in
    values.withUnsafeBufferPointer { values in
      for i in 0..<groups {
        let a = UInt32(values[Int(text[4 * i])]) << 18 | UInt32(values[Int(text[4 * i + 1])]) << 12
        let b = UInt32(values[Int(text[4 * i + 2])]) << 6 | UInt32(values[Int(text[4 * i + 3])])
        bytes[3 * i] = UInt8(truncatingIfNeeded: (a | b) >> 16)
        bytes[3 * i + 1] = UInt8(truncatingIfNeeded: (a | b) >> 8)
        bytes[3 * i + 2] = UInt8(truncatingIfNeeded: a | b)
      }
    }
    count = groups * 3 - padding
  }
}
