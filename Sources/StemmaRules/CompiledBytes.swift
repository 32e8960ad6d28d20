/// Writes the compiled form of rules: little-endian numbers, and texts behind their lengths.
struct CompiledWriter {
  private(set) var bytes: [UInt8] = []

  mutating func write(_ number: Int) {
    withUnsafeBytes(of: UInt32(number).littleEndian) { bytes.append(contentsOf: $0) }
  }

  mutating func write(byte: Int) { bytes.append(UInt8(byte)) }

  mutating func write(_ flag: Bool) { bytes.append(flag ? 1 : 0) }

  mutating func write(_ text: String) { write(raw: Array(text.utf8)) }

  mutating func write(raw: [UInt8]) {
    write(raw.count)
    bytes.append(contentsOf: raw)
  }

  mutating func write(_ text: String?) {
    write(text != nil)
    if let text { write(text) }
  }

  mutating func write(_ texts: [String]) {
    write(texts.count)
    for text in texts { write(text) }
  }

  mutating func write(_ numbers: [UInt32]) {
    write(numbers.count)
    for number in numbers { write(Int(number)) }
  }

  /// A case of a closed set, by its place among all cases.
  mutating func write<Choice: CaseIterable & Equatable>(_ choice: Choice) {
    let cases = Array(Choice.allCases)
    bytes.append(UInt8(cases.firstIndex(of: choice) ?? 0))
  }

  /// Puts a number where one was written before.
  mutating func replace(at offset: Int, with number: Int) {
    withUnsafeBytes(of: UInt32(number).littleEndian) { new in
      for i in 0..<4 { bytes[offset + i] = new[i] }
    }
  }
}

/// Reads what `CompiledWriter` wrote.
struct CompiledReader {
  private let bytes: [UInt8]
  private(set) var position: Int

  init(_ bytes: [UInt8], at position: Int = 0) {
    self.bytes = bytes
    self.position = position
  }

  mutating func number() -> Int {
    defer { position += 4 }
    return bytes.withUnsafeBytes {
      Int(UInt32(littleEndian: $0.loadUnaligned(fromByteOffset: position, as: UInt32.self)))
    }
  }

  mutating func byte() -> Int {
    defer { position += 1 }
    return Int(bytes[position])
  }

  mutating func flag() -> Bool { byte() != 0 }

  mutating func text() -> String {
    let count = number()
    defer { position += count }
    return String(decoding: bytes[position..<(position + count)], as: UTF8.self)
  }

  mutating func raw() -> [UInt8] {
    let count = number()
    defer { position += count }
    return Array(bytes[position..<(position + count)])
  }

  mutating func optionalText() -> String? { flag() ? text() : nil }

  mutating func texts() -> [String] {
    let count = number()
    return (0..<count).map { _ in text() }
  }

  mutating func numbers() -> [UInt32] {
    let count = number()
    defer { position += 4 * count }
    return bytes.withUnsafeBytes { bytes in
      (0..<count).map { i in
        UInt32(littleEndian: bytes.loadUnaligned(fromByteOffset: position + 4 * i, as: UInt32.self))
      }
    }
  }

  mutating func choice<Choice: CaseIterable>(of type: Choice.Type) -> Choice {
    let cases = Array(Choice.allCases)
    return cases[byte()]
  }
}
