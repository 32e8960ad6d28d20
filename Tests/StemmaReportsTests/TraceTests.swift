import Stemma
import StemmaReports
import StemmaText
import Testing

@Suite struct `Tracing a place` {
  @Test func `says what was copied, and what was cut and put in beside it`() throws {
    let (report, bytes) = Sample.report()
    let trace = try Trace(24..<40, in: report, document: 0, received: bytes)
    #expect(trace.received == Span(39..<52))
    #expect(
      trace.text() == """
        w000: bytes 24..<40 of the cleaned text come from bytes 39..<52 of seeds/000_sample.txt.
          replaced 39..<44: ‘Japan’ by ‘“Japan’
                     w000.e2, rule unopened-quotation: A quotation closes that never opened.
                     w000.f3: ‘”’ is not right.
          copied   44..<52: ‘ is obse’

        """
    )
  }

  @Test func `names what was cut before the first byte`() throws {
    let (report, bytes) = Sample.report()
    let trace = try Trace(0..<0, in: report, document: 0, received: bytes)
    #expect(trace.cleaned == Span(0..<1))
    #expect(trace.received == Span(15..<16))
    #expect(trace.text().contains("cut      0..<15: ‘Subscribe now\\u{A}\\u{A}’"))
    #expect(trace.pieces.count == 2)
  }

  @Test func `accounts for every byte asked about`() throws {
    let (report, bytes) = Sample.report()
    let count = report.documents[0].output.content.count
    for lower in 0..<count {
      for upper in lower + 1...count {
        let trace = try Trace(lower..<upper, in: report, document: 0, received: bytes)
        var position = trace.cleaned.lower
        for piece in trace.pieces {
          let place =
            switch piece {
            case .copy(let segment, _): segment.result
            case .edit(let change): change.place
            }
          #expect(place.lower <= position)
          position = max(position, min(place.upper, trace.cleaned.upper))
        }
        #expect(position == trace.cleaned.upper)
      }
    }
  }

  @Test func `refuses a place behind the end`() {
    let (report, bytes) = Sample.report()
    #expect(throws: TraceError.outside(document: "w000", count: 68)) {
      try Trace(60..<90, in: report, document: 0, received: bytes)
    }
    #expect(throws: TraceError.contradiction(document: "w000")) {
      try Trace(0..<1, in: report, document: 0, received: Array(bytes.dropLast()))
    }
  }

  @Test func `is one JSON object too`() throws {
    let (report, bytes) = Sample.report()
    let json = try JSON(
      parsing: Trace(24..<40, in: report, document: 0, received: bytes).json()
    )
    #expect(json["pieces"]?.elements?.count == 2)
    #expect(json["pieces"]?.elements?[0]["rule"]?.string == "unopened-quotation")
    #expect(json["pieces"]?.elements?[1]["exact"]?.string == " is obse")
  }

  @Test func `finds quoted words byte for byte`() {
    let text = Array("aXbXXb é e\u{301}".utf8)
    #expect(places(of: "Xb", in: text) == [1..<3, 4..<6])
    #expect(places(of: "\u{E9}", in: text) == [7..<9])
    #expect(places(of: "", in: text) == [])
    #expect(places(of: "X", in: text, limit: 2).count == 2)
  }
}
