import Foundation
import Testing

@testable import Git

/// Stands between client and server and cuts the connection after so many bytes of one direction, as a server
/// does that is killed in the middle.
final class Cutter: @unchecked Sendable {
  let port: Int
  private let listener: Int32
  private let target: Int?
  private let up: Int
  private let down: Int

  /// - Parameter target: `nil` for one that never says a word.
  init(to target: Int?, up: Int = .max, down: Int = .max) throws {
    (self.target, self.up, self.down) = (target, up, down)
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let descriptor = listener
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, size) | listen(descriptor, 16) | getsockname(descriptor, $0, &size)
      }
    }
    try #require(status == 0)
    port = Int(UInt16(bigEndian: address.sin_port))
    Thread.detachNewThread { [self] in
      while true {
        let client = accept(listener, nil, nil)
        if client < 0 { return }
        Thread.detachNewThread { [self] in serve(client) }
      }
    }
  }

  func stop() { shutdown(listener, Int32(SHUT_RDWR)) }

  private func serve(_ client: Int32) {
    defer { close(client) }
    guard let target else {
      var byte: UInt8 = 0
      while read(client, &byte, 1) > 0 {}
      return
    }
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    defer { close(server) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(target).bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    let status = withUnsafePointer(to: address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard status == 0 else { return }
    var left = [client: up, server: down]
    var chunk = [UInt8](repeating: 0, count: 4096)
    while true {
      var polled = [client, server].map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
      guard poll(&polled, 2, 20_000) > 0 else { return }
      for one in polled where one.revents != 0 {
        let got = recv(one.fd, &chunk, chunk.count, 0)
        guard got > 0, let rest = left[one.fd], rest > got else { return }
        left[one.fd] = rest - got
        guard send(one.fd == client ? server : client, chunk, got, Int32(MSG_NOSIGNAL)) == got else {
          return
        }
      }
    }
  }
}
