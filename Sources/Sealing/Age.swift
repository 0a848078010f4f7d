/// Seals and opens whole files. ``AgeWriter`` and ``AgeReader`` do so piece by piece.
package enum Age {
  /// Seals everything that the source gives.
  package static func seal<R: RandomNumberGenerator>(
    for lock: AgeLock, armored: Bool = false, using generator: inout R, from source: ByteSource,
    to sink: @escaping ByteSink
  ) throws {
    var writer = try AgeWriter(lock, armored: armored, using: &generator, to: sink)
    while true {
      let bytes = try source(ChunkCipher.length)
      if bytes.isEmpty { break }
      try writer.write(bytes)
    }
    try writer.finish()
  }

  /// Opens everything that the source gives. If it throws, discard what came out.
  package static func open(
    _ form: AgeReader.Form = .either, with keys: [AgeKey], limits: Limits = Limits(),
    from source: @escaping ByteSource, to sink: ByteSink
  ) throws {
    var reader = try AgeReader(form, keys: keys, limits: limits, from: source)
    while let bytes = try reader.next() { try sink(bytes) }
  }

  package static func sealed<R: RandomNumberGenerator>(
    _ bytes: [UInt8], for lock: AgeLock, armored: Bool = false, using generator: inout R
  ) throws -> [UInt8] {
    let result = Collected()
    try seal(for: lock, armored: armored, using: &generator, from: source(of: bytes)) { result.bytes += $0 }
    return result.bytes
  }

  /// - Parameter most: the limit of the content, in bytes.
  package static func opened(
    _ bytes: [UInt8], _ form: AgeReader.Form = .either, with keys: [AgeKey], limits: Limits = Limits(),
    atMost most: Int = .max
  ) throws -> [UInt8] {
    var result: [UInt8] = []
    var reader = try AgeReader(form, keys: keys, limits: limits, from: source(of: bytes))
    while let part = try reader.next() {
      guard part.count <= most - result.count else { throw SealingError.key(.tooLong) }
      result += part
    }
    return result
  }

  /// Collects what a sink is given.
  private final class Collected { var bytes: [UInt8] = [] }
}
