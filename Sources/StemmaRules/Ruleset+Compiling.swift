internal import StemmaText

/// Writes rules with their index.
func compiledRules(
  _ rules: [Rule],
  _ packs: [RulePack.Manifest]
) throws(RulePackError) -> [UInt8] {
  let rules = rules.sorted { ($0.identifier, $0.file) < ($1.identifier, $1.file) }
  for (a, b) in zip(rules, rules.dropFirst()) where a.identifier == b.identifier {
    throw RulePackError(
      file: b.file,
      line: 1,
      fault: "A rule ‘\(b.identifier)’ stands in \(a.file) already.",
      advice: "Give one of them another name."
    )
  }
  var records = CompiledWriter()
  var starts: [UInt32] = []
  var texts: [UInt8] = []
  var textStarts: [UInt32] = []
  var targets: [UInt32] = []
  var anchors: [UInt8] = []
  var lineRules: [UInt32] = []
  for (i, rule) in rules.enumerated() {
    starts.append(UInt32(records.bytes.count))
    rule.write(to: &records)
    let indexedTexts = indexedTexts(of: rule)
    if case .pattern = rule.matcher, indexedTexts.isEmpty { lineRules.append(UInt32(i)) }
    for indexed in indexedTexts {
      let text = indexed.text
      textStarts.append(UInt32(texts.count))
      texts += text
      let bits =
        (indexed.isDotted ? Ruleset.dottedTarget : 0)
        | (indexed.isNumbered ? Ruleset.numberedTarget : 0)
      targets.append(UInt32(i | bits))
      anchors.append(UInt8(PhraseIndex.anchor(of: text)))
    }
  }
  textStarts.append(UInt32(texts.count))
  var writer = CompiledWriter()
  for byte in [0x53, 0x74, 0x65, 0x02] { writer.write(byte: byte) }
  writer.write(packs.count)
  for pack in packs.sorted(by: { $0.name < $1.name }) { pack.write(to: &writer) }
  let startsAt = writer.bytes.count
  writer.write(starts)
  writer.write(raw: texts)
  writer.write(textStarts)
  writer.write(targets)
  writer.write(raw: anchors)
  writer.write(lineRules)
  let offset = writer.bytes.count
  for (i, start) in starts.enumerated() {
    writer.replace(at: startsAt + 4 + 4 * i, with: offset + Int(start))
  }
  return writer.bytes + records.bytes
}

/// A text that the index must find for a rule, folded.
private struct IndexedText {
  let text: [UInt8]
  /// Whether it has an i with or without its dot against the habit of English.
  var isDotted = false
  /// Whether it is the longest part of a phrase with `{n}`.
  var isNumbered = false
}

/// What the index must find for a rule.
private func indexedTexts(of rule: Rule) -> [IndexedText] {
  switch rule.matcher {
  case .phrases(let phrases):
    var texts: [IndexedText] = []
    var places: [[UInt8]: Int] = [:]
    for phrase in phrases {
      if let numbered = NumberedPhrase(phrase) {
        texts.append(IndexedText(text: numbered.longest, isNumbered: true))
        continue
      }
      let text = FoldedText(Array(phrase.utf8)).bytes
      let isDotted = phrase.unicodeScalars.contains { $0 == "\u{130}" || $0 == "\u{131}" }
      if let known = places[text] {
        texts[known].isDotted = texts[known].isDotted || isDotted
      } else {
        places[text] = texts.count
        texts.append(IndexedText(text: text, isDotted: isDotted))
      }
    }
    return texts
  case .pattern(let source):
    let literals = (try? Pattern(source))?.requiredLiterals ?? []
    return literals.map { IndexedText(text: $0) }
  case .tokens, .repetition, .document, .reader: return []
  }
}

extension RulePack.Manifest {
  fileprivate func write(to writer: inout CompiledWriter) {
    for text in [name, version, licence, maintainer, summary] { writer.write(text) }
    writer.write(kind)
    writer.write(classes.count)
    for wordClass in classes {
      writer.write(wordClass.name)
      writer.write(wordClass.words)
    }
    writer.write(lists.count)
    for list in lists {
      writer.write(list.name)
      writer.write(list.items.count)
      for item in list.items {
        writer.write(item.value)
        writer.write(item.name)
        writer.write(item.aliases)
      }
    }
    writer.write(raw: lines)
  }

  init(from reader: inout CompiledReader) {
    name = reader.text()
    version = reader.text()
    licence = reader.text()
    maintainer = reader.text()
    summary = reader.text()
    kind = reader.choice(of: RuleKind.self)
    let count = reader.number()
    classes = (0..<count).map { _ in
      RulePack.WordClass(name: reader.text(), words: reader.texts())
    }
    let listCount = reader.number()
    lists = (0..<listCount).map { _ in
      let name = reader.text()
      let itemCount = reader.number()
      let items = (0..<itemCount).map { _ in
        RulePack.NameList.Item(value: reader.text(), name: reader.text(), aliases: reader.texts())
      }
      return RulePack.NameList(name: name, items: items)
    }
    lines = reader.raw()
  }
}
