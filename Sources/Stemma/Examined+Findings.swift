public import StemmaText

extension Examined {
  /// A plain text with findings that no rule of a pack made, such as a file of settings; nothing is
  /// done to it, and none of it is taken for running text.
  ///
  /// Bytes that are not UTF-8 are taken for U+FFFD.
  public init(telling findings: [Finding], in source: Source) {
    let isValid = String(validating: source.bytes, as: UTF8.self) != nil
    let received =
      isValid ? source.bytes : Array(String(decoding: source.bytes, as: UTF8.self).utf8)
    let document = Document(
      mediaType: .text,
      encoding: TextEncoding(
        declared: nil,
        used: "UTF-8",
        hasByteOrderMark: false,
        isVerbatim: isValid
      ),
      received: received,
      lineage: Lineage(unchanged: received.count),
      blocks: []
    )
    self.init(
      source,
      document: document,
      segmentation: Segmentation(document, upTo: 0),
      quotes: [],
      cleaning: Cleaning(document, settling: findings)
    )
  }
}
