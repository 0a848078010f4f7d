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
    #expect(try Files.read(path) == bytes)
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
}
