import ArgumentParser

/// The options for how much a listing shows.
struct ListingOptions: ParsableArguments {
  @Option(help: .words(Words.optionLimit, value: "count")) var limit = ItemCount.usual

  @Flag(help: .words(Words.optionIds)) var ids = false
}

/// How many items at most; 0 stands for all.
struct ItemCount: ExpressibleByArgument, Equatable, CustomStringConvertible {
  static let usual = ItemCount(20)

  private let number: Int

  init(_ number: Int) { self.number = number }

  init?(argument: String) {
    guard let number = Int(argument), number >= 0 else { return nil }
    self.number = number
  }

  /// `nil` for all.
  var most: Int? { number == 0 ? nil : number }
  var description: String { String(number) }
  var defaultValueDescription: String { description }
}
