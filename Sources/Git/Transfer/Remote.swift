/// A remote as the settings have it, or an address.
package struct Remote: Hashable, Sendable {
  /// `nil` for an address that is no remote of the settings: nothing is noted of it.
  package let name: String?
  /// Where it is read from, `insteadOf` applied.
  package let url: String
  /// Where it is written to: there may be several (`remote.<name>.pushurl`).
  package let pushURLs: [String]
  /// How branches of it are kept here: `+refs/heads/*:refs/remotes/origin/*`.
  package let refspecs: [String]
  /// The programs on the other side, where they have other names.
  let uploadPack: String?
  let receivePack: String?
  /// Instead of the proxy for all; empty for none.
  let proxy: String?
  /// Whether it is written to elsewhere than read from: what is read may lag behind.
  package var pushesElsewhere: Bool { pushURLs != [url] }

  /// The same remote read from one of the addresses that it is written to; nothing is noted of it.
  package func read(from url: String) -> Remote {
    Remote(
      name: nil, url: url, pushURLs: [url], refspecs: refspecs, uploadPack: uploadPack,
      receivePack: receivePack,
      proxy: proxy)
  }

  /// What it is called where it is spoken of.
  package var title: String { name ?? TransferPlace(remote: nil, text: url).shown }

  /// The ref here that follows a branch of the remote; `nil` for an address.
  ///
  /// Never anything outside `refs/remotes/`, whatever the settings say.
  package func trackingRef(of branch: String) -> String? {
    guard let name else { return nil }
    let wanted = "refs/heads/" + branch
    for refspec in refspecs {
      let text = refspec.hasPrefix("+") ? refspec.dropFirst() : refspec[...]
      guard let colon = text.firstIndex(of: ":") else { continue }
      let (source, target) = (text[..<colon], text[text.index(after: colon)...])
      guard target.hasPrefix("refs/remotes/") else { continue }
      if source == wanted, !target.contains("*") { return String(target) }
      guard let star = source.firstIndex(of: "*"), let place = target.firstIndex(of: "*") else { continue }
      let (before, after) = (source[..<star], source[source.index(after: star)...])
      guard wanted.hasPrefix(before), wanted.hasSuffix(after), wanted.count >= before.count + after.count
      else {
        continue
      }
      let middle = wanted.dropFirst(before.count).dropLast(after.count)
      return String(target[..<place]) + middle + target[target.index(after: place)...]
    }
    return "refs/remotes/\(name)/\(branch)"
  }
}

extension Repository {
  /// The remotes of the settings, sorted by name.
  package func remotes() throws(GitError) -> [Remote] {
    let names = try config.middles(of: "remote", "url")
    return try names.sorted().map { (name) throws(GitError) in try remote(name) }.compactMap(\.self)
  }

  /// The remote of this name; `nil` where the settings have none with an address.
  package func remote(_ name: String) throws(GitError) -> Remote? {
    let section = "remote.\(name)."
    func all(_ key: String) throws(GitError) -> [String] {
      try config.all(section + key).compactMap(\.self).filter { !$0.isEmpty }
    }
    guard let url = try all("url").first else { return nil }
    let pushes = try all("pushurl").map { (url) throws(GitError) in try instead(of: url, "insteadof") ?? url }
    let pushURLs = try pushes.isEmpty ? [pushURL(for: url)] : pushes
    return Remote(
      name: name, url: try instead(of: url, "insteadof") ?? url,
      pushURLs: pushURLs, refspecs: try all("fetch"),
      uploadPack: try config.string(section + "uploadpack"),
      receivePack: try config.string(section + "receivepack"), proxy: try config.string(section + "proxy"))
  }

  /// Where what is read from an address is written to, without an address of its own for that.
  private func pushURL(for url: String) throws(GitError) -> String {
    if let other = try instead(of: url, "pushinsteadof") { return other }
    return try instead(of: url, "insteadof") ?? url
  }

  /// The remote of this name for another repository of this machine: its address hangs on no folder, and its branches are
  /// kept there in git's own way.
  package func remoteForElsewhere(_ name: String) throws(GitError) -> Remote? {
    guard let remote = try remote(name) else { return nil }
    func absolute(_ url: String) -> String {
      // An address that makes no sense is the transfer's business.
      guard let address = try? RemoteAddress(url), address.way == .path, !url.hasPrefix("/") else {
        return url
      }
      return base + "/" + url
    }
    return Remote(
      name: name, url: absolute(remote.url), pushURLs: remote.pushURLs.map(absolute), refspecs: [],
      uploadPack: remote.uploadPack, receivePack: remote.receivePack, proxy: remote.proxy)
  }

  /// An address as a remote.
  ///
  /// - Parameter name: what is known of its branches goes to `refs/remotes/<name>/`; `nil` for nowhere.
  package func remote(at url: String, named name: String?) throws(GitError) -> Remote {
    Remote(
      name: name, url: try instead(of: url, "insteadof") ?? url, pushURLs: [try pushURL(for: url)],
      refspecs: [],
      uploadPack: nil, receivePack: nil, proxy: nil)
  }

  /// The remote that a branch follows (`branch.<name>.remote`); `nil` where none is set.
  package func remoteName(of branch: String) throws(GitError) -> String? {
    try config.string("branch.\(branch).remote")
  }

  /// Adds a remote with git's own way to keep its branches.
  ///
  /// - Throws: `TransferError` for an address or a name that makes no sense, `GitError.exists` within it where
  ///   there is a remote of that name.
  package func addRemote(_ name: String, url: String) throws(TransferError) {
    let place = TransferPlace(remote: name, text: url)
    do throws(TransferProblem) {
      _ = try RemoteAddress(url)
      guard Repository.isRefName("refs/remotes/\(name)/x"), !name.hasPrefix("-") else { throw .badAddress }
      try here { () throws(GitError) in
        if try remote(name) != nil { throw .exists(path: "remote.\(name)") }
        try setConfig("remote.\(name).url", url)
        try setConfig("remote.\(name).fetch", "+refs/heads/*:refs/remotes/\(name)/*")
      }
    } catch {
      throw place.error(error)
    }
  }

  /// An address with the longest start that the settings replace (`url.<base>.insteadOf`) replaced.
  private func instead(of url: String, _ key: String) throws(GitError) -> String? {
    var best: (length: Int, text: String)?
    for base in try config.middles(of: "url", key) {
      for case let start? in try config.all("url.\(base).\(key)") where !start.isEmpty && url.hasPrefix(start)
      {
        let length = start.utf8.count
        if best.map({ length > $0.length }) ?? true {
          best = (length, base + url.dropFirst(start.count))
        }
      }
    }
    return best?.text
  }

  /// Where relative paths of the settings start.
  var base: String { workTree ?? gitDirectory }
}
