@preconcurrency import Glibc
import Records
import Store

/// The pictures beside an item, shown by a program of the person's own.
struct PictureOpening {
  let context: Context
  let shelf: Shelf

  /// Returns the pictures that a text shows, with their bytes; `nil` where the file is missing.
  func files(_ names: [String], beside path: String) throws -> [(name: String, bytes: [UInt8]?)] {
    let snapshot = try shelf.network().snapshot()
    return try names.map { ($0, try snapshot.bytes(at: RecordPath.folder(of: path) + "/" + $0)) }
  }

  /// Opens the pictures with `xdg-open` or `open`, each from a file of its own, named as its bytes say.
  ///
  /// Nothing else is opened, whatever it is called: an SVG may hold a program, and what is no picture may be one.
  ///
  /// - Throws: ``Failure``: 1 where there is no picture to open, 69 without a program that opens files.
  func open(_ pictures: [(name: String, bytes: [UInt8]?)]) throws {
    guard !pictures.isEmpty else { throw Failure(.nothingFound, Words.noPictures) }
    var shown: [Picture] = []
    for (name, bytes) in pictures {
      guard let bytes else {
        context.warn(Words.pictureIsMissing(name))
        continue
      }
      let picture = Picture(name: name.split(separator: "/").last.map(String.init) ?? name, bytes: bytes)
      if picture.isStill { shown.append(picture) } else { context.warn(Words.pictureNotOpened(name)) }
    }
    guard !shown.isEmpty else { throw Failure(.nothingFound, Words.noPictures) }
    guard let program = ["xdg-open", "open"].first(where: { isInstalled($0, context.environment) }) else {
      throw Failure(.unavailable, Words.nothingOpensPictures, hint: Words.pictureStands)
    }
    let folder = try newFolder()
    for picture in shown {
      // The program goes on after this one ends, so nobody may take the file away.
      let file = folder + "/" + picture.safeName
      try OutputFile.write(picture.bytes, to: file, replacing: true)
      let status = Child(shell: "\(program) \"$@\"", words: [file], environment: context.environment)?.wait()
      guard status == 0 else { throw Failure(.unavailable, Words.cannotOpen(picture.name, program)) }
    }
  }

  /// Makes a folder that only this person can look into.
  private func newFolder() throws -> String {
    let place = (context.environment.nonEmpty("TMPDIR") ?? "/tmp") + "/mgrnet-XXXXXX"
    var template = Array(place.utf8CString)
    guard let made = mkdtemp(&template) else {
      throw Failure(.cannotWrite, Words.cannotWriteFile(place, systemMessage()))
    }
    return String(cString: made)
  }
}
