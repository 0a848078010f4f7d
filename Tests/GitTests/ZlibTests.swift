import SeededRandom
import Testing

@testable import Git

@Suite struct ZlibTests {
  /// Contents with and without a pattern, of sizes at which something changes.
  private static let contents: [[UInt8]] = {
    var random = Seeded(state: 7)
    return [0, 1, 63, 64, 65, 5_000, 70_000].flatMap { size in
      [
        (0..<size).map { UInt8($0 * 7 % 251 & 0x3f) },
        (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) },
      ]
    }
  }()

  @Test(arguments: contents) func aContentIsTakenFromTheStartOfMore(_ content: [UInt8]) throws {
    let packed = try #require(try Deflater(level: 6).deflate(content))
    let inflater = try Inflater()
    let found = (packed + [0x78, 0x9c, 0]).withUnsafeBytes { inflater.inflate($0, size: content.count) }
    #expect(found?.content == content)
    #expect(found?.taken == packed.count)
    #expect(packed.withUnsafeBytes { inflater.start($0) } == Array(content.prefix(64)))
  }

  @Test(arguments: contents) func anotherSizeIsDamage(_ content: [UInt8]) throws {
    let packed = try #require(try Deflater(level: 6).deflate(content))
    let inflater = try Inflater()
    for size in [content.count - 1, content.count + 1, content.count * 2 + 1] {
      #expect(packed.withUnsafeBytes { inflater.inflate($0, size: size) } == nil)
    }
  }

  @Test func eachCutAndEachChangedBitIsDamage() throws {
    let content = Array("A line of a text that is short, and a line of a text that is not long.".utf8)
    let packed = try #require(try Deflater(level: 6).deflate(content))
    let inflater = try Inflater()
    for end in 0..<packed.count {
      #expect(packed[..<end].withUnsafeBytes { inflater.inflate($0, size: content.count) } == nil)
    }
    var unchanged = 0
    for bit in 0..<(packed.count * 8) {
      var changed = packed
      changed[bit / 8] ^= 1 << (bit % 8)
      let found = changed.withUnsafeBytes { inflater.inflate($0, size: content.count) }
      #expect(found == nil || found?.content == content, "bit \(bit)")
      if found != nil { unchanged += 1 }
    }
    // No decoder looks at the bits that fill up the last byte before the sum.
    #expect(unchanged < 8)
    // What was damaged has no part in what comes next.
    #expect(packed.withUnsafeBytes { inflater.inflate($0, size: content.count) }?.content == content)
  }
}
