@preconcurrency import Glibc

/// Buffered output to a file descriptor, through a pager once it is long, or to memory for tests.
final class Writer: TextOutputStream {
  enum Target {
    case descriptor(Int32)
    case memory
  }

  private let target: Target
  private var buffer: [UInt8] = []
  private var paging: Paging?
  private var pager: Pager?
  /// `errno` of the first write that failed; nothing is written after it.
  private(set) var failure: Int32?

  init(_ target: Target) { self.target = target }

  func write(_ text: String) {
    buffer.append(contentsOf: text.utf8)
    drainIfLarge()
  }

  func write(_ bytes: some Sequence<UInt8>) {
    buffer.append(contentsOf: bytes)
    drainIfLarge()
  }

  func line(_ text: TerminalText) { write(text.text + "\n") }
  /// Writes a line for programs, as it is.
  func line(data: String) { write(data + "\n") }

  /// The text written so far, for tests; empty for a descriptor.
  var text: String {
    guard case .memory = target else { return "" }
    return String(decoding: buffer, as: UTF8.self)
  }

  /// Sends output longer than a screen through a pager, from here on.
  func page(with paging: Paging?) { self.paging = paging }

  func flush() {
    guard case .descriptor(let descriptor) = target else { return }
    if paging != nil, pager == nil { return }
    drain(to: pager?.input ?? descriptor)
  }

  /// Writes the rest, and waits until the pager is left.
  func finish() {
    guard case .descriptor(let descriptor) = target else { return }
    if paging != nil, pager == nil { startPagerIfLong() }
    drain(to: pager?.input ?? descriptor)
    pager?.wait()
    pager = nil
    paging = nil
  }

  private func drainIfLarge() {
    guard case .descriptor(let descriptor) = target, buffer.count >= 1 << 15 else { return }
    if paging != nil, pager == nil { startPagerIfLong() }
    if paging == nil || pager != nil { drain(to: pager?.input ?? descriptor) }
  }

  private func startPagerIfLong() {
    guard let paging, buffer.lazy.filter({ $0 == UInt8(ascii: "\n") }).count >= paging.height else { return }
    pager = Pager(paging)
    if pager == nil { self.paging = nil }
  }

  private func drain(to descriptor: Int32) {
    defer { buffer.removeAll(keepingCapacity: true) }
    guard failure == nil else { return }
    buffer.withUnsafeBytes { bytes in
      var written = 0
      while written < bytes.count {
        let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
        if count > 0 {
          written += count
        } else if errno != EINTR {
          failure = errno
          return
        }
      }
    }
  }
}
