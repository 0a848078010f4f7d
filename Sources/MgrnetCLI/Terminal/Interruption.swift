@preconcurrency import Glibc

/// Cleans up on SIGINT, SIGHUP and SIGTERM, before the process ends by that signal.
///
/// The signals are caught by a handler of their own, which programs that we start do not inherit, as they would one that
/// is ignored.
enum Interruption {
  /// The writing end of a pipe: all that a handler may do is to write to it.
  nonisolated(unsafe) private static var bell: Int32 = -1

  /// Catches the signals for the rest of the process; call it once.
  ///
  /// - Parameter cleaning: runs on another thread, while the process goes on.
  static func before(ending cleaning: @escaping @Sendable () -> Void) {
    var ends: [Int32] = [-1, -1]
    // Without a pipe the process ends as it would have without us.
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    let ear = ends[0]
    bell = ends[1]
    var thread = pthread_t()
    let watch = Unmanaged.passRetained(Watch(ear: ear, cleaning: cleaning))
    let status = pthread_create(
      &thread, nil,
      { argument in
        argument.map { Unmanaged<Watch>.fromOpaque($0).takeRetainedValue().run() }
        return nil
      }, watch.toOpaque())
    guard status == 0 else { return watch.release() }
    for number in [SIGINT, SIGTERM, SIGHUP] {
      signal(number) { number in
        var byte = UInt8(truncatingIfNeeded: number)
        _ = write(Interruption.bell, &byte, 1)
      }
    }
  }

  private final class Watch: Sendable {
    let ear: Int32
    let cleaning: @Sendable () -> Void

    init(ear: Int32, cleaning: @escaping @Sendable () -> Void) { (self.ear, self.cleaning) = (ear, cleaning) }

    func run() {
      var byte: UInt8 = 0
      while read(ear, &byte, 1) != 1 { if errno != EINTR { return } }
      cleaning()
      signal(Int32(byte), SIG_DFL)
      kill(getpid(), Int32(byte))
    }
  }
}
