import Foundation
import Testing

@Suite struct StreamTests {
  /// `MGRNET_SEAL_MEBIBYTES=1024` tries it with 1 GiB.
  @Test func memoryDoesNotGrowWithWhatIsSealed() throws {
    let named = ProcessInfo.processInfo.environment["MGRNET_SEAL_MEBIBYTES"].flatMap { Int($0) }
    let size = named ?? 200
    let program = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
      .appending(path: "seal-stream")
    for (form, size) in [("binary", size), ("armored", size / 40)] {
      let ran = try run(program.path, [String(size), form])
      let numbers = ran.text.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
      try #require(ran.status == 0 && numbers.count == 3, "\(ran.errors)")
      print(
        "sealed and opened \(size) MiB (\(form)): at most \(numbers[1] / 1024) MiB of memory, \(numbers[2]) ms of processor"
      )
      #expect(numbers[0] == size << 20)
      #expect(numbers[1] < 64 << 10)
    }
  }
}
