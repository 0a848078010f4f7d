import Glibc

/// git's own protocol without ssh: a socket, and one line that says what is wanted (gitprotocol-pack(5)).
enum SocketWire {
  static func wire(_ address: RemoteAddress, _ service: Service, patience: Int) throws(TransferProblem)
    -> StreamWire
  {
    guard let host = address.host else { throw .badAddress }
    let descriptor = try connect(host, address.port ?? 9418, patience: patience)
    let wire = StreamWire(output: descriptor, input: descriptor, patience: patience, explain: Served.explain)
    let named = host.contains(":") ? "[\(host)]" : host
    let place = address.port.map { "\(named):\($0)" } ?? named
    try wire.send(PacketLine.encode("\(service.rawValue) \(address.path)\0host=\(place)\0"))
    return wire
  }

  private static func connect(_ host: String, _ port: Int, patience: Int) throws(TransferProblem) -> Int32 {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var list: UnsafeMutablePointer<addrinfo>?
    let answer = getaddrinfo(host, String(port), &hints, &list)
    guard answer == 0 else {
      throw answer == EAI_AGAIN || answer == EAI_NONAME ? .unknownHost : .noConnection
    }
    defer { freeaddrinfo(list) }
    var next = list
    var isSlow = false
    while let one = next?.pointee {
      next = one.ai_next
      let flags = Int32(SOCK_CLOEXEC.rawValue | SOCK_NONBLOCK.rawValue)
      let descriptor = socket(one.ai_family, one.ai_socktype | flags, one.ai_protocol)
      guard descriptor >= 0 else { continue }
      if Glibc.connect(descriptor, one.ai_addr, one.ai_addrlen) == 0 { return descriptor }
      if errno == EINPROGRESS {
        var polled = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        var ready: Int32 = -1
        repeat {
          ready = poll(&polled, 1, Int32(clamping: patience * 1000))
        } while ready < 0 && errno == EINTR
        var failure: Int32 = 0
        var size = socklen_t(MemoryLayout<Int32>.size)
        getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &size)
        if ready > 0, failure == 0 { return descriptor }
        if ready == 0 { isSlow = true }
      }
      close(descriptor)
    }
    throw isSlow ? .timedOut(seconds: patience) : .noConnection
  }
}
