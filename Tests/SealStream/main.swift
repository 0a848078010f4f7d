import Glibc
import Sealing

// Seals so many MiB and opens them again, both at once, and says how fast it was and the most memory that it held:
// a process of its own, since in that of the tests everybody's memory counts.

guard CommandLine.arguments.count >= 2, let megabytes = Int(CommandLine.arguments[1]) else {
  print("usage: seal-stream MEBIBYTES [armored]")
  exit(64)
}
let isArmored = CommandLine.arguments.last == "armored"
var random = SystemRandomNumberGenerator()
let identity = try X25519Identity(using: &random)

/// Sealed bytes on their way from the writer to the reader.
final class Pipe {
  var bytes: [UInt8] = []
}
let pipe = Pipe()
let block = [UInt8](repeating: 0x61, count: 1 << 20)
var left = megabytes
var isFinished = false
var writer = try AgeWriter(.recipients([identity.recipient]), armored: isArmored, using: &random) {
  pipe.bytes += $0
}
var start = timespec()
clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &start)
var opened = 0
/// What the writer has sealed so far; it goes on writing while there is none.
let sealed: ByteSource = { most in
  while pipe.bytes.isEmpty, !isFinished {
    if left > 0 {
      try writer.write(block)
      left -= 1
    } else {
      try writer.finish()
      isFinished = true
    }
  }
  defer { pipe.bytes.removeFirst(min(most, pipe.bytes.count)) }
  return Array(pipe.bytes.prefix(most))
}
try Age.open(with: [.identity(identity)], from: sealed) { opened += $0.count }
var end = timespec()
clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)

var highest = 0
if let file = fopen("/proc/self/status", "r") {
  var line = [CChar](repeating: 0, count: 256)
  while fgets(&line, 256, file) != nil {
    let words = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
      .split { " \t\n".contains($0) }
    if words.first == "VmHWM:", words.count > 1 { highest = Int(words[1]) ?? 0 }
  }
  fclose(file)
}
let seconds = Double(end.tv_sec - start.tv_sec) + Double(end.tv_nsec - start.tv_nsec) / 1e9
// Bytes opened, kilobytes of memory at most, milliseconds of processor.
print(opened, highest, Int(seconds * 1000))
