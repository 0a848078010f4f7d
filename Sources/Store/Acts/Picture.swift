import Records

/// A picture that a post shows, read by the caller.
package struct Picture: Sendable {
  /// The limit of a picture, in bytes.
  package static let limit = TextRules.pictureLimit

  /// Its file name, which is made safe before it is used.
  package let name: String
  package let bytes: [UInt8]

  package init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// Returns each picture with the name of its file beside the post, no two the same.
  ///
  /// - Throws: `StoreError.pictureTooLarge`, `.pictureNotOne`.
  static func named(_ pictures: [Picture]) throws -> [(picture: Picture, name: String)] {
    var taken: Set<String> = []
    return try pictures.map { picture in
      guard picture.bytes.count <= TextRules.pictureLimit else {
        throw StoreError.pictureTooLarge(
          picture.name, bytes: picture.bytes.count, limit: TextRules.pictureLimit)
      }
      guard picture.isPicture else { throw StoreError.pictureNotOne(picture.name) }
      var name = picture.safeName
      var count = 1
      while taken.contains(name) {
        count += 1
        name = picture.safeName(count)
      }
      taken.insert(name)
      return (picture, name)
    }
  }

  /// Returns the pictures with the names of their files, and the text that shows each.
  ///
  /// - Parameter isBare: whether they lose what they tell, their names too.
  static func shown(_ pictures: [Picture], in text: String, isBare: Bool = false) throws -> (
    pictures: [(name: String, picture: Picture)], prose: String
  ) {
    var prose = text
    let named = try named(pictures).map { (name: $1, picture: $0) }
    for (name, picture) in named where !prose.contains("](\(name))") {
      prose += "\n\n![\(isBare ? "" : picture.title)](\(name))"
    }
    return isBare ? try bared(named, shownIn: prose) : (named, prose)
  }

  package var isPicture: Bool { ending != nil }

  /// Whether a program may be given it to show: an SVG may hold a program of its own.
  package var isStill: Bool { isPicture && ending != "svg" }

  /// Whether a file's name has the ending that fits these bytes.
  func isItsEnding(of name: String) -> Bool {
    guard let ending, let given = name.split(separator: ".").last?.lowercased() else { return false }
    return given == ending || given == "jpeg" && ending == "jpg"
  }

  /// Its media type, by its bytes; `nil` if they are no picture.
  package var mediaType: String? {
    ending.map { ["jpg": "image/jpeg", "svg": "image/svg+xml"][$0] ?? "image/\($0)" }
  }

  /// The name of the file beside the post: ASCII, with the ending that fits its bytes.
  package var safeName: String { safeName(1) }

  private func safeName(_ count: Int) -> String {
    pathWords(stem) + (count == 1 ? "" : "-\(count)") + (ending.map { ".\($0)" } ?? "")
  }

  /// The text that stands for the picture if it is not shown.
  var title: String { stem.filter { !"[]()".contains($0) && !$0.isNewline } }

  /// The name without its ending.
  private var stem: String {
    let stem = name.split(separator: ".").dropLast().joined(separator: " ")
    return stem.isEmpty ? name : stem
  }

  /// The ending that fits the first bytes, whatever the name says; `nil` if they are no picture.
  var ending: String? {
    if bytes.starts(with: [0x89, 0x50, 0x4e, 0x47]) { return "png" }
    if bytes.starts(with: [0xff, 0xd8, 0xff]) { return "jpg" }
    if bytes.starts(with: Array("GIF8".utf8)) { return "gif" }
    if bytes.starts(with: Array("RIFF".utf8)), bytes.dropFirst(8).starts(with: Array("WEBP".utf8)) {
      return "webp"
    }
    let start = String(decoding: bytes.prefix(512), as: UTF8.self).trimmed
    return start.hasPrefix("<") && start.contains("<svg") ? "svg" : nil
  }
}
