public import ArgumentParser
import Foundation
import Stemma
public import StemmaMarkup
public import StemmaText

/// What is read, and how.
struct InputOptions: ParsableArguments {
  @Argument(help: "Files, folders, or - for standard input.")
  var paths: [String] = []

  @Option(help: "Reads every PATH as text, html or ndjson instead of by its content.")
  var inputFormat: InputFormat?

  @Option(help: "The encoding that the transport gave; it wins over what a page says of itself.")
  var charset: String?

  @Option(help: "The language of the texts, as a BCP 47 tag, where it is known.")
  var language: String?

  @Option(help: "The largest input that is read, in bytes.")
  var maxBytes = ReadingLimits().maximumBytes

  var limits: ReadingLimits { ReadingLimits(maximumBytes: maxBytes) }

  func validate() throws {
    guard maxBytes > 0 else { throw ValidationError("--max-bytes takes a number above 0.") }
    if let charset, !isKnownCharset(charset) {
      throw ValidationError(
        "--charset does not know ‘\(charset)’; it takes a label such as utf-8 or windows-1252."
      )
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
