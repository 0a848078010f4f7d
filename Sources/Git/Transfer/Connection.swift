import Clibgit2
import Glibc

/// A connection to a remote repository through libgit2.
final class Connection {
  private let repository: Repository
  private let address: RemoteAddress
  private let options: TransferOptions
  private let remote: OpaquePointer
  private let web: WebSettings
  /// The transport for ssh and local paths; `nil` if libgit2's own one is used.
  private let subtransport: Subtransport.State?
  private var login: Credentials?
  private var isLoginFromHelper = false
  private var isLoginUsed = false
  /// The host that answers; differs from the address after a redirect.
  private var answeringHost: String?
  private var problem: TransferProblem?
  private var messages = LineSplitter()
  private var isReceiving = false
  /// The other side's messages over the protocol, by line; hostile.
  private var messageLines: [String] = []
  /// Why the other side refused a push.
  private var rejection: String?

  /// - Parameters:
  ///   - program: replaces the usual name of the git program on the other side.
  ///   - proxy: the proxy for this remote alone; empty for none.
  init(
    _ address: RemoteAddress, program: String? = nil, proxy: String? = nil, in repository: Repository,
    _ options: TransferOptions
  ) throws(TransferProblem) {
    (self.repository, self.address, self.options) = (repository, address, options)
    web = try here(WebSettings(address, repository.config, remoteProxy: proxy))
    switch address.way {
    case .path, .file, .ssh:
      subtransport = Subtransport.State { (service) throws(TransferProblem) in
        let words = try Self.arguments(address, service, program, repository)
        // A person may need time to enter a password or touch a key.
        let isAsking = address.way == .ssh && options.mayAsk
        return try Program.talk(words, patience: isAsking ? max(options.patience, 600) : options.patience)
      }
    case .git, .http, .https: subtransport = nil
    }
    remote = try here { () throws(GitError) in
      var creation = git_remote_create_options()
      try check(
        git_remote_create_options_init(&creation, UInt32(GIT_REMOTE_CREATE_OPTIONS_VERSION)),
        "git_remote_create_options_init", address.shown)
      creation.repository = repository.handle
      // `Repository.remote` has applied these settings already.
      creation.flags =
        GIT_REMOTE_CREATE_SKIP_INSTEADOF.rawValue | GIT_REMOTE_CREATE_SKIP_DEFAULT_FETCHSPEC.rawValue
      return try made("git_remote_create_with_opts", address.shown) {
        git_remote_create_with_opts(&$0, address.transportAddress, &creation)
      }
    }
    if let user = address.user, let password = address.password {
      login = Credentials(user: user, password: password)
    }
  }

  deinit {
    withoutSIGPIPE {
      git_remote_disconnect(remote)
      git_remote_free(remote)
    }
  }

  /// Returns the command line that starts the git program for a service.
  private static func arguments(
    _ address: RemoteAddress, _ service: String, _ program: String?, _ repository: Repository
  ) throws(TransferProblem) -> [String] {
    if address.way == .ssh { return try SSH.arguments(address, program ?? service, repository.config) }
    // git itself serves the folder, so its hooks and settings there apply.
    let path = address.path.hasPrefix("/") ? address.path : repository.base + "/" + address.path
    return program.map { ["sh", "-c", $0 + " " + shellQuoted(path)] }
      ?? ["git", String(service.dropFirst("git-".count)), path]
  }

  var isLocal: Bool { address.isLocal }

  /// The other side's messages and errors, by line; hostile. Ends the program on the other side.
  var said: [String] {
    subtransport?.pipes?.hangUp()
    return messageLines + (subtransport?.pipes?.said ?? [])
  }

  // MARK: Requests

  /// Connects, and returns the remote's branches and tags.
  func connect(_ direction: git_direction) throws(TransferProblem) -> RemoteTips {
    options.progress(.connecting)
    try run("git_remote_connect_ext") {
      var connection = git_remote_connect_options()
      git_remote_connect_options_init(&connection, UInt32(GIT_REMOTE_CONNECT_OPTIONS_VERSION))
      return withSettings { callbacks, proxy, headers in
        (connection.callbacks, connection.proxy_opts, connection.custom_headers) = (callbacks, proxy, headers)
        return git_remote_connect_ext(remote, direction, &connection)
      }
    }
    if isLoginFromHelper { login?.tell(true, address, repository) }
    // From here on only programs talk to each other.
    subtransport?.pipes?.patience = max(1, options.patience)
    let tips = try tips()
    if let branch = tips.branches.keys.filter(options.refusesBranch).min() { throw .refusedBranch(branch) }
    return tips
  }

  private func tips() throws(TransferProblem) -> RemoteTips {
    var list: UnsafeMutablePointer<UnsafePointer<git_remote_head>?>?
    var count = 0
    try run("git_remote_ls") { git_remote_ls(&list, &count, remote) }
    // A hostile server must not fill the memory.
    guard count < 1_000_000 else { throw .notGit("refs") }
    var tips = RemoteTips()
    var head: (id: ObjectID, branch: String?)?
    for index in 0..<count {
      guard let item = list?[index]?.pointee, let text = item.name else { continue }
      let (name, id) = (String(cString: text), ObjectID(item.oid))
      if name == "HEAD" { head = (id, item.symref_target.map { String(cString: $0) }) }
      guard !name.hasSuffix("^{}"), Repository.isRefName(name) else { continue }
      if name.hasPrefix("refs/heads/") {
        tips.branches[String(name.dropFirst(11))] = id
      } else if name.hasPrefix("refs/tags/") {
        tips.tags[String(name.dropFirst(10))] = id
      }
    }
    if let named = head?.branch, named.hasPrefix("refs/heads/"),
      tips.branches[String(named.dropFirst(11))] != nil
    {
      tips.head = String(named.dropFirst(11))
    } else if let head, head.branch == nil {
      // An old server does not name the branch; this is git's guess.
      let candidates = tips.branches.filter { $0.value == head.id }.keys.sorted()
      tips.head = ["main", "master"].first { candidates.contains($0) } ?? candidates.first
    }
    return tips
  }

  /// Fetches the missing objects of some refs. No ref here changes.
  ///
  /// - Parameter refs: the full names of branches and tags.
  func download(_ refs: [String]) throws(TransferProblem) {
    isReceiving = true
    defer { isReceiving = false }
    try run("git_remote_download", isCostly: true) {
      var fetch = git_fetch_options()
      git_fetch_options_init(&fetch, UInt32(GIT_FETCH_OPTIONS_VERSION))
      fetch.download_tags = GIT_REMOTE_DOWNLOAD_TAGS_NONE
      return withSettings { callbacks, proxy, headers in
        (fetch.callbacks, fetch.proxy_opts, fetch.custom_headers) = (callbacks, proxy, headers)
        return withStrings(refs) { git_remote_download(remote, $0, &fetch) }
      }
    }
  }

  /// Pushes a ref to a branch of the remote, if the branch has not moved since `connect`.
  ///
  /// - Returns: why the other side refused; `nil` if it accepted.
  func upload(_ ref: String, to branch: String) throws(TransferProblem) -> String? {
    rejection = nil
    try run("git_remote_upload") {
      var push = git_push_options()
      git_push_options_init(&push, UInt32(GIT_PUSH_OPTIONS_VERSION))
      return withSettings { callbacks, proxy, headers in
        (push.callbacks, push.proxy_opts, push.custom_headers) = (callbacks, proxy, headers)
        return withStrings(["\(ref):refs/heads/\(branch)"]) { git_remote_upload(remote, $0, &push) }
      }
    }
    return rejection
  }

  /// Runs a function of libgit2, and turns its failure into a `TransferProblem`.
  ///
  /// - Parameter isCostly: whether the function reads other people's objects, and so needs limits.
  private func run(_ operation: StaticString, isCostly: Bool = false, _ body: () -> Int32)
    throws(TransferProblem)
  {
    let (status, isKept) = withoutSIGPIPE { isCostly ? ReadingLimits.run(0, body) : (body(), true) }
    guard status < 0 else { return }
    if !isKept {
      git_error_clear()
      throw .overLimit
    }
    if let problem = problem ?? subtransport?.problem {
      git_error_clear()
      throw problem
    }
    throw explained(status, operation)
  }

  // MARK: Callbacks

  /// Calls `body` with the callbacks, proxy and headers for libgit2.
  private func withSettings(_ body: (git_remote_callbacks, git_proxy_options, git_strarray) -> Int32) -> Int32
  {
    var callbacks = git_remote_callbacks()
    git_remote_init_callbacks(&callbacks, UInt32(GIT_REMOTE_CALLBACKS_VERSION))
    callbacks.payload = Unmanaged.passUnretained(self).toOpaque()
    callbacks.sideband_progress = { bytes, count, payload in
      Connection.of(payload)?.hear(UnsafeRawBufferPointer(start: bytes, count: Int(count)))
      return 0
    }
    callbacks.credentials = { out, _, _, _, payload in Connection.of(payload)?.logIn(out) ?? -1 }
    callbacks.certificate_check = { _, isValid, host, payload in
      guard let connection = Connection.of(payload) else { return -1 }
      connection.answeringHost = host.map { String(cString: $0) }
      // libgit2's own answer counts, unless the settings switch the check off.
      return isValid == 1 || connection.web.isUnchecked ? 0 : GIT_PASSTHROUGH.rawValue
    }
    callbacks.transfer_progress = { progress, payload in
      progress.map { Connection.of(payload)?.count($0.pointee) ?? 0 } ?? 0
    }
    callbacks.push_transfer_progress = { sent, all, bytes, payload in
      Connection.of(payload)?.options.progress(.sent(objects: Int(sent), of: Int(all), bytes: bytes))
      return 0
    }
    callbacks.push_update_reference = { _, reason, payload in
      Connection.of(payload)?.rejection = reason.map { String(cString: $0) }
      return 0
    }
    if subtransport != nil {
      callbacks.transport = { out, owner, payload in
        guard let subtransport = Connection.of(payload)?.subtransport else { return -1 }
        return Subtransport.make(out, owner, subtransport)
      }
    }
    guard address.way == .http || address.way == .https else {
      return body(callbacks, WebSettings.noProxy, git_strarray())
    }
    return web.withGit { body(callbacks, $0, $1) }
  }

  private static func of(_ payload: UnsafeMutableRawPointer?) -> Connection? {
    payload.map { Unmanaged<Connection>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Takes messages of the other side.
  private func hear(_ bytes: UnsafeRawBufferPointer) {
    for line in messages.take(bytes) {
      // Messages during a fetch are only progress.
      if !isReceiving { messageLines = (messageLines + [line]).suffix(200) }
      options.progress(.said(line))
    }
  }

  /// Reports progress, and allows the time that the bytes received so far may take.
  private func count(_ progress: git_indexer_progress) -> Int32 {
    ReadingLimits.extend(to: progress.received_bytes)
    if progress.indexed_objects == 0 || progress.received_objects < progress.total_objects {
      options.progress(.received(bytes: progress.received_bytes))
    } else {
      options.progress(.unpacked(objects: Int(progress.indexed_objects), of: Int(progress.total_objects)))
    }
    return 0
  }

  /// Gives libgit2 a name and a password, once: those in the address, or those of the person's credential helpers.
  private func logIn(_ out: UnsafeMutablePointer<UnsafeMutablePointer<git_credential>?>?) -> Int32 {
    do throws(TransferProblem) {
      if isLoginUsed {
        if isLoginFromHelper { login?.tell(false, address, repository) }
        throw .loginRefused
      }
      // After a redirect, another host must not get the password.
      guard answeringHost == nil || answeringHost == address.host else { throw .loginRefused }
      if login == nil {
        login = try Credentials.fill(address, repository, mayAsk: options.mayAsk)
        isLoginFromHelper = true
      }
      guard let login else { throw .loginMissing }
      isLoginUsed = true
      return git_credential_userpass_plaintext_new(out, login.user, login.password)
    } catch {
      problem = error
      return GIT_EUSER.rawValue
    }
  }

  // MARK: Errors

  /// Returns the problem behind a failure of libgit2, preferring what the other side said about it.
  private func explained(_ status: Int32, _ operation: StaticString) -> TransferProblem {
    let (message, klass) = GitError.lastMessage()
    let problem = meaning(status, klass, message, operation)
    switch problem {
    // The other side's errors are more precise.
    case .cutOff, .notGit:
      return (address.way == .ssh ? SSH.explain(said) : ServerMessages.explain(said)) ?? problem
    default: return problem
    }
  }

  private func meaning(_ status: Int32, _ klass: git_error_t, _ message: String, _ operation: StaticString)
    -> TransferProblem
  {
    switch (git_error_code(status), klass) {
    case (GIT_EAUTH, _) where message.contains("proxy"): return proxyProblem(message)
    case (GIT_EAUTH, _): return login == nil ? .loginMissing : .loginRefused
    case (GIT_ECERTIFICATE, _): return .certificate(message)
    case (GIT_EEOF, _): return .cutOff
    case (_, GIT_ERROR_INDEXER), (_, GIT_ERROR_ZLIB): return .notGit("pack")
    case (_, GIT_ERROR_INVALID) where message.contains("apply delta"):
      return message.contains("overly large") ? .overLimit : .notGit("pack")
    case (_, GIT_ERROR_SSL) where message.contains("CA certificates"):
      return .certificate([web.caFile ?? web.caFolder ?? "", message].joined(separator: ": "))
    case (_, GIT_ERROR_SSL):
      // mbedTLS's words for a lost connection: a network error, a closed peer, or (-1) no reason.
      let isCut = ["NET - ", "indicated an EOF", "closed", "Generic error"].contains { message.contains($0) }
      return isCut ? .cutOff : .certificate(message)
    case (_, GIT_ERROR_NET), (_, GIT_ERROR_HTTP): return meaning(ofNet: message)
    case (_, GIT_ERROR_OS) where message.hasPrefix("failed to connect to"):
      return web.proxyPlace.flatMap { message.contains($0.host) ? proxyProblem(message) : nil }
        ?? .noConnection
    default:
      return .here(GitError(status, (message, klass), operation, repository.commonDirectory + "/objects"))
    }
  }

  /// Returns the problem that libgit2's message about the network means: it has no codes for them.
  private func meaning(ofNet message: String) -> TransferProblem {
    func has(_ words: String...) -> Bool { words.contains { message.contains($0) } }
    if let start = message.firstRange(of: "remote error: ")?.upperBound {
      messageLines += lines(message[start...].utf8)
      return ServerMessages.explain(messageLines) ?? .failedThere
    }
    if has("failed to resolve address") {
      return web.proxyPlace.flatMap { message.contains($0.host) ? proxyProblem(message) : nil }
        ?? .unknownHost
    }
    if has("unpacking the sent packfile failed", "Error reported") { return .failedThere }
    if has("proxy returned unexpected status", "proxy requires") { return proxyProblem(message) }
    if has("early EOF", "unexpected EOF", "rror sending data", "rror receiving", "truncated") {
      return .cutOff
    }
    if has("authentication") { return .loginRefused }
    if has("unexpected http status code: "), let code = Int(message.split(separator: " ").last ?? "") {
      switch code {
      case 401: return .loginRefused
      case 403: return .notAllowed
      case 404, 410: return .noSuchRepository
      case 407: return proxyProblem(message)
      default: return .status(code)
      }
    }
    return .notGit(message)
  }

  private func proxyProblem(_ said: String) -> TransferProblem {
    .proxy(web.proxyPlace.map { "\($0.host):\($0.port)" }, said)
  }
}

/// Calls `body` with texts in libgit2's form of a list.
func withStrings<Result>(_ texts: [String], _ body: (UnsafePointer<git_strarray>) -> Result) -> Result {
  var copies = texts.map { strdup($0) }
  defer { for copy in copies { free(copy) } }
  return copies.withUnsafeMutableBufferPointer { buffer in
    var list = git_strarray(strings: buffer.baseAddress, count: buffer.count)
    return body(&list)
  }
}

/// Splits a text that arrives in pieces into lines.
struct LineSplitter {
  private var rest: [UInt8] = []

  /// Adds a piece, and returns the lines that are now complete.
  mutating func take(_ bytes: UnsafeRawBufferPointer) -> [String] {
    rest += bytes
    guard let end = rest.lastIndex(where: { $0 == 10 || $0 == 13 }) else {
      // Drop a hostile line that does not end.
      if rest.count > 1 << 16 { rest = [] }
      return []
    }
    defer { rest.removeFirst(end + 1) }
    return lines(rest[...end])
  }
}
