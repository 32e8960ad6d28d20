public import ArgumentParser
import Foundation
import Stemma
public import StemmaMarkup
public import StemmaText

/// What is read, and how.
struct InputOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Files, folders, or - for standard input.", valueName: "path"),
    completion: .file()
  )
  var paths: [String] = []

  @Option(
    help: "Reads every PATH as text, html, feed, ndjson or warc instead of by its content."
  )
  var inputFormat: InputFormat?

  @Option(help: "The encoding that the transport gave; it wins over what a page says of itself.")
  var charset: String?

  @Option(help: "The language of the texts, as a BCP 47 tag, where it is known.")
  var language: String?

  @OptionGroup(title: "Limits") var limitOptions: LimitOptions

  @OptionGroup(title: "Terminal") var terminal: TerminalOptions

  @Option(help: "The most bytes that may come of each compressed one; more is taken for a bomb.")
  var maxRatio = DecompressionLimits().maximumRatio

  @Option(help: "How many texts are worked on at once; as many as there are processors by default.")
  var jobs: Int?

  var limits: ReadingLimits { limitOptions.limits }

  /// How many texts are worked on at once.
  var width: Int { jobs ?? processorCount }

  /// The most texts that are worked on at once; far more than processors have cores.
  private static let mostJobs = 1024

  /// The largest text that is read, in bytes.
  var maxBytes: Int { limits.maximumBytes }

  /// The language in the customary case of its tag.
  var languageTag: String? { language.flatMap { try? LanguageTag($0) }?.text }

  /// How the inputs are read.
  var choices: InputChoices {
    InputChoices(
      format: inputFormat,
      charset: charset,
      language: languageTag,
      limits: limits,
      maximumRatio: maxRatio
    )
  }

  func validate() throws {
    if let jobs, !(1...Self.mostJobs).contains(jobs) {
      throw ValidationError("--jobs takes a number from 1 to \(Self.mostJobs).")
    }
    guard maxRatio > 0 else { throw ValidationError("--max-ratio takes a number above 0.") }
    if let charset, !isKnownCharset(charset) {
      throw ValidationError(
        "--charset does not know ‘\(charset)’; it takes a label such as utf-8 or windows-1252."
      )
    }
    do throws(CommandError) {
      if let language { _ = try LanguageTag(language) }
    } catch {
      throw ValidationError("--language: \(error)")
    }
  }
}

/// How inputs are read, where they do not say so themselves.
struct InputChoices: Sendable {
  /// What every input is read as; `nil` to go by its content.
  var format: InputFormat?

  /// The encoding that the transport gave.
  var charset: String?

  /// The language of the texts.
  var language: String?

  /// How much of a text is taken in.
  var limits = ReadingLimits()

  /// Bytes that may come of each compressed one.
  var maximumRatio = DecompressionLimits().maximumRatio

  /// How far files are decompressed: each text in them has its own limit.
  var decompression: DecompressionLimits {
    DecompressionLimits(maximumBytes: .max, maximumRatio: maximumRatio)
  }
}

/// How much of one input is taken in, and how much is said about it; `ReadingLimits` explains them.
struct LimitOptions: ParsableArguments {
  @Option(help: "The largest text that is read, in bytes; of an archive, the largest record.")
  var maxBytes = ReadingLimits().maximumBytes

  @Option(help: "The most attributes of a tag that are read; of more there is a finding.")
  var maxAttributes = ReadingLimits().maximumAttributes

  @Option(help: "How deep elements may nest; of deeper ones the text is kept, with a finding.")
  var maxDepth = ReadingLimits().maximumDepth

  @Option(help: "The most findings on an input; the last one says that there would be more.")
  var maxFindings = ReadingLimits().maximumFindings

  var limits: ReadingLimits {
    ReadingLimits(
      maximumBytes: maxBytes,
      maximumAttributes: maxAttributes,
      maximumDepth: maxDepth,
      maximumRemarks: min(ReadingLimits().maximumRemarks, maxFindings),
      maximumFindings: maxFindings
    )
  }

  func validate() throws {
    let limits = [
      ("bytes", maxBytes), ("attributes", maxAttributes), ("depth", maxDepth),
      ("findings", maxFindings),
    ]
    for (name, limit) in limits where limit <= 0 {
      throw ValidationError("--max-\(name) takes a number above 0.")
    }
  }
}

/// What cleaning does beyond the remedies of the rules.
struct CleaningOptions: ParsableArguments {
  @Flag(help: "Also rewrites what is flagged, where a rule suggests other words.")
  var applySuggestions = false

  @Flag(help: "Also takes datelines out of the text; they are kept in the metadata.")
  var dropDatelines = false

  var policy: Cleaning.Policy {
    var policy = Cleaning.Policy()
    policy.appliesSuggestions = applySuggestions
    policy.dropsDatelines = dropDatelines
    return policy
  }
}

extension InputFormat: ExpressibleByArgument {}
extension Severity: ExpressibleByArgument {}
