import Git
import Records
import Store

/// How a private community reaches its members.
enum ShareWay: Equatable {
  /// By a repository of its own.
  case remote(String)
  /// Sealed, by a branch of the commons' remote: its random name.
  case sealed(String)

  /// What a private community calls its own repository.
  static let ownRemote = "origin"
  private static let sealedSetting = "mgrnet.sealed"

  /// `nil` where it is not shared.
  init?(of network: Network) throws {
    if let name = try network.repository.configString(Self.sealedSetting) {
      self = .sealed(name)
    } else if let remote = network.repository.remotes().first {
      self = .remote(remote.url)
    } else {
      return nil
    }
  }

  var phrase: Phrase {
    switch self {
    case .remote(let url): Phrase(verbatim: harmless(url))
    case .sealed: Words.sealedWay
    }
  }
}
