import Disk
@preconcurrency import Glibc
import Records

/// Finds the Markdown files below a folder. Follows no symbolic link, so it never leaves the folder.
struct MarkdownFolder {
  /// Why a file or folder is not read.
  enum Fault: Equatable {
    case link, notUTF8, notAFile, tooDeep
    case unreadable(Phrase)
    case tooLarge(bytes: Int, limit: Int)
  }

  let root: String
  /// The paths from the root, with `/`, in the order of their bytes.
  private(set) var files: [String] = []
  private(set) var leftOut: [(path: String, why: Fault)] = []
  /// Files and folders whose names begin with a point, in the order of their bytes.
  private(set) var hidden: [String] = []
  /// Files that are no Markdown.
  private(set) var others: [String] = []
  /// The other files by their path in NFC and lower case.
  private var othersAlike: [String: [String]] = [:]

  private static let deepest = 64
  /// The limit of a file in bytes, more than any post may have.
  private static let sizeLimit = 2 << 20

  /// - Throws: ``Failure`` (66) where there is no such folder.
  init(_ folder: String) throws {
    root = folder
    var status = stat()
    guard stat(folder, &status) == 0 else {
      throw Failure(.notFound, Words.cannotRead(folder, systemMessage()), hint: Words.pathsFromHere)
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      throw Failure(.notFound, Words.cannotRead(folder, systemMessage(ENOTDIR)), hint: Words.pathsFromHere)
    }
    var waiting = [""]
    while let below = waiting.popLast() { waiting += look(into: below) }
    func precedes(_ left: String, _ right: String) -> Bool { left.utf8.lexicographicallyPrecedes(right.utf8) }
    files.sort(by: precedes)
    hidden.sort(by: precedes)
    others.sort(by: precedes)
    othersAlike = Dictionary(grouping: others) { $0.nfc.lowercased() }
    leftOut.sort { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
  }

  /// Sorts the entries of one folder; returns the folders in it.
  private mutating func look(into below: String) -> [String] {
    guard let folder = opendir(root + "/" + below) else {
      leftOut.append((below, .unreadable(systemMessage())))
      return []
    }
    defer { closedir(folder) }
    var folders: [String] = []
    while let entry = nextEntry(of: folder, below) {
      let bytes = withUnsafeBytes(of: &entry.pointee.d_name) { Array($0.prefix { $0 != 0 }) }
      if bytes == [0x2e] || bytes == [0x2e, 0x2e] { continue }
      guard bytes.first != 0x2e else {
        hidden.append(below + String(decoding: bytes, as: UTF8.self))
        continue
      }
      guard let name = String(validating: bytes, as: UTF8.self) else {
        leftOut.append((below + String(decoding: bytes, as: UTF8.self), .notUTF8))
        continue
      }
      if let inner = take(name, in: below) { folders.append(inner) }
    }
    return folders
  }

  private mutating func nextEntry(of folder: OpaquePointer, _ below: String) -> UnsafeMutablePointer<dirent>?
  {
    do { return try Files.nextEntry(of: folder, below) } catch {
      leftOut.append((below, .unreadable(systemMessage())))
      return nil
    }
  }

  /// Sorts one entry; returns the path of a folder, with `/` at its end.
  private mutating func take(_ name: String, in below: String) -> String? {
    let path = below + name
    let isMarkdown = [".md", ".markdown"].contains { name.lowercased().hasSuffix($0) }
    var status = stat()
    guard lstat(root + "/" + path, &status) == 0 else {
      leftOut.append((path, .unreadable(systemMessage())))
      return nil
    }
    switch status.st_mode & S_IFMT {
    case S_IFDIR:
      if path.utf8.count(where: { $0 == UInt8(ascii: "/") }) < Self.deepest { return path + "/" }
      leftOut.append((path, .tooDeep))
    case S_IFREG where !isMarkdown: others.append(path)
    case S_IFREG where status.st_size > Self.sizeLimit:
      leftOut.append((path, .tooLarge(bytes: Int(status.st_size), limit: Self.sizeLimit)))
    case S_IFREG: files.append(path)
    case S_IFLNK: leftOut.append((path, .link))
    default: if isMarkdown { leftOut.append((path, .notAFile)) } else { others.append(path) }
    }
    return nil
  }

  /// Returns the path of a picture that a document shows, from the root; `nil` if it is no file below the root.
  ///
  /// The path on disk, which may differ from the address by how accents are composed (macOS's archives take them apart),
  /// and, where only one file is so called, by case.
  func picture(_ address: String, shownBy document: String) -> String? {
    let address = address.prefix { $0 != "#" && $0 != "?" }
    guard !address.isEmpty, !address.hasPrefix("/"), !address.utf8.contains(0) else { return nil }
    var parts = document.split(separator: "/").dropLast()
    for part in address.split(separator: "/") where part != "." {
      if part == ".." {
        if parts.popLast() == nil { return nil }
      } else {
        parts.append(part)
      }
    }
    let path = parts.joined(separator: "/")
    let alike = othersAlike[path.nfc.lowercased()] ?? []
    let composed = alike.filter { $0.nfc == path.nfc }
    if let only = composed.count == 1 ? composed[0] : alike.count == 1 ? alike[0] : nil { return only }
    // A folder that is a link leads elsewhere.
    var status = stat()
    var place = root
    for part in parts {
      place += "/" + part
      guard lstat(place, &status) == 0, status.st_mode & S_IFMT != S_IFLNK else { return nil }
    }
    return status.st_mode & S_IFMT == S_IFREG ? path : nil
  }
}
