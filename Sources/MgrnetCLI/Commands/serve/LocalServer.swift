import FlyingFox
import FlyingSocks
import Foundation
import Records

/// Answers a browser on this machine: only under a host name that nobody can guess, only to who came in with the key.
///
/// A page of another site reaches 127.0.0.1 too, by a name of its own that leads there (DNS rebinding) or by a form: hence
/// the name, and a cookie that no other site's request carries. Cookies are the same for all ports of a name: hence a name
/// for each run.
actor LocalServer {
  /// 120 bits that cannot be guessed.
  struct Key: Sendable {
    let text: String

    init() {
      var random = SystemRandomNumberGenerator()
      text = RecordID(random: &random).rawValue + RecordID(random: &random).rawValue
    }
  }

  private let pages: ServedPages
  /// What follows when the key was right.
  private let door: String
  private let name = Key()
  private let cookie = Key()
  /// What every form of ours carries.
  private let token = Key()
  /// Opens the door once.
  private var key: Key?
  /// The only value of `Host`; `nil` until the port is known.
  private var host: String?
  private var running: Task<Void, any Error>?
  private var failure: (any Error)?

  init(_ pages: ServedPages, door: String) { (self.pages, self.door) = (pages, door) }

  var address: String { "http://\(host ?? "")" }

  /// Listens on this machine's own address, and on no other.
  ///
  /// - Parameter port: 0 for a free one.
  /// - Throws: ``Failure`` (69).
  func start(port: UInt16, letting key: Key) async throws {
    self.key = key
    do {
      let taken = try await listen(sockaddr_in.inet(ip4: "127.0.0.1", port: port))
      // A browser tries `::1` first: whoever else listened there would be given the key.
      do { _ = try await listen(sockaddr_in6.inet6(ip6: "::1", port: taken)) } catch SocketError.failed(
        _, let number, _) where number != EADDRINUSE
      {
        // A machine without IPv6: nobody listens there.
      }
      host = "\(name.text).localhost:\(taken)"
    } catch SocketError.failed(_, let number, _) {
      throw Failure(.unavailable, Words.cannotListen(systemMessage(number)), hint: Words.otherPort)
    }
  }

  /// Returns the port.
  private func listen(_ address: some SocketAddress) async throws -> UInt16 {
    let server = HTTPServer(
      address: address, timeout: 600, logger: .disabled,
      handler: ClosureHTTPHandler { [weak self] request in
        guard let self else { throw CancellationError() }
        return await self.answer(request)
      })
    failure = nil
    let task = Task {
      do { try await server.run() } catch {
        self.failed(error)
        throw error
      }
    }
    while true {
      if let failure { throw failure }
      switch await server.listeningAddress {
      case .ip4(_, let port), .ip6(_, let port):
        running = running ?? task
        return port
      default: try await Task.sleep(for: .milliseconds(2))
      }
    }
  }

  private func failed(_ error: any Error) { failure = error }

  /// Waits until the server ends, which it does by a failure alone.
  func ended() async throws { try await running?.value }

  private func answer(_ request: HTTPRequest) async -> HTTPResponse {
    // The name says whom the browser believes to ask.
    guard let host, request.headers[.host] == host else {
      return response(HTTPStatusCode(421, phrase: "Misdirected Request"), .text("421"))
    }
    guard [.GET, .POST].contains(request.method) else { return response(.methodNotAllowed, .text("405")) }
    let (path, query) = (request.target.path(), request.target.query())
    if path == "/enter" {
      guard request.method == .GET, let key, query == key.text else { return refused }
      self.key = nil
      // A redirection would still belong to the page outside that led here, and get no `Strict` cookie.
      var response = response(.ok, .page(door))
      response.headers[.setCookie] = "mgrnet=\(cookie.text); Path=/; HttpOnly; SameSite=Strict"
      return response
    }
    let cookies = (request.headers[.cookie] ?? "").split(separator: ";").map {
      $0.trimmingCharacters(in: .whitespaces)
    }
    guard cookies.contains("mgrnet=\(cookie.text)") else { return refused }
    if request.method == .POST { return await act(request, at: path) }
    let (status, body) = pages.answer(path, query, token: token.text)
    return response(status, body)
  }

  /// Does what a form asks for, if it is one of our own pages that sends it.
  private func act(_ request: HTTPRequest, at path: String) async -> HTTPResponse {
    guard request.headers[HTTPHeader("Origin")] == address else { return refused }
    let length = request.headers[.contentLength].flatMap { Int($0) } ?? 0
    guard request.headers[.transferEncoding] == nil, length <= 3 * Input.textLimit,
      let bytes = try? await request.bodyData  // they hung up
    else { return response(HTTPStatusCode(413, phrase: "Content Too Large"), .text("413")) }
    let fields = ServedPages.fields(String(decoding: bytes, as: UTF8.self))
    guard fields["token"] == token.text else { return refused }
    switch pages.act(path, fields, token: token.text) {
    case .page(let status, let body): return response(status, body)
    case .done(let place):
      var response = response(HTTPStatusCode(303, phrase: "See Other"), .text(""))
      response.headers[.location] = place
      return response
    }
  }

  private var refused: HTTPResponse {
    response(.forbidden, .text(Words.noWayIn[pages.language]))
  }

  private func response(_ status: HTTPStatusCode, _ body: ServedPages.Body) -> HTTPResponse {
    HTTPResponse(
      statusCode: status,
      headers: [
        .contentType: body.type, .cacheControl: "no-store",
        HTTPHeader("Content-Security-Policy"):
          "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
          + "frame-ancestors 'none'",
        HTTPHeader("X-Content-Type-Options"): "nosniff",
        // Not `no-referrer`: a form would then have no `Origin`.
        HTTPHeader("Referrer-Policy"): "same-origin",
        HTTPHeader("Cross-Origin-Opener-Policy"): "same-origin",
        HTTPHeader("Cross-Origin-Resource-Policy"): "same-origin",
      ], body: Data(body.bytes))
  }
}
