import ArgumentParser
import LinkCheck
import Records
import SearchIndex
import Store

struct LinkCheckCommand: Command {
  static var configuration: CommandConfiguration { .words("check", Words.linkCheck) }

  @Argument(help: .words(Words.linkCheckIDs, value: "id"), completion: .from(.link)) var links: [String] = []
  @Option(help: .words(Words.linkCategoryOnly, value: "slug")) var category: String?
  @Option(help: .words(Words.linkCheckCommunity, value: "community"), completion: .from(.community))
  var community: String?
  @Option(help: .words(Words.linkCheckTimeout, value: "seconds")) var timeout = 15
  @Flag(help: .words(Words.linkCheckDryRun)) var dryRun = false
  @Flag(help: .words(Words.optionIds)) var ids = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    guard (1...600).contains(timeout) else { throw Failure(.usage, Words.badTimeout) }
    let session = try Session(context)
    let links = try wanted(session)
    let shelves = try session.shelves().filter { shelf in
      links.contains { RecordPath.privateCommunity(of: $0.path) == shelf.community }
    }
    if !dryRun { for shelf in shelves + [session.commons] { _ = try session.author(in: shelf) } }
    guard !links.isEmpty else { throw Failure(.nothingFound, Words.noLinks) }
    let lengths = try session.uniquePrefixes(of: links.map(\.key))
    var printer = try RowPrinter(
      context, ids: ids,
      columns: [
        .key, LinkColumns.result, .title, LinkColumns.url, .field("moved_to", fit: .below),
        .field("reason", fit: .below),
      ])
    let verdicts = try check(links.map { $0.url ?? "" }, context)
    let findings = zip(links, verdicts).compactMap { link, verdict in
      verdict.status.map { LinksChecked.Finding(path: link.path, url: link.url ?? "", status: $0) }
    }
    if !dryRun { for shelf in shelves { try record(findings, in: shelf, session) } }
    for (link, verdict) in zip(links, verdicts) {
      var row = OutputRow(link, uniquePrefix: lengths[link.key] ?? 0)
      if let status = verdict.status, !dryRun {
        row.more.removeAll { ["checked", "status"].contains($0.name) }
        row.more.append(.init("checked", .text(context.now.day.description)))
        row.more.append(.init("status", .text(status.rawValue)))
      }
      row.more += verdict.fields
      printer.print(row)
    }
    printer.finish()
    context.say(Words.linksChecked(verdicts, dryRun))
    if verdicts.contains(where: \.isCutOff) { context.hint(Words.cannotLookUp) }
  }

  private func wanted(_ session: Session) throws -> [IndexedRecord] {
    var found: [IndexedRecord]
    if links.isEmpty {
      let (shelf, community) = try session.shelf(named: community)
      // A request tells the host that somebody has the link, so private links are checked only on demand.
      found = try shelf.index().list(ListFilter([.link], community: community?.rawValue))
    } else {
      var seen: Set<String> = []
      found = try session.ids(links).map { try session.indexed($0, as: [.link]) }
        .filter { seen.insert($0.path).inserted }
    }
    if let category { found.removeAll { $0.linkCategory != category } }
    return found
  }

  private func check(_ urls: [String], _ context: Context) throws -> [LinkState] {
    var checker = LinkChecker(agent: "mgrnet/\(Mgrnet.version)")
    checker.timeoutMilliseconds = timeout * 1000
    var verdicts = [LinkState](repeating: .notWeb, count: urls.count)
    var progress = Progress(Words.checkingLinks, total: urls.count, in: context)
    defer { progress.finish() }
    var count = 0
    try checker.check(urls) { place, verdict in
      verdicts[place] = verdict
      count += 1
      progress.advance(to: count)
    }
    return verdicts
  }

  /// Notes the results in one commit; names files with uncommitted edits, and leaves them out.
  private func record(_ all: [LinksChecked.Finding], in shelf: Shelf, _ session: Session) throws {
    let member = try session.member()
    var findings = all.filter { RecordPath.privateCommunity(of: $0.path) == shelf.community }
    var left: Set<String> = []
    var isDone = findings.isEmpty
    while !isDone {
      do {
        _ = try session.perform(by: member, in: shelf) { snapshot in
          let (act, others) = try LinksChecked(on: member.now.day).act(findings, in: snapshot)
          left.formUnion(others)
          return act
        }
        isDone = true
      } catch StoreError.nothingChanged {
        isDone = true
      } catch StoreError.uncommittedEdit(let path) {
        left.insert(path)
        findings.removeAll { $0.path == path }
        isDone = findings.isEmpty
      }
    }
    for path in left.sorted() { session.context.warn(Words.linkNotRecorded(path)) }
  }
}

extension LinkState {
  /// The status for the record; `nil` if the check found out nothing.
  fileprivate var status: LinksChecked.Status? {
    switch self {
    case .ok, .restricted: .ok
    case .moved: .moved
    case .broken: .broken
    case .unavailable, .notWeb: nil
    }
  }

  fileprivate var isCutOff: Bool { if case .unavailable(.cannotResolve) = self { true } else { false } }

  /// The name for scripts, the same in every language.
  fileprivate var fields: [OutputRow.Field] {
    var (result, address, reason): (String, String?, String?) = ("ok", nil, nil)
    switch self {
    case .ok: break
    case .moved(let to): (result, address) = ("moved", to)
    case .restricted(let status): (result, reason) = ("restricted", String(status))
    case .broken(let fault):
      result = "broken"
      reason =
        switch fault {
        case .status(let status): String(status)
        case .noHost: "no-such-host"
        case .badAddress: "bad-address"
        }
    case .unavailable(let obstacle):
      result = "unavailable"
      reason =
        switch obstacle {
        case .status(let status): String(status)
        case .timedOut: "timeout"
        case .cannotResolve: "cannot-look-up-host"
        case .badRedirect: "bad-redirect"
        case .failed(let words): words
        }
    case .notWeb: result = "not-web"
    }
    return [
      .init("result", .text(result)), .init("moved_to", .optional(address)),
      .init("reason", .optional(reason)),
    ]
  }
}
