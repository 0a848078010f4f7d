/// A remote as the settings have it.
package struct Remote: Hashable, Sendable {
  package let name: String
  /// Where it is read from, and where it is written to, `insteadOf` applied.
  package let url: String
  package let pushURL: String
  /// How branches of it are kept here: `+refs/heads/*:refs/remotes/origin/*`.
  package let refspecs: [String]
  /// The programs on the other side, where they have other names.
  let uploadPack: String?
  let receivePack: String?
  /// Instead of the proxy for all; empty for none.
  let proxy: String?

  /// The ref here that follows a branch of the remote.
  ///
  /// Never anything outside `refs/remotes/`, whatever the settings say.
  package func trackingRef(of branch: String) -> String {
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
  package func remotes() -> [Remote] {
    var names: Set<String> = []
    for setting in settings.names(in: "remote") {
      guard let last = setting.lastIndex(of: "."),
        case let start = setting.index(setting.startIndex, offsetBy: 7),
        start < last, setting[last...] == ".url"
      else { continue }
      names.insert(String(setting[start..<last]))
    }
    return names.sorted().compactMap { remote($0) }
  }

  /// The remote of this name; `nil` where the settings have none with an address.
  package func remote(_ name: String) -> Remote? {
    let section = "remote.\(name)."
    guard let url = settings.all(section + "url").compactMap(\.self).first(where: { !$0.isEmpty }) else {
      return nil
    }
    let push = settings.all(section + "pushurl").compactMap(\.self).first { !$0.isEmpty }
    return Remote(
      name: name, url: instead(of: url, "insteadof") ?? url,
      pushURL: push.map { instead(of: $0, "insteadof") ?? $0 }
        ?? instead(of: url, "pushinsteadof") ?? instead(of: url, "insteadof") ?? url,
      refspecs: settings.all(section + "fetch").compactMap(\.self),
      uploadPack: settings.string(section + "uploadpack"),
      receivePack: settings.string(section + "receivepack"), proxy: settings.string(section + "proxy"))
  }

  /// The remote of this name for another repository of this machine: its address hangs on no folder, and its branches are
  /// kept there in git's own way.
  package func remoteForElsewhere(_ name: String) -> Remote? {
    guard let remote = remote(name) else { return nil }
    func absolute(_ url: String) -> String {
      // An address that makes no sense is the transfer's business.
      guard let address = try? RemoteAddress(url), address.way == .path, !url.hasPrefix("/") else {
        return url
      }
      return base + "/" + url
    }
    return Remote(
      name: name, url: absolute(remote.url), pushURL: absolute(remote.pushURL), refspecs: [],
      uploadPack: remote.uploadPack, receivePack: remote.receivePack, proxy: remote.proxy)
  }

  /// An address as a remote without a name; what is known of its branches goes to `refs/remotes/<name>/`.
  package func remote(at url: String, named name: String) -> Remote {
    Remote(
      name: name, url: instead(of: url, "insteadof") ?? url,
      pushURL: instead(of: url, "pushinsteadof") ?? instead(of: url, "insteadof") ?? url, refspecs: [],
      uploadPack: nil, receivePack: nil, proxy: nil)
  }

  /// The remote that a branch follows (`branch.<name>.remote`); `nil` where none is set.
  package func remoteName(of branch: String) -> String? {
    settings.string("branch.\(branch).remote")
  }

  /// Adds a remote with git's own way to keep its branches.
  ///
  /// - Throws: `TransferError` for an address or a name that makes no sense, `GitError.exists` within it where
  ///   there is a remote of that name.
  package func addRemote(_ name: String, url: String) throws(TransferError) {
    let place = TransferPlace(remote: name, address: nil, text: url)
    do throws(TransferProblem) {
      _ = try RemoteAddress(url)
      guard RefFiles.isPlausible("refs/remotes/\(name)/x"), !name.hasPrefix("-") else { throw .badAddress }
      if remote(name) != nil { throw .here(.exists(path: "remote.\(name)")) }
      try here { () throws(GitError) in
        try setConfig("remote.\(name).url", url)
        try setConfig("remote.\(name).fetch", "+refs/heads/*:refs/remotes/\(name)/*")
      }
    } catch {
      throw place.error(error)
    }
  }

  /// An address with the longest start that the settings replace (`url.<base>.insteadOf`) replaced.
  private func instead(of url: String, _ key: String) -> String? {
    var best: (length: Int, text: String)?
    for name in settings.names(in: "url") where name.hasSuffix("." + key) {
      for case let start? in settings.all(name) where !start.isEmpty && url.hasPrefix(start) {
        let length = start.utf8.count
        if best.map({ length > $0.length }) ?? true {
          best = (length, String(name.dropFirst(4).dropLast(key.count + 1)) + url.dropFirst(start.count))
        }
      }
    }
    return best?.text
  }
}
