internal import StemmaText

extension Rule {
  /// Writes the rule without its examples.
  func write(to writer: inout CompiledWriter) {
    writer.write(identifier)
    writer.write(isDefault)
    writer.write(severity)
    writer.write(byte: matcher.tag)
    writer.write(pack)
    writer.write(file)
    writer.write(version)
    writer.write(summary)
    writer.write(why)
    writer.write(kind)
    writer.write(mqm)
    writer.write(its)
    writer.write(certainty)
    writer.write(languages)
    place.write(to: &writer)
    matcher.write(to: &writer)
    writer.write(exceptions.count)
    for exception in exceptions {
      writer.write(byte: exception.tag)
      exception.write(to: &writer)
    }
    remedy.write(to: &writer)
    writer.write(lifts?.rawValue)
    writer.write(role?.rawValue)
    writer.write(suggestion)
    writer.write(message)
    writer.write(tags)
    writer.write(url)
    writer.write(formerly)
    writer.write(isHabit)
    writer.write(evidence != nil)
    evidence?.write(to: &writer)
  }

  /// Reads a rule; it has no examples.
  init(from reader: inout CompiledReader) {
    identifier = reader.text()
    isDefault = reader.flag()
    severity = reader.choice(of: Severity.self)
    let tag = reader.byte()
    pack = reader.text()
    file = reader.text()
    version = reader.number()
    summary = reader.text()
    why = reader.text()
    kind = reader.choice(of: RuleKind.self)
    mqm = reader.text()
    its = reader.text()
    certainty = reader.choice(of: Certainty.self)
    languages = reader.texts()
    place = Place(from: &reader)
    matcher = Matcher(tag: tag, from: &reader)
    let count = reader.number()
    exceptions = (0..<count).map { _ in Matcher(tag: reader.byte(), from: &reader) }
    remedy = Remedy(from: &reader)
    lifts = reader.optionalText().flatMap(Particular.Field.init)
    role = reader.optionalText().flatMap(Particular.Role.init)
    suggestion = reader.optionalText()
    message = reader.text()
    examples = []
    tags = reader.texts()
    url = reader.optionalText()
    formerly = reader.texts()
    isHabit = reader.flag()
    let hasEvidence = reader.flag()
    evidence = hasEvidence ? Evidence(from: &reader) : nil
  }
}

extension Matcher {
  /// Number of the case in the compiled form.
  var tag: Int {
    switch self {
    case .phrases: 0
    case .pattern: 1
    case .tokens: 2
    case .repetition: 3
    case .document: 4
    case .reader: 5
    }
  }

  fileprivate func write(to writer: inout CompiledWriter) {
    switch self {
    case .phrases(let phrases): writer.write(phrases)
    case .pattern(let source), .tokens(let source): writer.write(source)
    case .repetition(let repetition):
      writer.write(repetition.words.lowerBound)
      writer.write(repetition.words.upperBound)
      writer.write(repetition.between)
      writer.write(repetition.after)
      writer.write(repetition.except)
    case .document(let check): writer.write(check.rawValue)
    case .reader(let event): writer.write(event.rawValue)
    }
  }

  fileprivate init(tag: Int, from reader: inout CompiledReader) {
    switch tag {
    case 0: self = .phrases(reader.texts())
    case 1: self = .pattern(reader.text())
    case 2: self = .tokens(reader.text())
    case 3:
      let lower = reader.number()
      let upper = reader.number()
      self = .repetition(
        Repetition(
          words: lower...upper,
          between: reader.optionalText(),
          after: reader.optionalText(),
          except: reader.texts()
        )
      )
    case 4: self = .document(DocumentCheck(rawValue: reader.text()) ?? .unopenedQuotation)
    default: self = .reader(ReaderEvent(rawValue: reader.text()) ?? .tag)
    }
  }
}

extension Place {
  fileprivate func write(to writer: inout CompiledWriter) {
    writer.write(blocks.map(\.rawValue))
    writer.write(zones.map(\.rawValue))
    writer.write(extent?.rawValue)
    writer.write(words?.lowerBound ?? 0)
    writer.write(words?.upperBound ?? 0)
  }

  fileprivate init(from reader: inout CompiledReader) {
    blocks = reader.texts().compactMap(Block.Kind.init)
    zones = reader.texts().compactMap(Zone.init)
    extent = reader.optionalText().flatMap(Extent.init)
    let lower = reader.number()
    let upper = reader.number()
    words = upper > 0 ? lower...upper : nil
  }
}

extension Remedy {
  fileprivate func write(to writer: inout CompiledWriter) {
    switch self {
    case .none: writer.write(byte: 0)
    case .delete: writer.write(byte: 1)
    case .deleteLine: writer.write(byte: 2)
    case .replace(let text):
      writer.write(byte: 3)
      writer.write(text)
    }
  }

  fileprivate init(from reader: inout CompiledReader) {
    switch reader.byte() {
    case 0: self = .none
    case 1: self = .delete
    case 2: self = .deleteLine
    default: self = .replace(reader.text())
    }
  }
}

extension RuleHeading {
  /// Reads the front of a compiled rule, in the order in which `Rule` writes it.
  init(from reader: inout CompiledReader) {
    identifier = reader.text()
    _ = reader.flag()
    _ = reader.choice(of: Severity.self)
    _ = reader.byte()
    _ = reader.text()
    _ = reader.text()
    version = reader.number()
    summary = reader.text()
    _ = reader.text()
    kind = reader.choice(of: RuleKind.self)
    mqm = reader.text()
  }
}
