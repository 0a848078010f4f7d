import Disk
import Foundation
import Glibc
import Testing

/// A folder for one test, removed with it.
private final class Scratch {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.path + "/disk-" + UUID().uuidString
    try Files.makeFolder(path)
  }

  deinit { Files.removeFolder(path) }
}

@Suite struct FilesTests {
  @Test(arguments: [0, 1, 32 << 10, 32 << 10 + 1, 100_000])
  func aFileIsReadWhole(_ count: Int) throws {
    let scratch = try Scratch()
    let path = scratch.path + "/file"
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try Files.replace(path, with: bytes)
    #expect(try Files.read(path) == bytes)
    #expect(try Files.names(in: scratch.path) == ["file"])
  }

  /// Here it is no folder any more by the time it is read.
  @Test func aFolderThatCannotBeReadIsNotAnEmptyOne() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/file"
    try Files.replace(path, with: [])
    let stream = try #require(opendir(scratch.path))
    defer { closedir(stream) }
    let file = open(path, O_RDONLY | O_CLOEXEC)
    #expect(dup2(file, dirfd(stream)) >= 0)
    close(file)
    #expect(throws: DiskError.system(errno: ENOTDIR, operation: "readdir", path: scratch.path)) {
      try Files.nextEntry(of: stream, scratch.path)
    }
  }

  @Test func noFileIsWrittenThroughALink() throws {
    let scratch = try Scratch()
    let (link, target) = (scratch.path + "/link", scratch.path + "/target")
    #expect(symlink(target, link) == 0)
    #expect(throws: DiskError.symbolicLink(path: link)) { try Files.append([1], to: link) }
    #expect(try Files.read(target) == nil)
  }

  @Test func aNewFileNeverReplacesAnother() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/file"
    #expect(try Files.create(path, with: [1]))
    #expect(try !Files.create(path, with: [2]))
    #expect(try Files.read(path) == [1] && Files.names(in: scratch.path) == ["file"])
    try Files.replace(path, with: [3], isSynced: true)
    #expect(try Files.read(path) == [3] && Files.names(in: scratch.path) == ["file"])
    #expect(throws: (any Error).self) { try Files.create(scratch.path + "/none/file", with: [1]) }
  }

  @Test func aLockIsHeldByOneUntilItGoes() throws {
    let scratch = try Scratch()
    let path = scratch.path + "/lock"
    func take() throws(DiskError) -> FileLock {
      try FileLock(path, permissions: 0o600, waitingMilliseconds: 0)
    }
    let first = try take()
    withExtendedLifetime(first) { _ = #expect(throws: DiskError.locked(path: path)) { try take() } }
    // The first is released once nobody uses it any more.
    _ = consume first
    _ = try take()
  }
}
