@preconcurrency import Glibc

/// What libFuzzer calls (llvm.org/docs/LibFuzzer.html): with each input, for the subject that `MGRNET_FUZZ_TARGET` names.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  subject(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

let subjects: [String: @Sendable ([UInt8]) -> Void] = [
  "age-header": AgeSubject.header, "age-stream": AgeSubject.stream, "segment-header": SegmentSubject.header,
  "front-matter": FrontMatterSubject.document,
]

/// Looked up once, before the first input.
private let subject: @Sendable ([UInt8]) -> Void = {
  guard let name = getenv("MGRNET_FUZZ_TARGET"), let subject = subjects[String(cString: name)] else {
    fputs("MGRNET_FUZZ_TARGET must be one of: \(subjects.keys.sorted())\n", stderr)
    exit(64)
  }
  return subject
}()

/// Stops libFuzzer, which keeps the input.
func must(_ isTrue: Bool, _ rule: String) {
  guard !isTrue else { return }
  fputs("broken: \(rule)\n", stderr)
  abort()
}
