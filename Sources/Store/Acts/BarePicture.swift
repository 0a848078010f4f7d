import Git

/// Pictures without what they tell of who made them: EXIF but for which way up a photograph is, XMP, comments, names, places,
/// times, profiles of devices.
///
/// Reads segments and chunks, never pixels: what is known to make the picture stays, byte for byte, and all else goes. What
/// follows the picture's end goes as well.
extension Picture {
  /// Returns the picture without its metadata, under a name that tells nothing.
  ///
  /// - Throws: `StoreError.pictureTells` for one that cannot be read, and for SVG, which may hold anything.
  func bared() throws -> Picture {
    let bare: [UInt8]? =
      switch ending {
      case "jpg": BareJPEG.bytes(of: bytes)
      case "png": BarePNG.bytes(of: bytes)
      case "gif": BareGIF.bytes(of: bytes)
      case "webp": BareWebP.bytes(of: bytes)
      default: nil
      }
    guard let bare, let ending else { throw StoreError.pictureTells(name) }
    return Picture(name: "picture-\(ObjectID(ofBlob: bare).description.prefix(8)).\(ending)", bytes: bare)
  }

  /// Returns pictures without their metadata and names, and the text that shows them by their new ones.
  static func bared(_ pictures: [(name: String, picture: Picture)], shownIn prose: String) throws -> (
    pictures: [(name: String, picture: Picture)], prose: String
  ) {
    var prose = prose
    let bare = try pictures.map { name, picture in
      let bare = try picture.bared()
      prose = prose.replacing("](\(name))", with: "](\(bare.name))")
      return (bare.name, bare)
    }
    return (bare, prose)
  }
}

/// Reads bytes from the front. Each returns `nil` where there are not enough.
private struct Bytes {
  var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func byte() -> UInt8? { rest.popFirst() }
}

private func bigEndian(_ bytes: ArraySlice<UInt8>) -> Int { bytes.reduce(0) { $0 << 8 | Int($1) } }
private func littleEndian(_ bytes: ArraySlice<UInt8>) -> Int {
  bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
}

/// ITU T.81, annex B.
private enum BareJPEG {
  static func bytes(of bytes: [UInt8]) -> [UInt8]? {
    var input = Bytes(bytes)
    guard input.take(2)?.elementsEqual([0xff, 0xd8]) == true else { return nil }
    var output: [UInt8] = [0xff, 0xd8]
    var hasFrame = false
    while true {
      guard input.byte() == 0xff, var marker = input.byte() else { return nil }
      while marker == 0xff {
        guard let next = input.byte() else { return nil }
        marker = next
      }
      if marker == 0xd9 { return hasFrame ? output + [0xff, 0xd9] : nil }
      guard let head = input.take(2), let body = input.take(bigEndian(head) - 2) else { return nil }
      switch marker {
      case 0xe0 where body.starts(with: Array("JFIF\0".utf8)) && body.count >= 14:
        // Without the small picture in it.
        output += [0xff, 0xe0, 0, 16] + body.prefix(12) + [0, 0]
      case 0xe1 where body.starts(with: exif): output += orientation(body.dropFirst(exif.count))
      case 0xee where body.starts(with: Array("Adobe".utf8)) && body.count == 12:
        output += [0xff, 0xee] + head + body  // how its colours are coded
      case 0xc0...0xcf, 0xda, 0xdb, 0xdd:
        // Frames, tables, scans.
        hasFrame = hasFrame || marker == 0xda
        output += [0xff, marker] + head + body
        if marker == 0xda { output += scan(&input) }
      case 0xe0...0xef, 0xfe: break
      default: return nil
      }
    }
  }

  private static let exif = Array("Exif\0\0".utf8)

  /// Returns a segment that says which way up the pixels are, and nothing else; nothing where they are upright.
  ///
  /// - Parameter tiff: the content of an EXIF segment (Exif 2.3, section 4.6.2).
  private static func orientation(_ tiff: ArraySlice<UInt8>) -> [UInt8] {
    let isLittle = tiff.starts(with: Array("II*\0".utf8))
    guard isLittle || tiff.starts(with: Array("MM\0*".utf8)) else { return [] }
    func number(_ count: Int, at offset: Int) -> Int? {
      guard offset >= 0, offset + count <= tiff.count else { return nil }
      let bytes = tiff.dropFirst(offset).prefix(count)
      return isLittle ? littleEndian(bytes) : bigEndian(bytes)
    }
    guard let directory = number(4, at: 4), let count = number(2, at: directory) else { return [] }
    for entry in 0..<count {
      let place = directory + 2 + 12 * entry
      guard let tag = number(2, at: place) else { return [] }
      guard tag == 0x0112 else { continue }
      guard number(2, at: place + 2) == 3, let way = number(2, at: place + 8), (2...8).contains(way) else {
        return []
      }
      let only: [UInt8] = [0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, UInt8(way), 0, 0, 0, 0, 0, 0]
      return [0xff, 0xe1, 0, 34] + exif + Array("MM\0*".utf8) + only
    }
    return []
  }

  /// The coded pixels up to the next marker.
  private static func scan(_ input: inout Bytes) -> ArraySlice<UInt8> {
    let rest = input.rest
    var place = rest.startIndex
    while place < rest.endIndex {
      guard rest[place] == 0xff else {
        place += 1
        continue
      }
      let next = place + 1 < rest.endIndex ? rest[place + 1] : 0
      if next != 0, !(0xd0...0xd7).contains(next) { break }
      place += 2
    }
    place = min(place, rest.endIndex)
    input.rest = rest[place...]
    return rest[..<place]
  }
}

/// PNG, third edition, section 5; with its animations.
private enum BarePNG {
  private static let start: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]
  private static let kept: Set<String> = [
    "IHDR", "PLTE", "IDAT", "IEND", "tRNS", "gAMA", "cHRM", "sRGB", "sBIT", "bKGD", "acTL", "fcTL", "fdAT",
  ]

  static func bytes(of bytes: [UInt8]) -> [UInt8]? {
    var input = Bytes(bytes)
    guard input.take(8)?.elementsEqual(start) == true else { return nil }
    var output = start
    var seen: Set<String> = []
    while let length = input.take(4), let type = input.take(4), let body = input.take(bigEndian(length) + 4) {
      let name = String(decoding: type, as: UTF8.self)
      guard seen.contains("IHDR") || name == "IHDR" else { return nil }
      seen.insert(name)
      if kept.contains(name) { output += length + type + body }
      if name == "IEND" { return seen.contains("IDAT") ? output : nil }
    }
    return nil
  }
}

/// GIF89a.
private enum BareGIF {
  static func bytes(of bytes: [UInt8]) -> [UInt8]? {
    var input = Bytes(bytes)
    guard let start = input.take(13), start.starts(with: Array("GIF8".utf8)),
      let colours = input.take(table(bytes[10]))
    else { return nil }
    var output = Array(start + colours)
    var hasImage = false
    while let kind = input.byte() {
      switch kind {
      case 0x3b: return hasImage ? output + [0x3b] : nil
      case 0x2c:
        guard let head = input.take(9), let colours = input.take(table(head[head.endIndex - 1])),
          let size = input.take(1), let data = blocks(&input)
        else { return nil }
        output += [0x2c] + head + colours + size + data
        hasImage = true
      case 0x21:
        guard let label = input.byte(), let data = blocks(&input) else { return nil }
        let isLoop = label == 0xff && (data.dropFirst().starts(with: Array("NETSCAPE2.0".utf8)))
        if label == 0xf9 || isLoop { output += [0x21, label] + data }
      default: return nil
      }
    }
    return nil
  }

  /// The size of the table of colours that a byte of flags announces.
  private static func table(_ flags: UInt8) -> Int { flags & 0x80 == 0 ? 0 : 3 << (Int(flags & 7) + 1) }

  /// Returns blocks, each behind its size, with the empty one at their end.
  private static func blocks(_ input: inout Bytes) -> [UInt8]? {
    var output: [UInt8] = []
    while let size = input.byte(), let data = input.take(Int(size)) {
      output += [size] + data
      if size == 0 { return output }
    }
    return nil
  }
}

/// RFC 9649.
private enum BareWebP {
  static func bytes(of bytes: [UInt8]) -> [UInt8]? {
    var input = Bytes(bytes)
    guard let start = input.take(12), start.starts(with: Array("RIFF".utf8)),
      start.suffix(4).elementsEqual("WEBP".utf8),
      let body = input.take(littleEndian(start[(start.startIndex + 4)..<(start.startIndex + 8)]) - 4),
      let chunks = chunks(Bytes(Array(body)), isFrame: false)
    else { return nil }
    return Array("RIFF".utf8) + size(chunks.count + 4) + Array("WEBP".utf8) + chunks
  }

  private static func chunks(_ input: Bytes, isFrame: Bool) -> [UInt8]? {
    var (input, output, hasImage) = (input, [UInt8](), false)
    while !input.rest.isEmpty {
      guard let type = input.take(4), let length = input.take(4), let body = input.take(littleEndian(length))
      else { return nil }
      if body.count % 2 == 1, !input.rest.isEmpty, input.byte() == nil { return nil }
      var kept: [UInt8]?
      switch String(decoding: type, as: UTF8.self) {
      case "VP8 ", "VP8L":
        (kept, hasImage) = (Array(body), true)
      case "ALPH": kept = Array(body)
      case "ANIM" where !isFrame: kept = Array(body)
      case "VP8X" where !isFrame && body.count == 10:
        var head = Array(body)
        head[0] &= 0b0001_0010  // neither profile nor EXIF nor XMP: transparency and animation
        kept = head
      case "ANMF" where !isFrame:
        guard body.count >= 16, let frame = chunks(Bytes(Array(body.dropFirst(16))), isFrame: true) else {
          return nil
        }
        (kept, hasImage) = (Array(body.prefix(16)) + frame, true)
      default: break
      }
      guard let kept else { continue }
      output += Array(type) + size(kept.count) + kept
      if kept.count % 2 == 1 { output.append(0) }
    }
    return hasImage ? output : nil
  }

  private static func size(_ count: Int) -> [UInt8] {
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: count).littleEndian) { Array($0) }
  }
}
