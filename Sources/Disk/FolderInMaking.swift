/// A folder that is made under another name beside its place, and moved there when all of it is there: a command that is
/// killed leaves no half of it at its place.
package struct FolderInMaking {
  /// Where it is made: `.<name>.making~<process>` beside the place.
  package let path: String
  private let place: String

  private static let mark = ".making~"

  /// Makes the folder around it. Removes what killed processes left there.
  package init(for place: String) throws(DiskError) {
    self.place = place
    let slash = place.lastIndex(of: "/") ?? place.startIndex
    let (around, name) = (String(place[..<slash]), place[place.index(after: slash)...])
    path = "\(around)/.\(name)\(Self.mark)\(Files.thisProcess)"
    try Files.makeFolder(around.isEmpty ? "/" : around)
    try Self.removeAbandoned(in: around)
    Files.removeFolder(path)
  }

  /// Moves the folder to its place, which is free or an empty folder.
  package func finish() throws(DiskError) { try Files.moveFolder(path, to: place) }

  package func remove() { Files.removeFolder(path) }

  package static func isName(_ name: String) -> Bool { name.hasPrefix(".") && process(in: name) != nil }

  /// Removes the folders that processes were making which have ended.
  package static func removeAbandoned(in folder: String) throws(DiskError) {
    for name in try Files.names(in: folder) where isName(name) {
      if let process = process(in: name), !Files.isRunning(process) {
        Files.removeFolder("\(folder)/\(name)")
      }
    }
  }

  private static func process(in name: String) -> Int32? {
    name.firstRange(of: mark).flatMap { Int32(name[$0.upperBound...]) }.flatMap { $0 > 0 ? $0 : nil }
  }
}
