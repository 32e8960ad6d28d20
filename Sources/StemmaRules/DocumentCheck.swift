/// A property that only the whole document shows; the value of a rule's `document` key.
public enum DocumentCheck: String, Hashable, Sendable, CaseIterable {
  /// A quotation closes that never opened.
  case unopenedQuotation = "unopened-quotation"
  /// A quotation opens and is neither closed nor carried on in the next paragraph.
  case unclosedQuotation = "unclosed-quotation"
  /// A quotation opens with a mark of one style and closes with another's.
  case mismatchedQuotation = "mismatched-quotation"
  /// A quotation in marks of another style than most of the document's.
  case mixedQuotationStyle = "mixed-quotation-style"
  /// The headline stands a second time, near the top.
  case repeatedHeadline = "repeated-headline"
  /// The headline stands behind the first paragraph.
  case displacedHeadline = "displaced-headline"
  /// A headline of another article stands between two paragraphs.
  case foreignHeadline = "foreign-headline"
  /// A paragraph ends without a stop where the others have one.
  case missingFinalStop = "missing-final-stop"
  /// More than one blank line in a row.
  case blankLines = "blank-lines"
  /// A sentence was broken over two lines.
  case brokenLine = "broken-line"
  /// Paragraphs are set apart by single line breaks.
  case singleBreaks = "single-breaks"
  /// A name is spelt in two ways.
  case spellingVariants = "spelling-variants"
}
