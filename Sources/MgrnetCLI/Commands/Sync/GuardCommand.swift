import ArgumentParser
import Git
@preconcurrency import Glibc
import Store
import Sync

struct GuardCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    .words("guard", Words.guardGroup, subcommands: [GuardInstall.self, GuardReceive.self])
  }
}

struct GuardInstall: Command {
  static var configuration: CommandConfiguration { .words("install", Words.guardInstall) }

  @Flag(help: .words(Words.guardForce)) var force = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let place = try NetworkPlace(context)
    let program = try Self.program()
    if let elsewhere = try Self.otherHooks(than: place.commonDirectory) {
      throw Failure(
        .cannotWrite, Words.hooksElsewhere(elsewhere), hint: Words.hooksBackHere(place.commonDirectory))
    }
    let hook = ReceiveHook(program: program)
    guard try hook.install(in: place.commonDirectory, replacing: force) else {
      throw Failure(.cannotWrite, Words.hookInTheWay(ReceiveHook.path), hint: Words.hookInTheWayHint)
    }
    context.say(Words.guardInstalled(place.commonDirectory + "/" + ReceiveHook.path))
  }

  /// Where `core.hooksPath` has git look for hooks, if that is another folder: it would not find ours.
  private static func otherHooks(than gitDirectory: String) throws -> String? {
    guard let told = try Repository.open(gitDirectory).configString("core.hooksPath"), !told.isEmpty else {
      return nil
    }
    let own = gitDirectory + "/hooks"
    return told == own || told == "hooks" && !gitDirectory.hasSuffix("/.git") ? nil : told
  }

  /// The hook runs without the person's settings, so it names the program by its whole path.
  private static func program() throws -> String {
    guard let path = realpath("/proc/self/exe", nil) else {
      throw Failure(.internalError, Words.systemRefused("/proc/self/exe", "realpath", systemMessage(errno)))
    }
    defer { free(path) }
    return String(cString: path)
  }
}

/// What the hook calls: git tells on standard input which refs are to move.
struct GuardReceive: Command {
  static var configuration: CommandConfiguration { .words("receive", Words.guardReceive, hidden: true) }

  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let place = try NetworkPlace(context)
    let repository = try Repository.open(place.gitDirectory)
    // Git keeps what arrives apart until the hook agrees.
    if let incoming = context.environment.nonEmpty("GIT_QUARANTINE_PATH") {
      try repository.readObjects(alsoFrom: incoming)
    }
    let reception = Reception(repository, Guard(repository, sizeLimit: try Network.sizeLimit(in: repository)))
    var refusals: [Reception.Refusal] = []
    while let line = try context.input.readLine() {
      guard let update = RefUpdate(line: line) else { throw Failure(.usage, Words.notARefUpdate(line)) }
      refusals += try reception.refusals(of: update)
    }
    guard !refusals.isEmpty else { return }
    for refusal in refusals { context.warn(Words.refused(refusal)) }
    throw Failure(.notAllowed, Words.pushRefused, hint: Words.pushRefusedHint)
  }
}
