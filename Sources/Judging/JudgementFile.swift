import Disk
import Git
import Records
import Rights

/// A judgement on this machine's disk, in a file of `<git directory>/mgrnet`, so that each commit is judged once.
///
/// `rights` is what is known up to the branch's tip; `rights-shared` up to what others have. What others took from people
/// binds the caller's acts that were not sent, so these are judged after it, each time anew.
///
/// One fact a line, its words separated by tabs. A file of another version, or a damaged one, counts as none: everything
/// is judged anew.
package struct JudgementFile: Sendable {
  private let folder: String
  private let name: String
  private var path: String { "\(folder)/\(name)" }
  private static let heading = "mgrnet rights 1"

  package init(in stateFolder: String, isShared: Bool = false) {
    (folder, name) = (stateFolder, isShared ? "rights-shared" : "rights")
  }

  /// Returns the judgement; `nil` if there is none.
  package func read() throws(DiskError) -> Judgement? {
    guard let bytes = try Files.read(path) else { return nil }
    // Splitting bytes takes a tenth of what splitting characters does, and the file has a line for each address.
    var lines = bytes.split(separator: UInt8(ascii: "\n"))[...]
    guard let first = lines.popFirst(), first.elementsEqual(Self.heading.utf8),
      lines.popLast()?.elementsEqual("end".utf8) ?? false
    else { return nil }
    var judgement = Judgement()
    for line in lines {
      let words = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
      if !judgement.take(words.map { String(decoding: $0, as: UTF8.self) }) { return nil }
    }
    return judgement
  }

  package func write(_ judgement: Judgement) throws(DiskError) {
    try Files.makeFolder(folder)
    let lines = [Self.heading] + judgement.lines.map { $0.joined(separator: "\t") } + ["end", ""]
    try Files.replace(path, with: Array(lines.joined(separator: "\n").utf8))
  }
}

extension Judgement {
  fileprivate var lines: [[String]] {
    var lines = tips.sorted().map { ["tip", $0.description] }
    if let founding { lines.append(["founded", founding.commit.description, Self.word(founding.email)]) }
    if isUpgraded { lines.append(["upgraded"]) }
    for (path, versions) in disputed.sorted(by: { $0.key < $1.key }) {
      for (blob, verdict) in versions {
        let breach = verdict.breach
        lines.append([
          "disputed", Self.text(blob), Self.text(verdict.rightful), verdict.commit.description,
          breach.clause.name, breach.isClaim ? "claim" : "change", breach.owner ?? "",
          breach.allowed.joined(separator: " "), Self.word(verdict.committer), path,
        ])
      }
    }
    lines += deletedCards.sorted { $0.key < $1.key }.map { ["deleted", $0.value.description, $0.key] }
    lines += removed.sorted().map { ["removed", $0] }
    lines += restrictionLines
    for (email, names) in handles.sorted(by: { $0.key < $1.key }) {
      lines += names.sorted().map { ["address", $0, Self.word(email)] }
    }
    return lines
  }

  private var restrictionLines: [[String]] {
    restrictions.keyed.sorted().map { ["keyed", $0] }
      + restrictions.ended.map {
        ["ended", $0.key.handle, $0.value?.description ?? "", Self.word($0.key.key)]
      }
      + restrictions.removed.map { ["dismissed", $0.community?.rawValue ?? "", $0.handle] }
      + restrictions.expelled.sorted().map { ["expelled", $0] }
      + (restrictions.asksSignatures ? [["signatures"]] : [])
  }

  /// Takes the fact of a line. Returns `false` if it is none.
  fileprivate mutating func take(_ words: [String]) -> Bool {
    let rest = Array(words.dropFirst())
    switch (words.first ?? "", rest.count) {
    case ("tip", 1): return ObjectID(hex: rest[0]).map { tips.insert($0) } != nil
    case ("founded", 2): founding = ObjectID(hex: rest[0]).map { Founding(commit: $0, email: rest[1]) }
    case ("upgraded", 0): isUpgraded = true
    case ("disputed", 9):
      guard let blob = Self.blob(rest[0]), let rightful = Self.blob(rest[1]),
        let commit = ObjectID(hex: rest[2]), let clause = Clause(name: rest[3])
      else { return false }
      let breach = Breach(
        clause, owner: rest[5].isEmpty ? nil : rest[5], isClaim: rest[4] == "claim",
        allowed: rest[6].split(separator: " ").map(String.init))
      dispute(rest[8], blob, Verdict(breach, in: commit, by: rest[7], rightful: rightful))
    case ("deleted", 2): deletedCards[rest[1]] = ObjectID(hex: rest[0])
    case ("keyed", 1): restrictions.keyed.insert(rest[0])
    case ("ended", 3): restrictions.ended[.init(rest[0], rest[2])] = .some(CalendarDay(rest[1]))
    case ("removed", 1): removed.insert(rest[0])
    case ("dismissed", 2): restrictions.removed.insert(.init(Slug(rawValue: rest[0]), rest[1]))
    case ("expelled", 1): restrictions.expelled.insert(rest[0])
    case ("signatures", 0): restrictions.asksSignatures = true
    case ("address", 2): handles[rest[1], default: []].insert(rest[0])
    default: return false
    }
    return true
  }

  private static func text(_ blob: ObjectID?) -> String { blob?.description ?? "-" }

  /// Reads a blob's id, or `-` for none; `nil` for anything else.
  private static func blob(_ text: String) -> ObjectID?? {
    text == "-" ? .some(nil) : ObjectID(hex: text).map { .some($0) }
  }

  /// Somebody else's text as one word of a line.
  private static func word(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.filter { $0.value >= 32 && $0.value != 127 }))
  }
}
