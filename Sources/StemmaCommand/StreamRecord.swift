import Foundation
import StemmaMarkup

/// One line of NDJSON: a text to work on, under the identifier its sender gave it.
struct StreamRecord: Decodable, Sendable {
  /// The identifier, as JSON, to be given back as it came.
  let identifier: String

  /// The bytes to read.
  let bytes: [UInt8]

  /// What they are; `nil` to go by the content.
  let format: InputFormat?

  /// The encoding that the transport gave.
  let charset: String?

  /// The language, where it is known.
  let language: String?

  /// Where it came from.
  let url: String?

  private enum Key: String, CodingKey {
    case id, text, html, xml, base64, mediaType, url, charset, language
  }

  init(from decoder: any Decoder) throws {
    let record = try decoder.container(keyedBy: Key.self)
    if let number = try? record.decode(Int64.self, forKey: .id) {
      identifier = String(number)
    } else {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .withoutEscapingSlashes
      identifier = String(decoding: try encoder.encode(record.decode(String.self, forKey: .id)), as: UTF8.self)
    }
    let mediaType = try record.decodeIfPresent(String.self, forKey: .mediaType)
    var format = mediaType.flatMap { InputFormat(mediaType: $0) }
    if let text = try record.decodeIfPresent(String.self, forKey: .text) {
      bytes = Array(text.utf8)
      format = format ?? .text
    } else if let html = try record.decodeIfPresent(String.self, forKey: .html) {
      bytes = Array(html.utf8)
      format = format ?? .html
    } else if let xml = try record.decodeIfPresent(String.self, forKey: .xml) {
      bytes = Array(xml.utf8)
    } else if let data = try record.decodeIfPresent(Data.self, forKey: .base64) {
      bytes = Array(data)
    } else {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(codingPath: [], debugDescription: "The record has none of text, html, xml and base64.")
      )
    }
    self.format = format
    charset = try record.decodeIfPresent(String.self, forKey: .charset)
    language = try record.decodeIfPresent(String.self, forKey: .language)
    url = try record.decodeIfPresent(String.self, forKey: .url)
  }
}
