/// A conversation with a git program of another repository.
struct Session {
  let reader: PacketReader
  let advertisement: Advertisement

  /// Calls, and hears what is there.
  ///
  /// - Parameters:
  ///   - program: the name of the program there, where it has another one.
  ///   - proxy: of this remote alone; none where empty.
  init(
    _ repository: Repository, _ address: RemoteAddress, _ service: Service, program: String?,
    proxy: String? = nil, _ options: TransferOptions, said: inout [String]
  ) throws(TransferProblem) {
    options.progress(.connecting)
    let name = program ?? service.rawValue
    let wire: any Wire
    switch address.way {
    case .path, .file:
      // Git's own server: its hooks and settings have their say. libgit2 runs no hooks.
      let path = address.path.hasPrefix("/") ? address.path : repository.base + "/" + address.path
      let arguments =
        program == nil
        ? ["git", String(service.rawValue.dropFirst(4)), path]
        : ["sh", "-c", name + " " + SSH.quoted(path)]
      wire = try Program.wire(arguments, patience: options.patience, explain: Served.explain)
    case .ssh:
      wire = try Program.wire(
        try SSH.arguments(address, name, repository.settings),
        // A person may have to find a password, or touch a key.
        patience: options.mayAsk ? max(options.patience, 600) : options.patience,
        explain: SSH.explain)
    case .git: wire = try SocketWire.wire(address, service, patience: options.patience)
    case .http, .https: wire = try WebWire(repository, address, service, proxy: proxy, options, said: &said)
    }
    reader = PacketReader(wire)
    do throws(TransferProblem) {
      advertisement = try Advertisement(reader, service, said: &said)
    } catch {
      throw Session.explained(error, wire, &said)
    }
    // From here on programs talk to each other.
    (wire as? StreamWire)?.patience = max(1, options.patience)
  }

  /// Does something over it; where that fails, what the other side complained of says more.
  func run<Result>(
    said: inout [String], _ body: (inout [String]) throws(TransferProblem) -> Result
  ) throws(TransferProblem) -> Result {
    do throws(TransferProblem) {
      let result = try body(&said)
      said += reader.wire.hangUp()
      return result
    } catch {
      throw Session.explained(error, reader.wire, &said)
    }
  }

  /// Ends it politely.
  func end() {
    // Where it is gone already there is nobody to be polite to.
    if !reader.wire.isStateless { try? reader.wire.send(PacketLine.flush) }
    _ = reader.wire.hangUp()
  }

  private static func explained(_ problem: TransferProblem, _ wire: any Wire, _ said: inout [String])
    -> TransferProblem
  {
    said += wire.hangUp()
    switch problem {
    case .cutOff, .notGit: return wire.reason(said) ?? problem
    default: return problem
    }
  }
}

extension Repository {
  /// Where relative paths of the settings start.
  var base: String { workTree ?? gitDirectory }
}
