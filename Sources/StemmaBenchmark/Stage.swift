import CLibXML2
import RulePacks
import Stemma
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

  /// Whether it is given pages; else texts.
  var readsPages: Bool {
    switch self {
    case .copyPages, .parsePages, .readPages, .cleanPages: true
    case .copyTexts, .segment, .check, .quotes, .cleanTexts: false
    }
  }

  /// The stage that the others on the same input are set against.
  var floor: Stage { readsPages ? .parsePages : .copyTexts }

  /// The work, ready to be done any number of times.
  func work(on inputs: [[UInt8]]) -> () -> Void {
    switch self {
    case .copyPages, .copyTexts: copying(inputs)
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
