import Git
import SealedSync
import Store

/// How a private community reaches its members.
enum ShareWay: Equatable {
  /// Through a repository of its own.
  case remote(String)
  /// Sealed, through a branch of the commons' remote with this random name.
  case sealed(SealedName)

  /// The name of the remote in a private community's own repository.
  static let ownRemote = "origin"

  /// Finds how a private community is shared; `nil` if it is not.
  init?(of network: Network) throws {
    if let settings = try SealedSettings(of: network.repository) {
      self = .sealed(settings.name)
    } else if let remote = try network.repository.remotes().first {
      self = .remote(remote.url)
    } else {
      return nil
    }
  }

  var phrase: Phrase {
    switch self {
    case .remote(let url): Phrase(verbatim: "\(url)")
    case .sealed: Words.sealedWay
    }
  }
}

extension Network {
  /// Returns the remote of the commons for sealed branches: that of its branch, else `origin`, else the only one.
  var sealedRemote: String? {
    get throws {
      let names = try repository.remotes().compactMap(\.name)
      let wanted = try [repository.remoteName(of: branch), "origin"].compactMap(\.self)
      return wanted.first { names.contains($0) } ?? (names.count == 1 ? names[0] : nil)
    }
  }
}
