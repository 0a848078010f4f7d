import Clibcurl
import Clibgit2
import Glibc

/// Git over the web: each turn is a request of its own (gitprotocol-http(5)), by libcurl as in git itself.
///
/// libgit2 1.5 has no time limit for a server that hangs, and Debian's speaks TLS by another library.
final class WebWire: Wire {
  let isStateless = true
  private let repository: Repository
  private var address: RemoteAddress
  private let service: Service
  private let options: TransferOptions
  private let talk: UnsafeMutableRawPointer
  private let remoteProxy: String?
  private var settings: WebSettings
  private var login: Credentials?
  private var isFromHelper = false
  private var offers: UInt = 0
  /// The request's body, in a file without a name: a first push can be as large as the network.
  private var body: Int32 = -1
  private var pending: [UInt8] = []
  private var count = 0
  private var isAsking = true

  init(
    _ repository: Repository, _ address: RemoteAddress, _ service: Service, proxy: String?,
    _ options: TransferOptions, said: inout [String]
  ) throws(TransferProblem) {
    if let failure = clibcurl_load() { throw .here(.libraryMissing(String(cString: failure))) }
    guard let talk = clibcurl_talk() else { throw .here(.libraryMissing("libcurl")) }
    (self.repository, self.address, self.service, self.options) = (repository, address, service, options)
    self.talk = talk
    remoteProxy = proxy
    settings = WebSettings(address, repository.settings, remoteProxy: proxy)
    if let user = address.user, let password = address.password {
      login = Credentials(user: user, password: password)
    }
    try discover(&said)
  }

  deinit {
    clibcurl_talk_free(talk)
    if body >= 0 { close(body) }
  }

  /// The first request, which finds out who may come in and where the repository really is.
  private func discover(_ said: inout [String]) throws(TransferProblem) {
    for attempt in 0..<3 {
      let query = (address.path.contains("?") ? "&" : "?") + "service=" + service.rawValue
      var path = address.path
      while path.hasSuffix("/") { path.removeLast() }
      let url = address.with(path: path).webAddress + "/info/refs" + query
      try begin(url, descriptor: -1, headers: ["Pragma: no-cache", "Git-Protocol: version=0"])
      let first = try read()
      let status = clibcurl_talk_status(talk)
      try follow("/info/refs" + query)
      if status == 401 {
        offers = clibcurl_talk_offers(talk)
        if let login {
          if isFromHelper { login.tell(false, address, repository) }
          throw .loginRefused
        }
        guard attempt < 2 else { throw .loginRefused }
        login = try Credentials.fill(address, repository, mayAsk: options.mayAsk)
        guard login != nil else { throw .loginMissing }
        isFromHelper = true
        continue
      }
      let type = String(cString: clibcurl_talk_type(talk))
      // As git: what is not written for a browser is meant for the person.
      if status != 200, type.hasPrefix("text/plain") { said += lines(first.prefix(2000)) }
      try check(status)
      guard type.hasPrefix("application/x-\(service.rawValue)-advertisement") else { throw .notGit(type) }
      if isFromHelper { login?.tell(true, address, repository) }
      pending = first
      isAsking = false
      return
    }
    throw .loginRefused
  }

  /// Where the first request was led elsewhere, so go the others.
  private func follow(_ end: String) throws(TransferProblem) {
    let found = String(cString: clibcurl_talk_address(talk))
    guard found.hasSuffix(end), let now = try? RemoteAddress(String(found.dropLast(end.count))) else {
      // A page that asks for a login, or an odd address: what it says is judged by its status and kind.
      return
    }
    guard
      now.host != address.host || now.path != address.path || now.way != address.way
        || now.port != address.port
    else { return }
    // Nobody else gets the password.
    if now.host != address.host || now.port != address.port { login = nil }
    address = now.with(user: address.user)
    settings = WebSettings(address, repository.settings, remoteProxy: remoteProxy)
  }

  private func check(_ status: Int) throws(TransferProblem) {
    switch status {
    case 200: return
    case 401: throw .loginRefused
    case 403: throw .notAllowed
    case 404, 410: throw .noSuchRepository
    case 407: throw proxyProblem("407")
    default: throw .status(status)
    }
  }

  func send(_ bytes: [UInt8]) throws(TransferProblem) {
    try here { () throws(GitError) in
      if body < 0 {
        let path =
          repository.commonDirectory
          + "/objects/tmp_obj_mgrnet_web_\(getpid())_\(UInt32.random(in: .min ... .max))"
        body = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard body >= 0 else { throw .system(errno, "open", path) }
        unlink(path)
      }
      if !isAsking {
        isAsking = true
        count = 0
        pending = []
        guard ftruncate(body, 0) == 0, lseek(body, 0, SEEK_SET) == 0 else {
          throw .system(errno, "ftruncate", "tmp")
        }
      }
      try Files.write(bytes, to: body, "tmp")
      count += bytes.count
    }
  }

  func receive() throws(TransferProblem) -> [UInt8] {
    if isAsking {
      isAsking = false
      var path = address.path
      while path.hasSuffix("/") { path.removeLast() }
      let kind = "application/x-\(service.rawValue)"
      try begin(
        address.with(path: path).webAddress + "/" + service.rawValue, descriptor: body,
        headers: ["Content-Type: \(kind)-request", "Accept: \(kind)-result", "Expect:"])
      let first = try read()
      try check(clibcurl_talk_status(talk))
      let type = String(cString: clibcurl_talk_type(talk))
      guard type.hasPrefix(kind + "-result") else { throw .notGit(type) }
      return first
    }
    if !pending.isEmpty {
      defer { pending = [] }
      return pending
    }
    return try read()
  }

  private func begin(_ url: String, descriptor: Int32, headers: [String]) throws(TransferProblem) {
    let texts: [String?] = [
      login?.user, login?.password, settings.caFile, settings.caFolder, settings.certificate, settings.key,
      settings.proxy, settings.agent,
    ]
    let copies = texts.map { $0.map { strdup($0) } ?? nil }
    let lines = (headers + settings.headers).map { strdup($0) }
    defer {
      for copy in copies { free(copy) }
      for line in lines { free(line) }
    }
    let list: [UnsafePointer<CChar>?] = lines.map { UnsafePointer($0) } + [nil]
    let status = list.withUnsafeBufferPointer { list in
      var manner = clibcurl_manner()
      manner.user = UnsafePointer(copies[0])
      manner.password = UnsafePointer(copies[1])
      manner.authentication = offers
      manner.ca_file = UnsafePointer(copies[2])
      manner.ca_folder = UnsafePointer(copies[3])
      manner.certificate = UnsafePointer(copies[4])
      manner.key = UnsafePointer(copies[5])
      manner.is_unchecked = settings.isUnchecked ? 1 : 0
      manner.proxy = UnsafePointer(copies[6])
      manner.agent = UnsafePointer(copies[7])
      manner.headers = list.baseAddress
      manner.connect_timeout = options.patience * 1000
      return clibcurl_talk_begin(talk, url, &manner, descriptor, Int64(count))
    }
    guard status == 0 else { throw .here(.libraryMissing("libcurl: \(status)")) }
  }

  /// The next bytes of the answer; none at its end.
  private func read() throws(TransferProblem) -> [UInt8] {
    var got = 0
    let patience = Int32(clamping: options.patience * 1000)
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      got = clibcurl_talk_read(talk, buffer.baseAddress, buffer.count, patience)
      count = max(0, got)
    }
    if got == -2 { throw .timedOut(seconds: options.patience) }
    if got < 0 { throw problem() }
    return bytes
  }

  /// libcurl-errors(3).
  private func problem() -> TransferProblem {
    let said = String(cString: clibcurl_talk_said(talk))
    switch clibcurl_talk_code(talk) {
    case 5: return proxyProblem(said)
    case 7 where isAboutProxy(said): return proxyProblem(said)
    case 56 where said.contains("CONNECT"): return proxyProblem(said)
    case 6: return .unknownHost
    case 7: return .noConnection
    case 28: return .timedOut(seconds: options.patience)
    case 35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91: return .certificate(said)
    case 97: return proxyProblem(said)
    case 67: return .loginRefused
    case 18, 52, 55, 56, 92, 95: return .cutOff
    default: return .notGit(said)
    }
  }

  /// Whether libcurl failed to reach the proxy, rather than a host that it goes to without one.
  private func isAboutProxy(_ said: String) -> Bool {
    guard let place = settings.proxyPlace(address.way) else { return false }
    return said.contains("\(place.host) port \(place.port)") || said.contains("via \(place.host)")
  }

  private func proxyProblem(_ said: String) -> TransferProblem {
    .proxy(settings.proxyPlace(address.way).map { "\($0.host):\($0.port)" }, said)
  }

  func hangUp() -> [String] { [] }
  func reason(_ said: [String]) -> TransferProblem? { Served.explain(said) }
}

extension RemoteAddress {
  func with(path: String) -> RemoteAddress { RemoteAddress(self, user: user, path: path) }
  func with(user: String?) -> RemoteAddress { RemoteAddress(self, user: user, path: path) }
}
