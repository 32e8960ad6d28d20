internal import Stemma
internal import StemmaText

/// The findings of some texts as a table, where no report's page is at hand.
struct PlainPage {
  /// The page, in UTF-8.
  let html: [UInt8]

  init(on documents: [DocumentReport]) {
    var text = """
      <!DOCTYPE html>
      <html lang="en"><head><meta charset="utf-8">
      <meta http-equiv="Content-Security-Policy" content="default-src 'none'">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>Findings</title></head><body><main><h1>Findings</h1>

      """
    for document in documents {
      text += "<h2>\(escaped(document.input.arrival.name))</h2><table>\n"
      for finding in document.findings { text += row(of: finding) }
      text += "</table>\n"
    }
    html = Array((text + "</main></body></html>\n").utf8)
  }
}

private func row(of finding: ReportedFinding) -> String {
  """
  <tr class="f" id="\(escaped(finding.identifier))"><td>\(finding.severity.rawValue)</td>\
  <td>\(escaped(finding.message)) <code>\(escaped(finding.rule))</code></td>\
  <td dir="auto">\(escaped(finding.prefix ?? ""))<mark>\(escaped(finding.exact))</mark>\
  \(escaped(finding.suffix ?? ""))</td>\
  <td data-column="What to do"><bdi>\(escaped(finding.suggestion ?? ""))</bdi></td></tr>

  """
}

/// Text between tags or in an attribute; over bytes.
private func escaped(_ text: String) -> String {
  var result: [UInt8] = []
  for byte in text.utf8 {
    switch byte {
    case UInt8(ascii: "&"): result += Array("&amp;".utf8)
    case UInt8(ascii: "<"): result += Array("&lt;".utf8)
    case UInt8(ascii: ">"): result += Array("&gt;".utf8)
    case UInt8(ascii: "\""): result += Array("&quot;".utf8)
    default: result.append(byte)
    }
  }
  return String(decoding: result, as: UTF8.self)
}
