/// Carries a speaker through a paragraph, and into one that is all quotation.
struct Carrier {
  private(set) var block = -1
  private var speaker: Range<Int>?
  private var speakerOfBlock: Range<Int>?
  private var waiting: [Int] = []

  /// Goes on to another block; what waits there for a speaker gets the last one, or goes on waiting
  /// where the quotation goes on in the other block.
  mutating func enter(_ block: Int, isContinued: Bool, _ all: inout [Attribution]) {
    if !isContinued {
      for i in waiting { all[i].source = speaker }
      waiting.removeAll(keepingCapacity: true)
    }
    self.block = block
    speakerOfBlock = nil
  }

  /// A line below names the speaker of what waits.
  mutating func sign(_ name: Range<Int>, _ all: inout [Attribution]) {
    for i in waiting { all[i].source = name }
    if !waiting.isEmpty { speaker = name }
    waiting.removeAll(keepingCapacity: true)
  }

  /// Takes the attributions of a stretch.
  mutating func take(_ own: [Attribution], _ passageOf: TokenPassages, _ all: inout [Attribution]) {
    var quoted: Range<Int>?
    for attribution in own where attribution.source != nil {
      let isQuoted = attribution.contents.contains { $0.contains { passageOf[$0] >= 0 } }
      if isQuoted { quoted = attribution.source }
    }
    let first = all.count
    all += own
    let reported = own.last { $0.source != nil && $0.order != .noun }?.source
    if let named = quoted ?? (speakerOfBlock == nil ? reported : nil) ?? nil {
      for i in waiting { all[i].source = named }
      waiting.removeAll(keepingCapacity: true)
    }
    for i in first..<all.count where all[i].source == nil && all[i].order == .carried {
      if let speakerOfBlock { all[i].source = speakerOfBlock } else { waiting.append(i) }
    }
    if let named = quoted ?? reported {
      if quoted != nil || speakerOfBlock == nil { speakerOfBlock = named }
      speaker = named
    }
  }
}
