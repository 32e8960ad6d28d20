internal import StemmaText

/// What a page says about its article; the surest first.
func particulars(of markup: Markup, in source: Source) -> [Particular] {
  []
}
