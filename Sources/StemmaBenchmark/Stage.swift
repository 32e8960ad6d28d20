import ArgumentParser
import CLibXML2
import RulePacks
import Stemma
import StemmaCollation
import StemmaMarkup
import StemmaRules
import StemmaText
import StemmaVoices

/// What is measured, the floor of each kind of input first.
enum Stage: String, CaseIterable {
  case copyPages = "a copy of the bytes"
  case parsePages = "libxml2's SAX events alone"
  case readPages = "reading pages: article, particulars, lineage"
  case cleanPages = "cleaning pages: reading, rules, quotes, edits"
  case copyTexts = "a copy of the texts"
  case segment = "cutting texts into sentences and tokens"
  case check = "checking texts by all default rules"
  case quotes = "quotes, speakers and chains"
  case cleanTexts = "cleaning texts"
  case copyFeeds = "a copy of the feeds"
  case readFeeds = "reading feeds: entries, their fields, and their HTML as it is carried"
  case readEntries = "reading feeds: fields, the text of each entry, lineage"
  case copyPairs = "a copy of the pairs"
  case collate = "collating two texts, checked and read for quotes before"

  /// What a stage is given.
  enum Input: String, CaseIterable {
    case pages, texts, feeds
    /// Each two of the texts that follow each other.
    case pairs
  }

  /// What it is given.
  var input: Input {
    switch self {
    case .copyPages, .parsePages, .readPages, .cleanPages: .pages
    case .copyTexts, .segment, .check, .quotes, .cleanTexts: .texts
    case .copyFeeds, .readFeeds, .readEntries: .feeds
    case .copyPairs, .collate: .pairs
    }
  }

  /// The stage that the others on the same input are set against.
  var floor: Stage {
    switch input {
    case .pages: .parsePages
    case .texts: .copyTexts
    case .feeds: .copyFeeds
    case .pairs: .copyPairs
    }
  }

  /// Stages that a peer at the task of this one is set against too, and what is said of them.
  var beside: [(words: String, stage: Stage)] {
    switch self {
    case .cleanPages: [("reading alone", .readPages), ("libxml2 alone", .parsePages)]
    case .readFeeds: [("the text of each entry read too", .readEntries)]
    default: []
    }
  }

  /// The work, ready to be done any number of times.
  func work(on inputs: [[UInt8]]) -> () -> Void {
    switch self {
    case .copyPages, .copyTexts, .copyFeeds, .copyPairs: copying(inputs)
    case .readFeeds: readingFeeds(inputs) { _ = $0.markup() }
    case .readEntries: readingFeeds(inputs) { _ = $0.article() }
    case .collate: collating(inputs)
    case .parsePages: { for input in inputs { parse(input) } }
    case .readPages: { for input in inputs { _ = try? document(from: input, as: .html) } }
    case .cleanPages: examining(inputs, as: .html)
    case .cleanTexts: examining(inputs, as: .text)
    case .segment, .check, .quotes: onDocuments(inputs)
    }
  }

  private func copying(_ inputs: [[UInt8]]) -> () -> Void {
    let room = UnsafeMutableRawPointer.allocate(
      byteCount: inputs.map(\.count).max() ?? 1,
      alignment: 64
    )
    // Kept until the process ends: the work may be done again.
    nonisolated(unsafe) let target = room
    return {
      for input in inputs {
        input.withUnsafeBytes {
          target.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(target), byteCount: $0.count)
        }
      }
    }
  }

  private func examining(_ inputs: [[UInt8]], as format: InputFormat) -> () -> Void {
    let examination = Examination(with: Checker(RulePacks.ruleset()), voices: RulePacks.voices())
    let sources = inputs.enumerated().map { Source($1, name: "\($0)", format: format) }
    return { for source in sources { _ = try? examination.result(for: source) } }
  }

  private func readingFeeds(
    _ inputs: [[UInt8]],
    _ read: @escaping (FeedEntry) -> Void
  ) -> () -> Void {
    {
      for input in inputs {
        guard let feed = try? Feed(reading: input) else { continue }
        var entries = feed.makeIterator()
        while let entry = entries.next() { read(entry) }
      }
    }
  }

  private func collating(_ inputs: [[UInt8]]) -> () -> Void {
    let ruleset = RulePacks.ruleset()
    let examination = Examination(with: Checker(ruleset), voices: RulePacks.voices())
    let rules = RulesInForce(ruleset, tables: RulePacks.compiledTables())
    let lexicon = RulePacks.lexicon()
    let relations = RulePacks.relations()
    var sigla = Sigla()
    let texts = inputs.enumerated().compactMap {
      try? examination.result(for: Source($1, name: "\($0)", format: .text))
    }
    let reports = texts.map { $0.report(as: sigla.siglum(for: $0.source.name), under: rules) }
    return {
      for i in stride(from: 0, to: texts.count - 1, by: 2) {
        _ = Comparison(
          of: Array(texts[i...i + 1]),
          reportedAs: Array(reports[i...i + 1]),
          asOneStory: true,
          lexicon: lexicon,
          relations: relations
        )
      }
    }
  }

  private func onDocuments(_ inputs: [[UInt8]]) -> () -> Void {
    let documents = inputs.compactMap { try? document(from: $0, as: .text) }
    let segmented = documents.map { ($0, Segmentation($0)) }
    switch self {
    case .check:
      let checker = Checker(RulePacks.ruleset())
      return {
        for (document, segmentation) in segmented {
          _ = checker.findings(in: document, segmentation)
        }
      }
    case .quotes:
      let reader = RulePacks.voices()
      return {
        for (document, segmentation) in segmented { _ = reader.quotes(in: document, segmentation) }
      }
    default: return { for document in documents { _ = Segmentation(document) } }
    }
  }
}

/// Lets libxml2 read a page, with handlers that do nothing.
private func parse(_ page: [UInt8]) {
  var events = htmlSAXHandler()
  events.startElement = { _, _, _ in }
  events.endElement = { _, _ in }
  events.characters = { _, _, _ in }
  events.cdataBlock = { _, _, _ in }
  events.ignorableWhitespace = { _, _, _ in }
  guard let parser = htmlCreatePushParserCtxt(&events, nil, nil, 0, nil, XML_CHAR_ENCODING_UTF8)
  else { return }
  let options =
    HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
    | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue
  htmlCtxtUseOptions(parser, Int32(options))
  page.withUnsafeBytes { bytes in
    let characters = bytes.bindMemory(to: CChar.self).baseAddress
    htmlParseChunk(parser, characters, Int32(bytes.count), 0)
    htmlParseChunk(parser, characters, 0, 1)
  }
  htmlFreeParserCtxt(parser)
}

// On the command line a stage has the name of its case.
extension Stage: ExpressibleByArgument {
  init?(argument: String) {
    guard let stage = Self.allCases.first(where: { "\($0)" == argument }) else { return nil }
    self = stage
  }

  var defaultValueDescription: String { "\(self)" }

  static var allValueStrings: [String] { allCases.map { "\($0)" } }
}
