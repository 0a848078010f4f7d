import Git
import Records
import Store

/// A private community that was cloned from a repository of its own.
package struct ClonedCommunity {
  package let network: Network
  /// Harmless findings that `sync` would refuse. They are tolerated, for others work with this repository already.
  package let findings: [GuardFinding]

  /// Clones the community into its folder in the network. Nothing else of the network changes.
  ///
  /// - Throws: `StoreError.communityExists`, `.directoryNotEmpty`, `.privateNeedsWorkTree`, `TransferError`; everything
  ///   made is then removed.
  package init(_ slug: Slug, of commons: Network, from url: String, _ options: TransferOptions) throws {
    var look = ClonedTree()
    var options = options
    options.refusesBranch = Network.refusesBranch(for: slug)
    (network, _) = try Network.makePrivate(slug, of: commons) { path in
      try Repository.clone(url, into: path, branch: Network.branch(of: slug), options) {
        (repository, tip) throws(TransferProblem) in try look.admit(tip, of: repository)
      }
    }
    findings = look.findings
  }
}
