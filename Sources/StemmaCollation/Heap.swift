/// Things of which the greatest is always on top.
struct Heap<Element: Comparable> {
  private var elements: [Element] = []

  var count: Int { elements.count }

  /// The greatest.
  var top: Element? { elements.first }

  mutating func push(_ element: Element) {
    elements.append(element)
    var i = elements.count - 1
    while i > 0, elements[(i - 1) / 2] < elements[i] {
      elements.swapAt(i, (i - 1) / 2)
      i = (i - 1) / 2
    }
  }

  /// Takes the greatest out.
  mutating func pop() -> Element? {
    guard let top = elements.first, let last = elements.popLast() else { return nil }
    if elements.isEmpty { return top }
    elements[0] = last
    sink()
    return top
  }

  /// Puts an element in the place of the greatest.
  mutating func replaceTop(by element: Element) {
    elements[0] = element
    sink()
  }

  /// All of them, in no order.
  var all: [Element] { elements }

  private mutating func sink() {
    var i = 0
    while true {
      var greatest = i
      for child in 2 * i + 1...2 * i + 2
      where child < elements.count && elements[greatest] < elements[child] { greatest = child }
      if greatest == i { return }
      elements.swapAt(i, greatest)
      i = greatest
    }
  }
}
