import Disk
import Git
import Glibc
import Records
import SealedSync
import Sealing
import Store
import Sync

// Synchronises the sealed community of a network once, in a process of its own: it can be killed, and its memory is
// its own. Prints how many segments came to be, what came and went, and what it cost. With `share`, the community is
// shared by `origin` before; with `join NAME KEY`, it is joined.

let words = CommandLine.arguments
guard [4, 5, 7].contains(words.count), let slug = Slug(rawValue: words[2]) else {
  print("usage: seal-sync NETWORK SLUG KEYFILE [share | join NAME KEY]")
  exit(64)
}
let commons = try Network(opening: words[1])
let key = try DeviceKey(text: try Files.read(words[3]) ?? [])
var clock = timespec()
clock_gettime(CLOCK_REALTIME, &clock)
let actor = try commons.actor(now: Timestamp(secondsSince1970: Int64(clock.tv_sec), offsetMinutes: 0))
let options = Synchronisation.Options(transfer: TransferOptions(person: Signature(actor), mayAsk: false))
var random = SystemRandomNumberGenerator()
if words.count == 7, let name = SealedName(words[5]) {
  _ = try SealedJoining(slug, name: name, inviter: try VerifyingKey(words[6]), remote: "origin")
    .join(in: commons, with: key, options.transfer)
}
let network = try Network(privateCommunity: slug, of: commons)
if words.last == "share" {
  print(try SealedSettings.share(network, by: "origin", of: commons, using: &random).name)
}
let outcome = try SealedSynchronisation(of: network, in: commons, by: actor, with: key, options) { tries in
  usleep(UInt32.random(in: 0...(20_000 * UInt32(tries))))
}.run(using: &random)

var end = timespec()
clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &end)
var highest = "0"
if let file = try Files.read("/proc/self/status") {
  let lines = String(decoding: file, as: UTF8.self).split(separator: "\n")
  let line = lines.first { $0.hasPrefix("VmHWM:") } ?? ""
  highest = line.split { " \t".contains($0) }.dropFirst().first.map(String.init) ?? "0"
}
let went = outcome.sync.went.first?.traffic.items.count ?? 0
print(
  "segments \(outcome.segments) came \(outcome.sync.came.items.count) went \(went)",
  "refused \(outcome.refused.count) failures \(outcome.sync.failures.count)",
  "milliseconds \(end.tv_sec * 1000 + end.tv_nsec / 1_000_000) kilobytes \(highest)")
