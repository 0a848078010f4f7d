import Clibgit2

/// Runs libgit2's smart transport over the pipes of a program: the person's `ssh`, or git's server for a local folder.
///
/// libgit2's own ssh (libssh2) ignores the person's ssh configuration, and its transport for local folders takes ten times
/// as long as `git upload-pack` (5.2 s at 10,000 posts) and runs no hooks. libgit2 still negotiates, and makes and indexes
/// the packs.
enum Subtransport {
  /// Starts the program that connects to a service: `git-upload-pack` or `git-receive-pack`.
  typealias Start = (_ service: String) throws(TransferProblem) -> ProgramPipes

  /// The state of a transport, passed through libgit2 by its address.
  final class State {
    let start: Start
    private(set) var pipes: ProgramPipes?
    /// The last error of a callback; libgit2 passes on only that there was one.
    private(set) var problem: TransferProblem?
    fileprivate var stream: UnsafeMutablePointer<Stream>?

    init(_ start: @escaping Start) { self.start = start }

    /// Calls `body`, keeps its error, and returns a status for libgit2.
    fileprivate func attempt(_ body: () throws(TransferProblem) -> Void) -> Int32 {
      do throws(TransferProblem) {
        try body()
        return 0
      } catch {
        problem = error
        git_error_set_str(Int32(GIT_ERROR_CALLBACK.rawValue), "refused")
        return GIT_EUSER.rawValue
      }
    }

    fileprivate func open(_ service: String) throws(TransferProblem) { pipes = try start(service) }
    fileprivate func hangUp() { pipes?.hangUp() }
  }

  // libgit2 sees only `base`, which must come first.
  private struct Transport {
    var base = git_smart_subtransport()
    var state: Unmanaged<State>
  }
  fileprivate struct Stream {
    var base = git_smart_subtransport_stream()
    var state: Unmanaged<State>
  }

  /// Makes a libgit2 transport over the program that `state` starts. `state` must outlive the transport.
  static func make(
    _ transport: UnsafeMutablePointer<UnsafeMutablePointer<git_transport>?>?, _ owner: OpaquePointer?,
    _ state: State
  ) -> Int32 {
    var definition = git_smart_subtransport_definition()
    definition.rpc = 0
    definition.param = Unmanaged.passUnretained(state).toOpaque()
    definition.callback = { out, _, state in
      guard let out, let state else { return -1 }
      let transport = UnsafeMutablePointer<Transport>.allocate(capacity: 1)
      transport.initialize(to: Transport(state: Unmanaged.fromOpaque(state)))
      transport.pointee.base.action = { Subtransport.act($0, $1, $3) }
      transport.pointee.base.close = { transport in
        Subtransport.state(of: transport)?.hangUp()
        return 0
      }
      transport.pointee.base.free = { $0.map { UnsafeMutableRawPointer($0).deallocate() } }
      out.pointee = UnsafeMutableRawPointer(transport).assumingMemoryBound(to: git_smart_subtransport.self)
      return 0
    }
    return git_transport_smart(transport, owner, &definition)
  }

  private static func state(of transport: UnsafeMutablePointer<git_smart_subtransport>?) -> State? {
    transport.map {
      UnsafeMutableRawPointer($0).assumingMemoryBound(to: Transport.self).pointee.state.takeUnretainedValue()
    }
  }

  private static func state(of stream: UnsafeMutablePointer<git_smart_subtransport_stream>?) -> State? {
    stream.map {
      UnsafeMutableRawPointer($0).assumingMemoryBound(to: Stream.self).pointee.state.takeUnretainedValue()
    }
  }

  /// Returns the stream for a service: starts the program, or goes on with the running one.
  private static func act(
    _ out: UnsafeMutablePointer<UnsafeMutablePointer<git_smart_subtransport_stream>?>?,
    _ transport: UnsafeMutablePointer<git_smart_subtransport>?, _ service: git_smart_service_t
  ) -> Int32 {
    guard let out, let state = state(of: transport) else { return -1 }
    switch service {
    case GIT_SERVICE_UPLOADPACK_LS, GIT_SERVICE_RECEIVEPACK_LS:
      let name = service == GIT_SERVICE_UPLOADPACK_LS ? "git-upload-pack" : "git-receive-pack"
      let status = state.attempt { () throws(TransferProblem) in try state.open(name) }
      guard status == 0 else { return status }
      let stream = UnsafeMutablePointer<Stream>.allocate(capacity: 1)
      stream.initialize(to: Stream(state: .passUnretained(state)))
      stream.pointee.base.subtransport = transport
      stream.pointee.base.read = { Subtransport.read($0, $1, $2, $3) }
      stream.pointee.base.write = { Subtransport.write($0, $1, $2) }
      stream.pointee.base.free = { stream in
        Subtransport.state(of: stream)?.stream = nil
        stream.map { UnsafeMutableRawPointer($0).deallocate() }
      }
      state.stream = stream
    default: break
    }
    guard let stream = state.stream else { return -1 }
    out.pointee = UnsafeMutableRawPointer(stream).assumingMemoryBound(to: git_smart_subtransport_stream.self)
    return 0
  }

  private static func read(
    _ stream: UnsafeMutablePointer<git_smart_subtransport_stream>?, _ buffer: UnsafeMutablePointer<CChar>?,
    _ capacity: Int, _ count: UnsafeMutablePointer<Int>?
  ) -> Int32 {
    guard let state = state(of: stream), let count else { return -1 }
    return state.attempt { () throws(TransferProblem) in
      count.pointee =
        try state.pipes?.receive(UnsafeMutableRawBufferPointer(start: buffer, count: capacity)) ?? 0
    }
  }

  private static func write(
    _ stream: UnsafeMutablePointer<git_smart_subtransport_stream>?, _ bytes: UnsafePointer<CChar>?,
    _ count: Int
  ) -> Int32 {
    guard let state = state(of: stream) else { return -1 }
    return state.attempt { () throws(TransferProblem) in
      try state.pipes?.send(UnsafeRawBufferPointer(start: bytes, count: count))
    }
  }
}
