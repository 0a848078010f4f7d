import Git
import Records
import Store

/// A private community that was copied from a repository of its own.
package struct ClonedCommunity {
  package let network: Network
  /// What `sync` would not have let in; nothing that could do harm, for such a tree is not checked out.
  package let findings: [GuardFinding]

  /// Copies it to its place in the network, of which nothing else changes.
  ///
  /// - Throws: `StoreError.communityExists`, `.directoryNotEmpty`, `.privateNeedsWorkTree`, `TransferError`, in which
  ///   case nothing is left.
  package init(_ slug: Slug, of commons: Network, from url: String, _ options: TransferOptions) throws {
    let folder = try commons.folderForPrivate(slug)
    _ = try Repository.clone(url, into: folder, branch: Network.branch(of: slug), options)
    network = try Network(privateCommunity: slug, of: commons)
    let guardian = Guard(network.repository, sizeLimit: try network.sizeLimit)
    findings = try network.tip().map { try guardian.findings(from: nil, to: $0) } ?? []
  }
}
