internal import Synchronization

/// Storage for work that nobody does just now, to be used again.
///
/// A class, because all copies of what works with it share it; its only property is behind a lock,
/// and what was taken belongs to one taker alone until it is put back.
package final class BenchPool<Bench: Sendable>: Sendable {
  private let benches = Mutex<[Bench]>([])

  /// An empty one.
  package init() {}

  /// Some bench; `nil` where all are in use.
  package func take() -> Bench? { benches.withLock { $0.popLast() } }

  /// Gives a bench back.
  package func put(_ bench: Bench) { benches.withLock { $0.append(bench) } }
}
