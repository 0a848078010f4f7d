import Git
import Records
import SealedSync
import Store
import Sync

/// How a private community reaches its members.
enum ShareWay: Equatable {
  /// By a repository of its own.
  case remote(String)
  /// Sealed, by a branch of the commons' remote: its random name.
  case sealed(SealedName)

  /// What a private community calls its own repository.
  static let ownRemote = "origin"

  /// `nil` where it is not shared.
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
  /// The remote of the commons by which what is sealed goes: that of its branch, else `origin`, else the only one.
  var sealedRemote: String? {
    get throws {
      let names = try repository.remotes().compactMap(\.name)
      let wanted = try [repository.remoteName(of: branch), "origin"].compactMap(\.self)
      return wanted.first { names.contains($0) } ?? (names.count == 1 ? names[0] : nil)
    }
  }
}
