import Crypto
import Foundation
import SharedData
import Testing

@testable import Sealing

/// The published vectors of age (C2SP/CCTV, age/testdata), read from the shared data. Those whose only identities are
/// post-quantum keys are left out, and counted.
@Suite(.enabled(if: SharedData.isThere)) struct VectorTests {
  @Test func everyPublishedVectorThatNeedsNoPostQuantumKeyGivesWhatItSays() throws {
    var ran: [String: Int] = [:]
    var leftOut: [String] = []
    let files = try SharedData.files("age-vectors/testdata", ending: "")
    for file in files {
      let vector = try #require(Vector(file.bytes), "\(file.path)")
      guard !vector.isPostQuantum || !vector.keys.isEmpty else {
        leftOut.append(file.path)
        continue
      }
      let result = vector.outcome()
      #expect(result.name == vector.expected, "\(file.path): \(result.detail)")
      if let hash = vector.payloadHash {
        #expect(result.hash == hash, "\(file.path): what came out is not what was sealed")
      }
      ran[vector.expected, default: 0] += 1
    }
    print(
      "age vectors: \(ran.values.reduce(0, +)) of \(files.count) ran (\(ran.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }.joined(separator: ", "))); \(leftOut.count) left out, because only a post-quantum key opens them: \(leftOut.joined(separator: " "))"
    )
    #expect(ran.values.reduce(0, +) == 125 && leftOut.allSatisfy { $0.contains("hybrid") })
  }
}

private struct Vector {
  var expected = ""
  var payloadHash: String?
  var keys: [AgeKey] = []
  var isPostQuantum = false
  var form = AgeReader.Form.binary
  var body: [UInt8] = []

  /// `nil` where the file is no vector.
  init?(_ bytes: [UInt8]) {
    var rest = bytes[...]
    var isCompressed = false
    while let end = rest.firstIndex(of: 0x0A) {
      let line = String(decoding: rest[..<end], as: UTF8.self)
      rest = rest[(end + 1)...]
      if line.isEmpty { break }
      guard let colon = line.firstRange(of: ": ") else { return nil }
      let value = String(line[colon.upperBound...])
      switch line[..<colon.lowerBound] {
      case "expect": expected = value
      case "payload": payloadHash = value
      case "identity":
        if value.hasPrefix("AGE-SECRET-KEY-PQ-") {
          isPostQuantum = true
          continue
        }
        guard let identity = try? X25519Identity(value) else { return nil }
        keys.append(.identity(identity))
      case "passphrase":
        guard let passphrase = try? Passphrase(value) else { return nil }
        keys.append(.passphrase(passphrase))
      case "armored": form = .armored
      case "compressed": isCompressed = true
      default: break
      }
    }
    body = isCompressed ? inflated(Array(rest)) : Array(rest)
  }

  /// What reading it came to, in the words of the vectors, and the hash of all that came out before.
  func outcome() -> (name: String, hash: String, detail: String) {
    var hash = SHA256()
    var name = "success"
    var detail = ""
    do {
      try Age.open(form, with: keys, from: source(of: body)) { hash.update(data: $0) }
    } catch let error as SealingError {
      detail = "\(error)"
      name =
        switch error {
        case .header: "header failure"
        case .headerChanged: "HMAC failure"
        case .noKeyFits: "no match"
        case .armor: "armor failure"
        case .payload: "payload failure"
        default: "?"
        }
    } catch {
      name = "?"
    }
    return (name, hash.finalize().map { String(format: "%02x", $0) }.joined(), detail)
  }
}

/// The vectors are packed with zlib where they are long.
private func inflated(_ bytes: [UInt8]) -> [UInt8] {
  let file = FileManager.default.temporaryDirectory.appending(path: "mgrnet-vector-\(UUID().uuidString)")
  defer { try? FileManager.default.removeItem(at: file) }  // a file left in /tmp fails no test
  do {
    try Data(bytes).write(to: file)
    let python = "import sys,zlib;sys.stdout.buffer.write(zlib.decompress(open(sys.argv[1],'rb').read()))"
    return try run("python3", ["-c", python, file.path]).output
  } catch {
    Issue.record("python3 unpacks the vectors: \(error)")
    return []
  }
}
