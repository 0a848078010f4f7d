import Git
import Records
import Store

/// A private community that was copied from a repository of its own.
package struct ClonedCommunity {
  package let network: Network
  /// What `sync` would not have let in and does no harm: it is there already, and others work with it.
  package let findings: [GuardFinding]

  /// Copies it to its place in the network, of which nothing else changes.
  ///
  /// - Throws: `StoreError.communityExists`, `.directoryNotEmpty`, `.privateNeedsWorkTree`, `TransferError`, in which
  ///   case nothing is left.
  package init(_ slug: Slug, of commons: Network, from url: String, _ options: TransferOptions) throws {
    let folder = try commons.folderForPrivate(slug)
    var look = ClonedTree()
    _ = try Repository.clone(url, into: folder, branch: Network.branch(of: slug), options) {
      (repository, tip) throws(TransferProblem) in
      try look.admit(tip, of: repository)
    }
    network = try Network(privateCommunity: slug, of: commons)
    findings = look.findings
  }
}
