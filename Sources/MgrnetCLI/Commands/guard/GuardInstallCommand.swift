import ArgumentParser
import Git
@preconcurrency import Glibc
import Sync

struct GuardInstallCommand: Command {
  static var configuration: CommandConfiguration { .words("install", Words.guardInstall) }

  @Flag(help: .words(Words.guardForce)) var force = false
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let place = try NetworkSearch.find(context)
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

  /// Returns the folder of `core.hooksPath`, if it is another one: git would not find our hook.
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
