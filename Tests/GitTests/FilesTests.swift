import Foundation
import Glibc
import Testing

@testable import Git

@Suite struct FilesTests {
  @Test(arguments: [0, 1, 32 << 10, 32 << 10 + 1, 100_000])
  func aFileIsReadWhole(_ count: Int) throws {
    let scratch = Scratch()
    let path = scratch.path + "/file"
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try Data(bytes).write(to: URL(fileURLWithPath: path))
    #expect(try Self.content(of: path) == bytes)
  }

  /// The system's own settings are files that hold less than their size says, as one does that is cut while it is read.
  @Test(.enabled(if: FileManager.default.fileExists(atPath: settings), "SKIPPED: no \(settings) here"))
  func aFileThatIsShorterThanItsSizeIsCorrupt() throws {
    #expect(throws: GitError.corrupt(Self.settings)) { try Self.content(of: Self.settings) }
  }

  /// Here it is no folder any more by the time it is read.
  @Test func aFolderThatCannotBeReadIsNotAnEmptyOne() throws {
    let scratch = Scratch()
    let path = scratch.path + "/file"
    try Data().write(to: URL(fileURLWithPath: path))
    let stream = try #require(opendir(scratch.path))
    defer { closedir(stream) }
    let file = Glibc.open(path, O_RDONLY | O_CLOEXEC)
    #expect(dup2(file, dirfd(stream)) >= 0)
    close(file)
    #expect(throws: GitError.system(ENOTDIR, "readdir", scratch.path)) {
      try Files.nextEntry(of: stream, scratch.path)
    }
  }

  private static func content(of path: String) throws -> [UInt8]? {
    guard let file = try MappedFile.open(path) else { return nil }
    return Array(file.bytes)
  }

  private static let settings = "/sys/kernel/mm/transparent_hugepage/enabled"
}
