import Clibcurl

/// Checks many addresses at once.
///
/// Asks with HEAD, and with GET where HEAD is refused; the body is not read. At most `perHost` requests to one
/// host, and `atOnce` in all, run at the same time.
package struct LinkChecker {
  /// The time limit of one request with its redirects.
  package var timeoutMilliseconds = 15_000
  package var perHost = 2
  package var atOnce = 16
  /// The `User-Agent` that is sent.
  package var agent: String
  package var lookUp: (String) -> NameLookup = NameLookup.system

  package init(agent: String) { self.agent = agent }

  /// The result of one request.
  fileprivate struct Answer {
    var code: Int32
    var status: Int
    var isForGood: Bool
    var isForNow: Bool
    var address: String
    var said: String
  }

  /// - Parameter found: is called once for each address, with its place, as verdicts come.
  /// - Throws: `LinkCheckError`, never for a single address.
  package func check(_ urls: [String], found: (Int, LinkState) -> Void) throws(LinkCheckError) {
    var queue = Queue()
    for (place, url) in urls.enumerated() {
      if isWeb(url) { queue.add(place, host: hostName(of: url)) } else { found(place, .notWeb) }
    }
    guard !queue.isEmpty else { return }
    if let reason = clibcurl_load() { throw .noLibrary(String(cString: reason)) }
    guard let multi = clibcurl_multi() else { throw .failed }
    defer { clibcurl_multi_free(multi) }
    var underWay = 0
    var asksBody: Set<Int> = []
    /// The places of addresses whose host libcurl could not resolve; looked up again at the end.
    var unresolved: [Int] = []
    repeat {
      while underWay < atOnce, let place = queue.take(perHost: perHost) {
        let head: Int32 = asksBody.contains(place) ? 0 : 1
        if clibcurl_start(multi, place, urls[place], head, timeoutMilliseconds, agent) == 0 {
          underWay += 1
        } else {
          queue.end(host: hostName(of: urls[place]))
          found(place, .broken(.badAddress))
        }
      }
      guard underWay > 0 else { break }
      var raw = clibcurl_answer()
      let state = clibcurl_next(multi, 1000, &raw)
      guard state >= 0 else { throw .failed }
      guard state == 1 else { continue }
      underWay -= 1
      let place = raw.number
      let answer = Answer(raw)
      queue.end(host: hostName(of: urls[place]))
      if asksBody.insert(place).inserted, isRefusalOfHead(answer) {
        queue.add(place, host: hostName(of: urls[place]))
      } else if answer.code == Self.couldNotResolve {
        unresolved.append(place)
      } else {
        found(place, verdict(answer))
      }
    } while underWay > 0 || !queue.isEmpty
    decideUnresolved(unresolved, urls, found)
  }

  private static let couldNotResolve: Int32 = 6

  /// Whether to ask again with GET: many servers refuse HEAD, each with another status. One that asks for patience
  /// is left alone.
  private func isRefusalOfHead(_ answer: Answer) -> Bool {
    switch answer.code {
    case 0, 23, 63: answer.status >= 400 && ![408, 425, 429, 503].contains(answer.status)
    // No answer, or one that ends before its time: 18 partial file, 52 got nothing, 55 and 56 send and receive, 92
    // a stream of HTTP/2, 8 and 1 strange answers.
    case 8, 18, 52, 55, 56, 92: true
    default: false
    }
  }

  private func verdict(_ answer: Answer) -> LinkState {
    switch answer.code {
    // 23: we stopped at the first byte of the body.
    case 0, 23: break
    case 3: return .broken(.badAddress)
    case 28: return .unavailable(.timedOut)
    // 1: a redirect to a protocol that is not allowed.
    case 1, 47: return .unavailable(.badRedirect)
    default: return .unavailable(.failed(answer.said))
    }
    switch answer.status {
    case 200..<400: return answer.isForGood && !answer.isForNow ? .moved(to: answer.address) : .ok
    case 401, 403, 407, 451: return .restricted(status: answer.status)
    case 408, 425, 429: return .unavailable(.status(answer.status))
    case 400..<500: return .broken(.status(answer.status))
    case 500...: return .unavailable(.status(answer.status))
    default: return .unavailable(.failed(answer.said))
    }
  }

  /// Decides about hosts that libcurl could not resolve. One counts as gone only if a name server says so.
  private func decideUnresolved(_ places: [Int], _ urls: [String], _ found: (Int, LinkState) -> Void) {
    /// Lookups that nobody answered. After three this machine counts as cut off, since each takes seconds.
    var unanswered = 0
    for place in places {
      let host = hostName(of: urls[place])
      switch unanswered < 3 ? lookUp(host) : .cannotAsk {
      case .unknown: found(place, .broken(.noHost(host)))
      case .exists: found(place, .unavailable(.cannotResolve(host)))
      case .cannotAsk:
        unanswered += 1
        found(place, .unavailable(.cannotResolve(host)))
      }
    }
  }
}

extension LinkChecker.Answer {
  fileprivate init(_ raw: clibcurl_answer) {
    self.init(
      code: raw.code, status: raw.status, isForGood: raw.permanent > 0, isForNow: raw.temporary > 0,
      address: raw.address.map { String(cString: $0) } ?? "", said: raw.said.map { String(cString: $0) } ?? ""
    )
  }
}

/// The waiting requests of each host; hosts take turns.
private struct Queue {
  private var waiting: [String: [Int]] = [:]
  private var turns: [String] = []
  private var busy: [String: Int] = [:]
  private var next = 0

  var isEmpty: Bool { waiting.isEmpty }

  mutating func add(_ place: Int, host: String) {
    if waiting[host] == nil { turns.append(host) }
    waiting[host, default: []].append(place)
  }

  /// Returns the next request whose host has room; `nil` if none has.
  mutating func take(perHost limit: Int) -> Int? {
    for _ in 0..<turns.count {
      if next >= turns.count { next = 0 }
      let host = turns[next]
      guard busy[host, default: 0] < limit, let place = waiting[host]?.popLast() else {
        next += 1
        continue
      }
      busy[host, default: 0] += 1
      if waiting[host]?.isEmpty == true {
        waiting[host] = nil
        turns.remove(at: next)
      } else {
        next += 1
      }
      return place
    }
    return nil
  }

  mutating func end(host: String) { busy[host, default: 1] -= 1 }
}
