#if canImport(Darwin)
internal import Darwin
#elseif canImport(Musl)
internal import Musl
#else
internal import Glibc
#endif

/// What names mean, by the pointer under which libxml2 interned them.
struct NameCache {
  private var slots = [Slot](repeating: Slot(), count: 256)

  struct Slot {
    var pointer: UnsafePointer<UInt8>?
    var count: UInt32 = 0
    var element = ElementName.other
    var attribute: AttributeName?
  }

  subscript(name: UnsafePointer<UInt8>) -> Slot {
    mutating get {
      // Fibonacci hashing: interned names stand close together.
      let i = Int((UInt64(UInt(bitPattern: name)) &* 0x9E37_79B9_7F4A_7C15) >> 56)
      if slots[i].pointer != name {
        let text = Source(start: name, count: length(of: name))
        slots[i] = Slot(
          pointer: name,
          count: UInt32(text.count),
          element: ElementName(text),
          attribute: AttributeName(text)
        )
      }
      return slots[i]
    }
  }
}

/// Length of a text that a NUL ends, in bytes.
func length(of text: UnsafePointer<UInt8>) -> Int {
  strlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self))
}
