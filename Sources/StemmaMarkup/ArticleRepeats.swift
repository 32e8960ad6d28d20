extension PageOutline {
  /// The second copies of passages, as positions in `kept`, which are blocks by index.
  ///
  /// Some pages hold their text twice, for narrow and for wide screens. Three paragraphs in a row
  /// are said again word for word by no writer; one or two are, in lists and live reports.
  func repeats(among kept: [Int]) -> Set<Int> {
    let long = kept.indices.filter {
      blocks[kept[$0]].weight >= 50 && isParagraph(blocks[kept[$0]])
    }
    // Only what weighs the same can say the same; what nothing weighs as much as gets a number of
    // its own.
    var weights: [Int32: Int] = [:]
    for i in long { weights[blocks[kept[i]].weight, default: 0] += 1 }
    let hashes = long.map { i in
      weights[blocks[kept[i]].weight] == 1 ? UInt64(i) : hash(of: blocks[kept[i]])
    }
    var first: [UInt64: Int] = [:]
    var repeats: Set<Int> = []
    var i = 0
    while i < long.count {
      guard let earlier = first[hashes[i]] else {
        first[hashes[i]] = i
        i += 1
        continue
      }
      var count = 0
      while i + count < long.count, earlier + count < i,
        hashes[i + count] == hashes[earlier + count]
      {
        count += 1
      }
      // What stands between the paragraphs is said again with them.
      if count >= 3 { repeats.formUnion(long[i]...long[i + count - 1]) }
      i += max(count, 1)
    }
    return repeats
  }

  private func hash(of block: TextBlock) -> UInt64 {
    LooseText(words(of: block)).bytes.reduce(ArticleVocabulary.seed, ArticleVocabulary.hashed)
  }
}
