import Records
import Testing

@testable import Store

/// Pictures of who chose not to be named tell nothing but what they show.
@Suite struct BarePictureTests {
  private static let secret = Array("Exif\0\0 Canon EOS, serial 0123, GPS 48.85 N, by Alice".utf8)

  private func bared(_ bytes: [UInt8], _ name: String = "alice-at-home.jpg") throws -> [UInt8] {
    let bare = try Picture(name: name, bytes: bytes).bared()
    #expect(!bare.name.contains("alice") && bare.name.hasPrefix("picture-"))
    #expect(bare.bytes.firstRange(of: Array("Alice".utf8)) == nil)
    // Once is enough.
    #expect(try bare.bared().bytes == bare.bytes)
    return bare.bytes
  }

  /// A segment of a JPEG.
  private func segment(_ marker: UInt8, _ body: [UInt8]) -> [UInt8] {
    let count = body.count + 2
    return [0xff, marker, UInt8(count >> 8), UInt8(count & 0xff)] + body
  }

  @Test func jpeg() throws {
    let start: [UInt8] = [0xff, 0xd8]
    let table = segment(0xdb, Array(repeating: 1, count: 65))
    let frame = segment(0xc0, [8, 0, 1, 0, 1, 1, 1, 0x11, 0])
    // A coded 0xff, a restart, then a second scan.
    let scan = segment(0xda, [1, 1, 0, 0, 63, 0]) + [0x12, 0xff, 0x00, 0x34, 0xff, 0xd0, 0x56]
    let adobe = segment(0xee, Array("Adobe".utf8) + [0, 100, 0, 0, 0, 0, 1])
    let jfif = Array("JFIF\0".utf8) + [1, 1, 0, 0, 72, 0, 72]
    let secrets =
      segment(0xe1, Self.secret) + segment(0xe1, Array("http://ns.adobe.com/xap/1.0/\0 Alice".utf8))
      + segment(0xed, Self.secret) + segment(0xe2, Self.secret) + segment(0xfe, Self.secret)
    let bare = start + segment(0xe0, jfif + [0, 0]) + adobe + table + frame + scan + scan + [0xff, 0xd9]
    let whole =
      start + segment(0xe0, jfif + [1, 1, 9, 9, 9]) + secrets + adobe + table + frame + scan + secrets + scan
      + [0xff, 0xd9] + Self.secret
    #expect(try bared(whole) == bare)
  }

  @Test(arguments: [true, false]) func aPhotographStaysTheRightWayUp(isLittle: Bool) throws {
    func number(_ value: Int, _ count: Int) -> [UInt8] {
      let bytes = (0..<count).map { UInt8(value >> (8 * $0) & 0xff) }
      return isLittle ? bytes : bytes.reversed()
    }
    func picture(_ way: Int, tag: Int = 0x0112, _ secret: [UInt8]) -> [UInt8] {
      let serial = number(0xa431, 2) + number(2, 2) + number(secret.count, 4) + number(38, 4)
      let orientation = number(tag, 2) + number(3, 2) + number(1, 4) + number(way, 2) + [0, 0]
      let tiff = (isLittle ? Array("II*\0".utf8) : Array("MM\0*".utf8)) + number(8, 4)
      let exif = tiff + number(2, 2) + serial + orientation + number(0, 4) + secret
      return [0xff, 0xd8] + segment(0xe1, Array("Exif\0\0".utf8) + exif)
        + segment(0xda, [1, 1, 0, 0, 63, 0]) + [0x12, 0xff, 0xd9]
    }
    let bare = try bared(picture(6, Self.secret))
    #expect(bare.firstRange(of: Array("Exif\0\0MM\0*".utf8)) != nil)
    #expect(
      bare.count == picture(6, []).count - 12 && bare.firstRange(of: [0x12, 0, 3, 0, 0, 0, 1, 0, 6]) != nil)
    // Upright, beyond what there is, or another tag.
    for plain in [picture(1, Self.secret), picture(9, Self.secret), picture(6, tag: 0x0132, Self.secret)] {
      #expect(try bared(plain).firstRange(of: Array("Exif".utf8)) == nil)
    }
  }

  private func chunk(_ type: String, _ body: [UInt8]) -> [UInt8] {
    [0, 0, UInt8(body.count >> 8), UInt8(body.count & 0xff)] + Array(type.utf8) + body + [1, 2, 3, 4]
  }

  @Test func png() throws {
    let start: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
    let head = chunk("IHDR", Array(repeating: 1, count: 13))
    let (pixels, end) = (chunk("tRNS", [1]) + chunk("IDAT", [1, 2, 3]), chunk("IEND", []))
    let secrets = ["tEXt", "iTXt", "zTXt", "eXIf", "tIME", "iCCP", "prVt"].flatMap { chunk($0, Self.secret) }
    #expect(
      try bared(start + head + secrets + pixels + secrets + end + Self.secret) == start + head + pixels + end)
  }

  @Test func gif() throws {
    let start = Array("GIF89a".utf8) + [1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255]
    let control: [UInt8] = [0x21, 0xf9, 4, 0, 0, 0, 0, 0]
    let image: [UInt8] = [0x2c, 0, 0, 0, 0, 1, 0, 1, 0, 0, 2, 2, 0x44, 0x01, 0]
    let loop = [0x21, 0xff, 11] + Array("NETSCAPE2.0".utf8) + [3, 1, 0, 0, 0]
    let comment = [0x21, 0xfe, UInt8(Self.secret.count)] + Self.secret + [0]
    let xmp = [0x21, 0xff, 11] + Array("XMP DataXMP".utf8) + [UInt8(Self.secret.count)] + Self.secret + [0]
    #expect(
      try bared(start + loop + comment + xmp + control + image + comment + [0x3b] + Self.secret)
        == start + loop + control + image + [0x3b])
  }

  private func riff(_ type: String, _ body: [UInt8]) -> [UInt8] {
    Array(type.utf8) + [UInt8(body.count & 0xff), UInt8(body.count >> 8), 0, 0] + body
      + (body.count % 2 == 1 ? [0] : [])
  }

  @Test func webp() throws {
    func file(_ chunks: [UInt8]) -> [UInt8] { riff("RIFF", Array("WEBP".utf8) + chunks) }
    func head(_ flags: UInt8) -> [UInt8] { riff("VP8X", [flags] + Array(repeating: 0, count: 9)) }
    let secrets = riff("ICCP", Self.secret) + riff("EXIF", Self.secret) + riff("XMP ", Self.secret)
    let pixels = riff("ALPH", [1, 2, 3]) + riff("VP8 ", [1, 2, 3])
    #expect(try bared(file(head(0x3c) + secrets + pixels + secrets)) == file(head(0x10) + pixels))
    let frame = Array(repeating: UInt8(0), count: 16)
    let moving = riff("ANIM", [1, 2, 3, 4, 5, 6])
    #expect(
      try bared(file(head(0x3e) + moving + riff("ANMF", frame + pixels + riff("EXIF", Self.secret))))
        == file(head(0x12) + moving + riff("ANMF", frame + pixels)))
  }

  /// What cannot be read is refused, wherever it is cut; nothing crashes.
  @Test func whatCannotBeReadIsRefused() throws {
    let svg = Picture(name: "a.svg", bytes: Array("<svg xmlns='x'><!-- Alice --></svg>".utf8))
    #expect(throws: StoreError.pictureTells("a.svg")) { try svg.bared() }
    let starts: [[UInt8]] = [
      [0xff, 0xd8, 0xff], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], Array("GIF89a".utf8),
      Array("RIFF\u{20}\0\0\0WEBP".utf8),
    ]
    for start in starts {
      for count in 0..<40 {
        for filler: UInt8 in [0, 1, 0x2c, 0xff] {
          let bytes = start + Array(repeating: filler, count: count)
          #expect(throws: StoreError.pictureTells("x")) { try Picture(name: "x", bytes: bytes).bared() }
        }
      }
    }
  }

  @Test func aPostShowsThemByTheirNewNames() throws {
    let scratch = try Scratch()
    let png: [UInt8] =
      [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] + chunk("IHDR", []) + chunk("tEXt", Self.secret)
      + chunk("IDAT", [1]) + chunk("IEND", [])
    var post = PostAdd(community: .idf, title: "Look", text: "Here: ![me](alice.png)")
    (post.isAnonymous, post.kind) = (true, "news")
    post.pictures = [Picture(name: "alice.png", bytes: png), Picture(name: "at home.png", bytes: png)]
    let (ready, id) = (post, scratch.newID())
    try scratch.act(.alice) { try ready.act(id, by: $0, in: $1) }
    let act = try #require(try scratch.network.waiting.all().first)
    let text = String(decoding: try #require(act.files[0].bytes), as: UTF8.self)
    let name = try #require(act.files[1].path.split(separator: "/").last)
    #expect(text.contains("![me](\(name))") && text.contains("![](\(name))"))
    #expect(!text.contains("home") && act.files.allSatisfy { !$0.path.contains("alice") })
  }
}
