internal import Foundation

#if canImport(Glibc)
private let stream = Int32(SOCK_STREAM.rawValue)
private let quietly = Int32(MSG_NOSIGNAL)
#else
private let stream = SOCK_STREAM
private let quietly: Int32 = 0
#endif

/// A socket that listens on 127.0.0.1, and its port; `nil` where the system refuses, see `errno`.
func listeningSocket(onLoopback port: UInt16) -> (file: Int32, port: UInt16)? {
  let file = socket(AF_INET, stream, 0)
  guard file >= 0 else { return nil }
  _ = fcntl(file, F_SETFD, FD_CLOEXEC)
  _ = fcntl(file, F_SETFL, O_NONBLOCK)
  var yes: Int32 = 1
  setsockopt(file, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = port.bigEndian
  address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
  var count = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isListening = withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      bind(file, $0, count) == 0 && listen(file, 64) == 0 && getsockname(file, $0, &count) == 0
    }
  }
  guard isListening else {
    let code = errno
    close(file)
    errno = code
    return nil
  }
  return (file, UInt16(bigEndian: address.sin_port))
}

/// Whether the other end of a connection is on this machine.
func isLoopback(_ client: Int32) -> Bool {
  var address = sockaddr_in()
  var count = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isKnown = withUnsafeMutablePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getpeername(client, $0, &count) == 0 }
  }
  return isKnown && address.sin_family == sa_family_t(AF_INET)
    && UInt32(bigEndian: address.sin_addr.s_addr) >> 24 == 127
}

/// A connection to a Unix socket.
func connection(to path: String) -> Int32? {
  var address = sockaddr_un()
  address.sun_family = sa_family_t(AF_UNIX)
  let bytes = Array(path.utf8)
  guard bytes.count < MemoryLayout.size(ofValue: address.sun_path) else { return nil }
  withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
  let file = socket(AF_UNIX, stream, 0)
  guard file >= 0 else { return nil }
  _ = fcntl(file, F_SETFD, FD_CLOEXEC)
  let isConnected = withUnsafePointer(to: &address) {
    $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
      connect(file, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
    }
  }
  guard isConnected else {
    close(file)
    return nil
  }
  _ = fcntl(file, F_SETFL, O_NONBLOCK)
  return file
}

/// Waits until the first file can be read; says no where the second one can.
func wait(for file: Int32, or other: Int32) -> Bool {
  var requests = [
    pollfd(fd: file, events: Int16(POLLIN), revents: 0),
    pollfd(fd: other, events: Int16(POLLIN), revents: 0),
  ]
  while poll(&requests, 2, -1) < 0 { if errno != EINTR { return false } }
  return requests[1].revents == 0
}

/// Reads what there is; empty at the end or where the other side broke off, `nil` past a deadline.
func read(_ file: Int32, atMost limit: Int, until deadline: ContinuousClock.Instant) -> [UInt8]? {
  while true {
    guard isReady(file, for: POLLIN, until: deadline) else { return nil }
    var code: Int32 = 0
    let piece = [UInt8](unsafeUninitializedCapacity: min(limit, 1 << 16)) { buffer, count in
      let length = recv(file, buffer.baseAddress, buffer.count, 0)
      code = length < 0 ? errno : 0
      count = max(0, length)
    }
    if code == EINTR || code == EAGAIN { continue }
    return piece
  }
}

/// Sends all bytes; says no where that fails or takes too long.
func send(_ file: Int32, _ bytes: [UInt8], until deadline: ContinuousClock.Instant) -> Bool {
  var sent = 0
  while sent < bytes.count {
    guard isReady(file, for: POLLOUT, until: deadline) else { return false }
    let count = bytes[sent...].withUnsafeBytes {
      Foundation.send(file, $0.baseAddress, $0.count, quietly)
    }
    if count < 0, errno != EINTR, errno != EAGAIN { return false }
    sent += max(0, count)
  }
  return true
}

private func isReady(
  _ file: Int32,
  for events: Int32,
  until deadline: ContinuousClock.Instant
) -> Bool {
  while true {
    let rest = (deadline - .now) / .milliseconds(1)
    guard rest > 0 else { return false }
    var request = pollfd(fd: file, events: Int16(events), revents: 0)
    let count = poll(&request, 1, Int32(rest.rounded(.up)))
    if count > 0 { return true }
    if count < 0, errno != EINTR { return false }
  }
}
