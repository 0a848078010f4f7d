import Disk
@preconcurrency import Glibc
import Records

/// The folder of an exported site. Files whose bytes stay are not touched, and those that an earlier export wrote and this one does
/// not are removed; nobody else's files are.
struct SiteFolder {
  private let root: String
  /// What the last export wrote: what it was made of, then the paths, one a line.
  private static let list = ".mgrnet-site"
  private let origin: String
  /// Whether the last export was made of the same, and all that it wrote is there.
  let isCurrent: Bool
  private let earlier: Set<String>
  private var paths: Set<String> = []
  private var folders: Set<String> = []
  private(set) var written = 0
  private(set) var removed = 0

  /// - Parameter origin: what the site is made of: the same makes the same files.
  /// - Throws: ``Failure`` (73) for a folder that holds something else than a site.
  init(_ root: String, of origin: String) throws {
    self.root = root
    self.origin = "# \(origin)"
    let names = try writing(root) { () throws(DiskError) in try Files.names(in: root) }
    guard names.isEmpty || names.contains(Self.list) else {
      throw Failure(.cannotWrite, Words.siteFolderTaken(root), hint: Words.siteFolderHint)
    }
    let known = try writing(root) { () throws(DiskError) in try Files.read("\(root)/\(Self.list)") } ?? []
    let lines = known.split(separator: UInt8(ascii: "\n")).map { String(decoding: $0, as: UTF8.self) }
    earlier = Set(lines.dropFirst())
    isCurrent =
      lines.first == self.origin && lines.dropFirst().allSatisfy { access("\(root)/\($0)", F_OK) == 0 }
    try makeFolder(root)
    // A folder with it is a site's, also if this is cut short.
    if names.isEmpty { try replace(Self.list, []) }
  }

  /// - Parameter path: of our own making, but for the names of pictures, which hold no slash.
  mutating func write(_ path: String, _ bytes: [UInt8]) throws {
    paths.insert(path)
    let folder = RecordPath.folder(of: path)
    if !folder.isEmpty, folders.insert(folder).inserted { try makeFolder("\(root)/\(folder)") }
    let old = try writing("\(root)/\(path)") { () throws(DiskError) in
      try Files.read("\(root)/\(path)", upTo: bytes.count + 1)
    }
    if old == bytes { return }
    try replace(path, bytes)
    written += 1
  }

  private func makeFolder(_ path: String) throws {
    try writing(path) { () throws(DiskError) in try Files.makeFolder(path) }
  }

  private func replace(_ path: String, _ bytes: [UInt8]) throws {
    try writing("\(root)/\(path)") { () throws(DiskError) in
      try Files.replace("\(root)/\(path)", with: bytes, permissions: 0o666, isSynced: false)
    }
  }

  /// Removes what is no more, and notes what is there.
  mutating func finish() throws {
    for path in earlier.subtracting(paths) where !path.hasPrefix("/") && !path.contains("..") {
      if unlink("\(root)/\(path)") == 0 { removed += 1 }
    }
    let lines = ([origin] + paths.sorted()).map { $0 + "\n" }.joined()
    try replace(Self.list, Array(lines.utf8))
  }
}
