import ArgumentParser
import Disk
import Foundation
import Pages
import Records

struct ServeCommand: Command {
  static var configuration: CommandConfiguration { .words("serve", Words.serve) }

  @Option(help: .words(Words.servePort, value: "number")) var port: UInt16?
  @Flag(help: .words(Words.serveOpen)) var open = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let pages = ServedPages(
      environment: context.environment, folder: context.options.folder, language: context.language,
      clock: context.clock)
    let site = try ServedSite(name: try session.name(), Words.served(in: context.language))
    let server = LocalServer(pages, door: site.door(to: "/"))
    let (port, way) = (port ?? 0, LocalServer.Key())
    try blocking { try await server.start(port: port, letting: way) }
    let address = try blocking { await server.address }
    // Only the caller can read it, and no list of processes shows what stands in it.
    let file = session.commons.stateFolder + "/serve.html"
    try writing(file) { () throws(DiskError) in
      try Files.makeFolder(session.commons.stateFolder)
      try Files.replace(file, with: Array(site.door(to: "\(address)/enter?\(way.text)").utf8))
    }
    Interruption.before {
      try? Files.remove(file)  // the process ends: what lies there opens nothing any more
    }
    context.output.line(data: file)
    context.output.flush()
    context.say(Words.serving)
    if open { show(file, context) }
    try blocking { try await server.ended() }
  }

  /// Gives the page to the desktop's browser, whose own words are not ours to show.
  private func show(_ file: String, _ context: Context) {
    guard let program = ["xdg-open", "open"].first(where: { isInstalled($0, context.environment) }),
      Child(
        shell: "\(program) \"$@\" > /dev/null 2>&1 &", words: [file], environment: context.environment)?
        .wait() == 0
    else { return context.warn(Words.noBrowser) }
  }
}

/// Runs what is asynchronous, and waits for it on a thread that does nothing else.
private func blocking<Value: Sendable>(_ body: @escaping @Sendable () async throws -> Value) throws -> Value {
  let result = Returned<Value>()
  Task.detached {
    do { result.give(.success(try await body())) } catch { result.give(.failure(error)) }
  }
  return try result.wait()
}

/// What another thread gives back.
private final class Returned<Value: Sendable>: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  // Written before the semaphore is signalled, read after it was waited for.
  private var result: Result<Value, any Error>?

  func give(_ result: Result<Value, any Error>) {
    self.result = result
    done.signal()
  }

  func wait() throws -> Value {
    done.wait()
    guard let result else { throw CancellationError() }
    return try result.get()
  }
}
