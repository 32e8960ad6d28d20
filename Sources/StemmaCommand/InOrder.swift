/// Works on several items at once and hands on the results in the order of the items.
///
/// At most `width` items are worked on, and at most twice as many wait, so that memory is bounded
/// by the largest items and not by their number.
func inOrder<Item: Sendable, Result: Sendable>(
  _ items: some Sequence<Item>,
  width: Int,
  work: @escaping @Sendable (Item) -> Result,
  emit: (Result) throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: (Int, Result).self) { group in
    var iterator = items.makeIterator()
    var waiting: [Int: Result] = [:]
    var started = 0
    var emitted = 0
    func start() {
      while started - emitted < 3 * width, started - emitted - waiting.count < width,
        let item = iterator.next()
      {
        let number = started
        started += 1
        group.addTask { (number, work(item)) }
      }
    }
    start()
    while let (number, result) = try await group.next() {
      waiting[number] = result
      while let next = waiting.removeValue(forKey: emitted) {
        emitted += 1
        try emit(next)
      }
      start()
    }
  }
}
