import Foundation
import Stemma
import StemmaMarkup

/// One line of NDJSON: a text to work on, under the identifier its sender gave it.
struct StreamRecord: Sendable {
  /// Why a line is no record.
  struct Failure: Error, CustomStringConvertible {
    /// What kind of failure, for programs.
    let code: String

    /// The identifier, as JSON, where one could be read.
    let identifier: String?

    /// What is wrong, for people.
    let description: String
  }

  /// The identifier, as JSON, to be given back as it came.
  let identifier: String

  /// The identifier as text.
  let name: String

  private let fields: Fields

  /// Reads a line.
  init(parsing line: [UInt8]) throws(Failure) {
    let record: Record
    do {
      record = try JSONDecoder().decode(Record.self, from: Data(line))
    } catch {
      throw Failure(
        code: "not-json",
        identifier: nil,
        description: "The line is not a JSON object."
      )
    }
    guard let name = record.name else {
      throw Failure(
        code: "no-id",
        identifier: nil,
        description: "The record has no id that is a string or a whole number."
      )
    }
    self.name = name
    identifier = record.isNumbered ? name : String(decoding: jsonString(name.utf8), as: UTF8.self)
    guard let fields = record.fields else {
      throw Failure(
        code: "bad-record",
        identifier: identifier,
        description: "A field of the record is not of its type."
      )
    }
    guard fields.hasContent else {
      throw Failure(
        code: "no-text",
        identifier: identifier,
        description: "The record has none of text, html, xml, base64 and warc."
      )
    }
    self.fields = fields
  }

  /// The text to examine; what `input` says holds where the record says nothing.
  ///
  /// - Throws: why a record of a web archive holds no text.
  func source(
    in input: InputChoices,
    within container: Container? = nil
  ) throws(Failure) -> Source {
    if let record = fields.warc {
      return try source(archivedIn: Array(record), input, within: container)
    }
    let (bytes, format) = fields.content
    return Source(
      bytes,
      name: name,
      uri: fields.url,
      format: format,
      charset: fields.charset ?? input.charset,
      language: fields.language ?? input.language,
      within: container
    )
  }

  /// A line as far as it can be read, so that an answer to a bad one still has its identifier.
  private struct Record: Decodable {
    let name: String?
    let isNumbered: Bool
    let fields: Fields?

    private enum Key: String, CodingKey { case id }

    init(from decoder: any Decoder) throws {
      let record = try decoder.container(keyedBy: Key.self)
      let number = try? record.decode(Int64.self, forKey: .id)
      isNumbered = number != nil
      name = number.map { String($0) } ?? (try? record.decode(String.self, forKey: .id))
      fields = try? Fields(from: decoder)
    }
  }

  private struct Fields: Decodable, Sendable {
    let text: String?
    let html: String?
    let xml: String?
    let base64: Data?
    let warc: Data?
    let mediaType: String?
    let url: String?
    let charset: String?
    let language: String?

    var hasContent: Bool {
      text != nil || html != nil || xml != nil || base64 != nil || warc != nil
    }

    /// The bytes, and what they are to be read as; `nil` to go by the content.
    var content: ([UInt8], InputFormat?) {
      if let text { return (Array(text.utf8), .text) }
      if let html { return (Array(html.utf8), .html) }
      if let xml { return (Array(xml.utf8), .html) }
      return (base64.map(Array.init) ?? [], mediaType.flatMap(InputFormat.init(mediaType:)))
    }
  }
}

extension InputFormat {
  /// The format of a media type, parameters aside; `nil` for one that says nothing.
  init?(mediaType: String) {
    switch mediaType.split(separator: ";").first?.trimmingCharacters(in: .whitespaces).lowercased()
    {
    case "text/plain": self = .text
    case "text/html", "application/xhtml+xml", "application/xml", "text/xml": self = .html
    case "application/rss+xml", "application/atom+xml", "application/feed+json": self = .feed
    default: return nil
    }
  }
}
