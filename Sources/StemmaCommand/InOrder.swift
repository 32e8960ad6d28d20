/// Works on several items at once and hands on the results in the order of the items.
///
/// At most `width` items are worked on, and at most twice as many wait, so that memory is bounded
/// by the largest items and not by their number.
///
/// - Parameters:
///   - items: What to work on.
///   - width: How many at once.
///   - isReady: Whether the next item can be had without waiting for it. Where it cannot, all that
///     was begun is handed on first.
///   - work: What to do with an item.
///   - idle: What to do before waiting for an item.
///   - emit: Takes the results.
/// - Throws: What `idle` or `emit` throws.
func inOrder<Item: Sendable, Result: Sendable>(
  _ items: some Sequence<Item>,
  width: Int,
  isReady: () -> Bool = { true },
  work: @escaping @Sendable (Item) -> Result,
  idle: () throws -> Void = {},
  emit: (Result) throws -> Void
) async throws {
  try await withThrowingTaskGroup(of: (Int, Result).self) { group in
    var iterator = items.makeIterator()
    var waiting: [Int: Result] = [:]
    var started = 0
    var emitted = 0
    func start() throws {
      while started - emitted < 3 * width, started - emitted - waiting.count < width {
        if !isReady() {
          if started > emitted { return }
          try idle()
        }
        guard let item = iterator.next() else { return }
        let number = started
        started += 1
        group.addTask { (number, work(item)) }
      }
    }
    try start()
    while let (number, result) = try await group.next() {
      waiting[number] = result
      while let next = waiting.removeValue(forKey: emitted) {
        emitted += 1
        try emit(next)
      }
      try start()
    }
  }
}
