/// A remote from the settings, or a plain address.
package struct Remote: Hashable, Sendable {
  /// `nil` for a plain address, which has no remote-tracking refs.
  package let name: String?
  /// The address for fetching, `insteadOf` applied.
  package let url: String
  /// The addresses for pushing; there may be several (`remote.<name>.pushurl`).
  package let pushURLs: [String]
  /// How its branches map to remote-tracking refs: `+refs/heads/*:refs/remotes/origin/*`.
  package let refspecs: [String]
  /// The names of the programs on the other side; `nil` for the usual ones.
  let uploadPack: String?
  let receivePack: String?
  /// The proxy for this remote; `nil` for the general one, empty for none.
  let proxy: String?
  /// Whether it is pushed to at other addresses than it is fetched from, which may lag behind.
  package var pushesElsewhere: Bool { pushURLs != [url] }

  /// Returns this remote with one of its push addresses for fetching, and without remote-tracking refs.
  package func read(from url: String) -> Remote {
    Remote(
      name: nil, url: url, pushURLs: [url], refspecs: refspecs, uploadPack: uploadPack,
      receivePack: receivePack, proxy: proxy)
  }

  /// The remote's name, or its address without password, for messages.
  package var title: String { name ?? TransferPlace(remote: nil, text: url).shown }

  /// Returns the remote-tracking ref of a branch; `nil` for a plain address.
  ///
  /// Always below `refs/remotes/`, whatever the settings say.
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
      else { continue }
      let middle = wanted.dropFirst(before.count).dropLast(after.count)
      return String(target[..<place]) + middle + target[target.index(after: place)...]
    }
    return "refs/remotes/\(name)/\(branch)"
  }
}

extension Repository {
  /// Returns the remotes of the settings, sorted by name.
  package func remotes() throws(GitError) -> [Remote] {
    let names = try config.middles(of: "remote", "url")
    return try names.sorted().map { (name) throws(GitError) in try remote(name) }.compactMap(\.self)
  }

  /// Returns the name of the remote that a branch is pushed to: that of its settings, else `origin`, else the first one;
  /// `nil` without remotes.
  package func homeRemote(of branch: String) throws(GitError) -> String? {
    let names = try remotes().compactMap(\.name)
    for name in [try config.string("branch.\(branch).remote"), "origin"] {
      if let name, names.contains(name) { return name }
    }
    return names.first
  }

  /// Returns the remote of this name; `nil` if the settings have none, or no address for it.
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

  /// Returns the push address for an address, if the remote has no `pushurl`.
  private func pushURL(for url: String) throws(GitError) -> String {
    if let other = try instead(of: url, "pushinsteadof") { return other }
    return try instead(of: url, "insteadof") ?? url
  }

  /// Returns the remote of this name for use in another repository of this machine: with absolute paths, and git's usual
  /// remote-tracking refs.
  package func remoteForElsewhere(_ name: String) throws(GitError) -> Remote? {
    guard let remote = try remote(name) else { return nil }
    func absolute(_ url: String) -> String {
      guard let address = try? RemoteAddress(url),  // the transfer reports an invalid one
        address.way == .path, !url.hasPrefix("/")
      else { return url }
      return base + "/" + url
    }
    return Remote(
      name: name, url: absolute(remote.url), pushURLs: remote.pushURLs.map(absolute), refspecs: [],
      uploadPack: remote.uploadPack, receivePack: remote.receivePack, proxy: remote.proxy)
  }

  /// Makes a remote of an address.
  ///
  /// - Parameter name: its remote-tracking refs are in `refs/remotes/<name>/`; `nil` for none.
  package func remote(at url: String, named name: String?) throws(GitError) -> Remote {
    Remote(
      name: name, url: try instead(of: url, "insteadof") ?? url, pushURLs: [try pushURL(for: url)],
      refspecs: [], uploadPack: nil, receivePack: nil, proxy: nil)
  }

  /// Returns the name of the remote that a branch follows (`branch.<name>.remote`); `nil` if it is not set.
  package func remoteName(of branch: String) throws(GitError) -> String? {
    try config.string("branch.\(branch).remote")
  }

  /// Adds a remote to the settings, with git's usual remote-tracking refs.
  ///
  /// - Throws: `TransferError` for an invalid address or name; with `GitError.exists` in it if the name is taken.
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

  /// Applies the longest matching `url.<base>.insteadOf` of the settings to an address; `nil` if none matches.
  private func instead(of url: String, _ key: String) throws(GitError) -> String? {
    var best: (length: Int, text: String)?
    for base in try config.middles(of: "url", key) {
      for case let start? in try config.all("url.\(base).\(key)") where !start.isEmpty && url.hasPrefix(start)
      {
        let length = start.utf8.count
        if best.map({ length > $0.length }) ?? true { best = (length, base + url.dropFirst(start.count)) }
      }
    }
    return best?.text
  }

  /// The folder from which relative paths in the settings start.
  var base: String { workTree ?? gitDirectory }
}
