import ArgumentParser
import Records
import Store

struct InitCommand: Command {
  static var configuration: CommandConfiguration { .words("init", Words.initNetwork) }

  @Argument(help: .words(Words.initFolder, value: "folder"), completion: .directory) var folder: String

  @Option(help: .words(Words.initName, value: "name")) var name: String?

  @Option(help: .words(Words.initLanguage, value: "language")) var language: LanguagesChoice?

  @Flag(help: .words(Words.initBare)) var bare = false

  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    guard !folder.isEmpty else {
      throw Failure(
        .usage, Words.missingArgument([Words.valueName("folder")[context.language].uppercased()]),
        hint: Words.seeHelp(" init"))
    }
    let actor = try Actor.configured(now: context.now)
    let languages = language?.languages ?? [context.language]
    let language = languages[0]
    let name = name ?? folder.split(separator: "/").last.map(String.init) ?? Words.initDefaultName[language]
    var network = NetworkInit(name: name, language: language)
    network.others = Array(languages.dropFirst())
    network.timeZone = context.environment.nonEmpty("TZ").flatMap {
      $0.contains("/") && !$0.hasPrefix(":") ? $0 : nil
    }
    let made = try Network.create(
      at: folder, bare: bare, network, by: actor, signer: Keyring(context).signer(in: nil))
    try MergeDriver.install(in: made.network.repository, program: context.program)
    context.say(
      Words.initDone(name: name, folder: folder, templates: try made.network.snapshot().templates().count))
    context.hint(Words.initNext)
  }
}

/// The value of `init --language`: `fr`, `en`, or both with a comma, the network's own first.
struct LanguagesChoice: ExpressibleByArgument {
  let languages: [Language]
  init?(argument: String) {
    let choices = argument.split(separator: ",").map { LanguageChoice(argument: $0.trimmed)?.language }
    guard !choices.isEmpty, !choices.contains(nil), Set(choices).count == choices.count else { return nil }
    languages = choices.compactMap { $0 }
  }
  static var allValueStrings: [String] { LanguageChoice.allValueStrings }
}

/// The value of `--language`: `fr` or `en`.
struct LanguageChoice: ExpressibleByArgument {
  let language: Language
  init?(argument: String) {
    guard let language = Language(tag: argument) else { return nil }
    self.language = language
  }
  static var allValueStrings: [String] { Language.allCases.map(\.rawValue) }
}
