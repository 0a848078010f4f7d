import Records

/// Command lines of the plainest shape, read without the parser, which takes 2 ms at each start.
///
/// Whatever is not plain is left to the parser, and so are all mistakes: a test holds that both understand the same.
enum QuickCommands {
  /// The commands that are worth it.
  static func shape(of command: String) -> Shape? {
    switch command {
    case "version": Shape { _ in { context in context.output.line(Mgrnet.versionLine) } }
    case "find": FindRequest.quick
    case "list": ListRequest.quick
    case "post": PostRequest.quick
    case "show": ShowRequest.quick
    case "sync": SyncRequest.quick
    default: nil
    }
  }

  /// What a command may be given, and what it then does.
  struct Shape {
    /// Long names without value, such as `--ids`.
    var flags: [String] = []
    /// Names with a value in the next word, such as `--limit`.
    var options: [String] = []
    /// How many words without a dash it takes.
    var positionals = 0...0
    /// The work; `nil` where a value is not valid, and the parser shall say so.
    let work: (QuickArguments) -> ((Context) throws -> Void)?
  }

  struct Ready {
    let options: AskedOptions
    let arguments: QuickArguments
    let run: (Context) throws -> Void
  }

  /// `nil` where the parser must look at it.
  static func command(for arguments: [String]) -> Ready? {
    var shape: Shape?
    var options = AskedOptions()
    var found = QuickArguments()
    var rest = arguments[...]
    while let word = rest.popFirst() {
      guard word.utf8.first == UInt8(ascii: "-") else {
        if shape != nil {
          found.positionals.append(word)
        } else {
          // Global options may stand before the command.
          shape = self.shape(of: word)
          if shape == nil { return nil }
        }
        continue
      }
      switch word {
      case "--json": options.json = true
      case "--quiet", "-q": options.quiet = true
      case "--no-pager": options.noPager = true
      case "-C":
        guard let folder = plainValue(&rest), options.folder == nil else { return nil }
        options.folder = folder
      default:
        guard let shape else { return nil }
        if shape.flags.contains(word), !found.flags.contains(word) {
          found.flags.append(word)
        } else if shape.options.contains(word), found[word] == nil, let value = plainValue(&rest) {
          found.values.append(QuickArguments.Value(name: word, text: value))
        } else {
          return nil
        }
      }
    }
    guard let shape, shape.positionals.contains(found.positionals.count) else { return nil }
    return shape.work(found).map { Ready(options: options, arguments: found, run: $0) }
  }

  private static func plainValue(_ rest: inout ArraySlice<String>) -> String? {
    guard let value = rest.first, value.utf8.first != UInt8(ascii: "-") else { return nil }
    rest.removeFirst()
    return value
  }
}

/// What stood on a plain command line.
struct QuickArguments: Sendable {
  struct Value: Sendable {
    let name: String
    let text: String
  }

  fileprivate(set) var positionals: [String] = []
  fileprivate(set) var flags: [String] = []
  fileprivate var values: [Value] = []

  /// The value of an option; `nil` where it was not given.
  subscript(option: String) -> String? { values.first { $0.name == option }?.text }

  func has(_ flag: String) -> Bool { flags.contains(flag) }
}
