import ArgumentParser
import Records
import Sealing
import Store

struct KeySignersCommand: Command {
  static var configuration: CommandConfiguration { .words("signers", Words.keySigners) }

  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let snapshot = try Session(context).network().snapshot()
    let people = try snapshot.cards().compactMap { handle, blob in
      try snapshot.readableCard(blob).map {
        (handle: handle, email: $0["email"]?.text ?? "", keys: KeyCard($0))
      }
    }
    let handles = Dictionary(grouping: people) { $0.email.lowercased() }.mapValues { $0.map(\.handle) }
    var printer = try RowPrinter(context, columns: [.field("line")])
    for person in people {
      let keys = person.keys.entries.compactMap { entry in entry.sign.map { (entry, $0) } }
      if keys.isEmpty { continue }
      // Where two people have one address, git would take the one for the other.
      if let others = handles[person.email.lowercased()], others.count > 1 {
        context.warn(Words.signerShares(person.handle, others.filter { $0 != person.handle }))
      } else if !Self.isPlain(person.email) {
        context.warn(Words.signerNotPlain(person.handle, person.email))
      } else {
        for (entry, key) in keys { printer.print(OutputRow(entry, key, person.handle, person.email)) }
      }
    }
    printer.finish()
    if printer.count == 0 { throw Failure(.nothingFound, Words.noSigners, hint: Words.keyNewHint) }
  }

  /// Whether an address means itself in git's list, where some signs make patterns.
  private static func isPlain(_ email: String) -> Bool {
    !email.isEmpty && email.first != "#"
      && email.utf8.allSatisfy { (0x21...0x7E).contains($0) && !"*?!,\"\\".utf8.contains($0) }
  }
}

extension OutputRow {
  fileprivate init(_ entry: KeyCard.Entry, _ key: VerifyingKey, _ handle: Handle, _ email: String) {
    self.init(.device, entry.device, type: "key")
    author = handle.rawValue
    // `valid-before` is the first day on which the key is worth nothing; an end that cannot be read has always been.
    let end = entry.until.map { text in CalendarDay(text)?.advanced(by: 1).description ?? "1970-01-02" }
    let before = end.map { " valid-before=\"\($0.split(separator: "-").joined())\"" } ?? ""
    let line = "\(email) namespaces=\"git\"\(before) \(key.sshText) \(handle)"
    more = [
      Field("email", .text(email)), Field("sign", .text(key.description)),
      Field("until", .optional(entry.until)), Field("line", .text(line)),
    ]
  }
}
