import ArgumentParser
import Markdown
import Records
import SearchIndex

struct ShowCommand: Command {
  static var configuration: CommandConfiguration { .words("show", Words.show) }

  @Argument(help: .words(Words.showIDs, value: "id"), completion: .from(.item)) var ids: [String]
  @Flag(help: .words(Words.showAll)) var all = false
  @Flag(help: .words(Words.showOpen)) var open = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    // All items are looked up before the first is shown.
    let records = try session.ids(ids).map { try session.indexed($0, as: []) }
    let isPage = !context.options.areForPrograms
    var printer = isPage ? nil : try RowPrinter(context)
    if isPage { context.page() }
    var opened: [(opening: PictureOpening, pictures: [(name: String, bytes: [UInt8]?)])] = []
    for (place, record) in records.enumerated() {
      let item = try WholeItem(record, in: session)
      let shelf = try session.shelf(at: record.path)
      let opening = PictureOpening(context: context, shelf: shelf)
      let pictures = try opening.files(item.pictures, beside: record.path)
      let page = ItemPage(context, pictures: pictures, withForeignKeys: all)
      if open {
        let others = try item.thread.places.flatMap {
          try opening.files(picturesShown(in: $0.prose), beside: $0.record.path)
        }
        opened.append((opening, pictures + others))
      }
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
    context.output.flush()
    for (opening, pictures) in opened { try opening.open(pictures) }
  }
}
