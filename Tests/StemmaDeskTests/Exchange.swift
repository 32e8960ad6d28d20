import Foundation

@testable import StemmaDesk

/// Sends bytes to a port of this machine, and reads until the other side closes.
///
/// - Parameters:
///   - port: The port.
///   - request: What is sent.
///   - isAll: Whether the other side is told that nothing follows.
/// - Returns: What it answers; empty where nobody listens or nothing comes.
func exchange(with port: UInt16, _ request: [UInt8], isAll: Bool = false) -> [UInt8] {
  guard let file = connection(toLoopback: port) else { return [] }
  defer { close(file) }
  let deadline = ContinuousClock.now + .seconds(240)
  _ = send(file, request, until: deadline)
  if isAll { shutdown(file, Int32(SHUT_WR)) }
  var answer: [UInt8] = []
  while let piece = read(file, atMost: 1 << 16, until: deadline), !piece.isEmpty { answer += piece }
  return answer
}

/// A connection to a port of this machine.
func connection(toLoopback port: UInt16) -> Int32? {
  #if canImport(Glibc)
  let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  #else
  let file = socket(AF_INET, SOCK_STREAM, 0)
  #endif
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  let isConnected = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
    }
  }
  guard isConnected else {
    close(file)
    return nil
  }
  _ = fcntl(file, F_SETFL, O_NONBLOCK)
  return file
}
