import ArgumentParser
import Records
import SearchIndex

struct ShowCommand: Command {
  static var configuration: CommandConfiguration { .words("show", Words.show) }

  @Argument(help: .words(Words.showIDs, value: "id"), completion: .from(.item)) var ids: [String]
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    // All items are looked up before the first is shown.
    let records = try session.ids(ids).map { try session.indexed($0, as: []) }
    let isPage = !context.options.areForPrograms
    var printer = isPage ? nil : try RowPrinter(context)
    if isPage { context.page() }
    let page = ItemPage(context)
    for (place, record) in records.enumerated() {
      let item = try WholeItem(record, in: session)
      let shelf = try session.shelf(at: record.path)
      shelf.seen().add(item.ids)
      try? shelf.done().add(item.triesRead)  // as what was seen
      if var open = printer {
        open.print(try item.row())
        printer = open
      } else {
        if place > 0 { page.separate() }
        try page.print(item)
        for act in item.waiting { context.hint(Words.isWaiting(act)) }
        for kept in item.conflicts {
          context.hint(Words.settle(kept, beside: ConflictName.original(of: kept) ?? record.path))
        }
      }
    }
    printer?.finish()
  }
}
