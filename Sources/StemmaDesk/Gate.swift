internal import Foundation
internal import Synchronization

/// The only way to the desk: a port on the loopback address that lets through whole, bounded
/// requests of the desk's own pages, one a connection, and hands them to the server behind.
///
/// The server (FlyingFox) parses and answers well, but reads heads of any length for any time and
/// any number of connections at once; all of that is bounded here, before it sees a byte. Each
/// connection has a thread that waits with a deadline. A class, because those threads hold it; what
/// changes is behind a lock.
final class Gate: Sendable {
  /// What a client may take.
  struct Limits: Sendable {
    /// The longest head, in bytes; browsers send one or two thousand.
    var head = 16 << 10

    /// The largest body, in bytes: a text that is dropped in.
    var body = 8 << 20

    /// Connections at once; a browser opens six.
    var connections = 32

    /// How long a head may take to arrive.
    var patience = Duration.seconds(10)

    /// How long a body, and then the answer, may take.
    var longest = Duration.seconds(120)

    init() {}
  }

  /// The port on 127.0.0.1.
  let port: UInt16

  private let listener: Int32
  private let path: String
  private let limits: Limits
  private let bell: (wait: Int32, ring: Int32)
  private let open = Mutex(0)

  /// Listens on a port, or on any free one for 0.
  ///
  /// - Parameters:
  ///   - port: The port.
  ///   - path: The Unix socket of the server behind.
  ///   - limits: What a client may take.
  /// - Throws: `cannotListen`.
  init(port: UInt16, before path: String, within limits: Limits = Limits()) throws(DeskError) {
    self.path = path
    self.limits = limits
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw .cannotListen(port, errno) }
    bell = (ends[0], ends[1])
    let listening = listeningSocket(onLoopback: port)
    guard let listening else { throw .cannotListen(port, errno) }
    listener = listening.file
    self.port = listening.port
  }

  /// Lets clients in until it is closed; then waits for those that are inside, for some seconds.
  func run() {
    while wait(for: listener, or: bell.wait) {
      let client = accept(listener, nil, nil)
      guard client >= 0 else {
        // Where no more files may be open, the client waits until some are closed.
        usleep(10_000)
        continue
      }
      _ = fcntl(client, F_SETFD, FD_CLOEXEC)
      guard enter() else {
        let refusal = Refusal(503, "Service Unavailable", "Too many connections at once.")
        refuse(client, refusal)
        close(client)
        continue
      }
      Thread.detachNewThread { [self] in
        serve(client)
        close(client)
        open.withLock { $0 -= 1 }
      }
    }
    close(listener)
    let deadline = ContinuousClock.now + .seconds(3)
    while connections > 0, .now < deadline { usleep(20_000) }
  }

  /// Lets nobody in any more.
  func stop() {
    var byte: UInt8 = 0
    _ = write(bell.ring, &byte, 1)
  }

  /// How many clients are inside.
  var connections: Int { open.withLock { $0 } }

  private func enter() -> Bool {
    open.withLock { count in
      guard count < limits.connections else { return false }
      count += 1
      return true
    }
  }

  private func serve(_ client: Int32) {
    _ = fcntl(client, F_SETFL, O_NONBLOCK)
    do throws(Refusal) {
      guard isLoopback(client) else {
        throw Refusal(403, "Forbidden", "The desk serves this machine alone.")
      }
      guard let request = try request(from: client) else { return }
      try relay(request, to: client)
    } catch {
      refuse(client, error)
    }
  }

  /// Reads a whole request; `nil` where the client went away without one.
  private func request(from client: Int32) throws(Refusal) -> [UInt8]? {
    var bytes: [UInt8] = []
    var deadline = ContinuousClock.now + limits.patience
    var end = headEnd(in: bytes, from: 0)
    while end == nil {
      guard bytes.count <= limits.head else {
        throw Refusal(431, "Request Header Fields Too Large", "The head is too long.")
      }
      let searched = max(0, bytes.count - 3)
      guard let piece = read(client, atMost: limits.head + 1 - bytes.count, until: deadline) else {
        throw Refusal(408, "Request Timeout", "The request took too long to arrive.")
      }
      if piece.isEmpty {
        guard bytes.isEmpty else { throw .malformed("The head is cut short.") }
        return nil
      }
      bytes += piece
      end = headEnd(in: bytes, from: searched)
    }
    let bodyStart = end ?? bytes.count
    let head = try RequestHead(bytes[..<bodyStart], bodyLimit: limits.body)
    try head.expectOwn(port: port)
    if try head.value(of: "expect")?.lowercased() == "100-continue" {
      _ = send(client, Array("HTTP/1.1 100 Continue\r\n\r\n".utf8), until: deadline)
    }
    deadline = .now + limits.longest
    var body = Array(bytes[bodyStart...].prefix(head.bodyCount))
    while body.count < head.bodyCount {
      guard let piece = read(client, atMost: head.bodyCount - body.count, until: deadline) else {
        throw Refusal(408, "Request Timeout", "The request took too long to arrive.")
      }
      if piece.isEmpty { throw .malformed("The body is cut short.") }
      body += piece
    }
    return try head.rebuilt() + body
  }

  /// Hands a request to the server behind, and its answer to the client.
  private func relay(_ request: [UInt8], to client: Int32) throws(Refusal) {
    let deadline = ContinuousClock.now + limits.longest
    let unreachable = Refusal(502, "Bad Gateway", "The desk does not answer.")
    guard let server = connection(to: path) else { throw unreachable }
    defer { close(server) }
    guard send(server, request, until: deadline) else { throw unreachable }
    var isAnswered = false
    while let piece = read(server, atMost: 1 << 16, until: deadline), !piece.isEmpty {
      isAnswered = true
      guard send(client, piece, until: deadline) else { return }
    }
    if !isAnswered { throw unreachable }
  }
}

/// Where the empty line behind a head ends.
private func headEnd(in bytes: [UInt8], from start: Int) -> Int? {
  var i = start
  while i + 4 <= bytes.count {
    if bytes[i] == 0x0D, bytes[i + 1] == 0x0A, bytes[i + 2] == 0x0D, bytes[i + 3] == 0x0A {
      return i + 4
    }
    i += 1
  }
  return nil
}

/// Tells a client why it is not let through, and takes in what it still sends, so that the answer
/// is not lost with the connection.
private func refuse(_ client: Int32, _ refusal: Refusal) {
  let body = Array("\(refusal.sentence)\n".utf8)
  let head = """
    HTTP/1.1 \(refusal.status) \(refusal.reason)\r
    Content-Type: text/plain; charset=utf-8\r
    Content-Length: \(body.count)\r
    X-Content-Type-Options: nosniff\r
    Cache-Control: no-store\r
    Connection: close\r
    \r

    """
  let deadline = ContinuousClock.now + .seconds(1)
  guard send(client, Array(head.utf8) + body, until: deadline) else { return }
  shutdown(client, Int32(SHUT_WR))
  var rest = 1 << 20
  while rest > 0, let piece = read(client, atMost: 1 << 16, until: deadline), !piece.isEmpty {
    rest -= piece.count
  }
}
