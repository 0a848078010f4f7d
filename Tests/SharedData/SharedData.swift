import Foundation

/// Real files, read in place. They are not part of the repository: a test that needs them is skipped, and says so.
package enum SharedData {
  /// `MGRNET_TEST_DATA`, else `shared/data` beside the package's folder, or beside the folder around it.
  package static let folder: URL? = {
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    var places = ["..", "../.."].map { package.appending(path: $0).appending(path: "shared/data") }
    if let named = ProcessInfo.processInfo.environment["MGRNET_TEST_DATA"] {
      places = [URL(filePath: named)]
    }
    let found = places.first { FileManager.default.fileExists(atPath: $0.path) }
    if found == nil { print("SKIPPED: no shared data (set MGRNET_TEST_DATA to its folder)") }
    return found?.standardizedFileURL
  }()

  package static var isThere: Bool { folder != nil }

  /// Every file under a folder of it whose name ends so: its path from there, and its bytes; in the order of the paths.
  package static func files(_ name: String, ending suffix: String) throws -> [(path: String, bytes: [UInt8])]
  {
    guard let root = folder?.appending(path: name) else { return [] }
    let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
    return try paths.filter { $0.hasSuffix(suffix) }.sorted().map {
      ($0, Array(try Data(contentsOf: root.appending(path: $0))))
    }
  }
}
