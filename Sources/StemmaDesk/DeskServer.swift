internal import FlyingFox
internal import FlyingSocks
internal import Foundation

/// The reviewer's desk on a port of the loopback address.
public final class DeskServer: Sendable {
  private let routes: DeskRoutes
  private let gate: Gate
  private let folder: String
  private let server: HTTPServer

  /// Sets the desk up: reads the folder, opens the port.
  ///
  /// - Parameters:
  ///   - surroundings: The folder, its baseline, the page.
  ///   - store: The file of decisions.
  ///   - port: The port, or 0 for any free one.
  /// - Throws: Why the port or the folder cannot be had.
  public init(
    in surroundings: DeskSurroundings,
    keeping store: DecisionStore,
    port: UInt16
  ) async throws {
    folder = try privateFolder()
    let path = "\(folder)/desk"
    do throws(DeskError) {
      gate = try Gate(port: port, before: path)
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
    let routes = DeskRoutes(
      desk: Desk(in: surroundings, keeping: store),
      keys: DeskKeys(port: gate.port)
    )
    self.routes = routes
    let body = Gate.Limits().body
    server = HTTPServer(
      config: HTTPServer.Configuration(
        address: .unix(path: path),
        timeout: 110,
        sharedRequestBufferSize: body,
        sharedRequestReplaySize: body,
        logger: .disabled
      ),
      handler: ClosureHTTPHandler { request in
        await HTTPResponse(routes.answer(to: DeskQuestion(request)))
      }
    )
    do {
      try await routes.desk.load()
    } catch {
      try? FileManager.default.removeItem(atPath: folder)
      throw error
    }
  }

  /// The address to open, with the token that lets in.
  public var address: String { "http://127.0.0.1:\(gate.port)/?token=\(routes.keys.token)" }

  /// What could not be read.
  public var notes: [String] { get async { await routes.desk.notes } }

  /// Serves until `stop` is called; what is being answered then is finished.
  public func run() async throws {
    defer {
      routes.desk.store.close()
      try? FileManager.default.removeItem(atPath: folder)
    }
    let serving = Task { [server] in try await server.run() }
    try await server.waitUntilListening(timeout: 10)
    await withCheckedContinuation { (done: CheckedContinuation<Void, Never>) in
      Thread.detachNewThread { [gate] in
        gate.run()
        done.resume()
      }
    }
    await server.stop(timeout: 1)
    serving.cancel()
  }

  /// Ends `run`; may be called from any thread.
  public func stop() { gate.stop() }
}

/// A new folder that only this user can look into.
private func privateFolder() throws(DeskError) -> String {
  let name = "\(FileManager.default.temporaryDirectory.path)/stemma-XXXXXX"
  let longest = MemoryLayout.size(ofValue: sockaddr_un().sun_path)
  guard "\(name)/desk".utf8.count < longest else {
    throw .noServer("the path of the temporary folder is too long for a socket; set TMPDIR")
  }
  var template = Array(name.utf8CString)
  guard mkdtemp(&template) != nil else {
    throw .noServer("no temporary folder can be made: \(String(cString: strerror(errno)))")
  }
  return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
}

extension DeskQuestion {
  fileprivate init(_ request: HTTPRequest) async {
    method = request.method.rawValue
    path = request.path
    token = request.query.first { $0.name == "token" }?.value
    name = request.query.first { $0.name == "name" }?.value
    cookies = request.headers[.cookie] ?? ""
    body = (try? await request.bodyData).map(Array.init) ?? []
  }
}

extension HTTPResponse {
  fileprivate init(_ answer: DeskAnswer) {
    var headers = HTTPHeaders()
    let always = [
      ("Cache-Control", "no-store"), ("Referrer-Policy", "no-referrer"),
      ("X-Content-Type-Options", "nosniff"), ("X-Frame-Options", "DENY"),
      ("Cross-Origin-Opener-Policy", "same-origin"),
      ("Cross-Origin-Resource-Policy", "same-origin"), ("Connection", "close"),
    ]
    for (name, value) in always + answer.fields.map({ ($0.name, $0.value) }) {
      headers[HTTPHeader(name)] = value
    }
    self.init(
      statusCode: HTTPStatusCode(answer.status, phrase: answer.phrase),
      headers: headers,
      body: Data(answer.body)
    )
  }
}

extension DeskAnswer {
  fileprivate var phrase: String {
    switch status {
    case 200: "OK"
    case 201: "Created"
    case 303: "See Other"
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 404: "Not Found"
    case 409: "Conflict"
    case 422: "Unprocessable Content"
    default: "Internal Server Error"
    }
  }
}
