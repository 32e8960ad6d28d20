/// A value for each spelling that was met, kept from one document to the next.
///
/// Every token of one spelling has the same value, which whoever reads finds out when it is first
/// met.
package struct SpellingTable<Value: Sendable>: Sendable {
  /// By the numbers of spellings; `nil` for those that were not read yet.
  package var values: [Value?] = []
  private var generation = 0

  /// Knows none yet.
  package init() {}

  /// Makes room for all spellings that have a number, and forgets those that have none any more.
  package mutating func follow(_ spellings: Spellings) {
    if generation != spellings.generation { values.removeAll(keepingCapacity: true) }
    generation = spellings.generation
    values += [Value?](repeating: nil, count: spellings.count - values.count)
  }
}
