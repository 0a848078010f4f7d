import Git
import Records
import Store

/// A network that was copied from elsewhere.
package struct ClonedNetwork {
  package let network: Network
  /// What `sync` would not have let in; nothing that could do harm, for such a tree is not checked out.
  package let findings: [GuardFinding]

  /// Copies a network to a new folder, with merging set up for plain git.
  ///
  /// - Throws: `TransferError`, in which case nothing is left; `StoreError.notANetwork`, `.newerFormat`, in which case
  ///   the repository stays where it was asked for.
  package init(of url: String, into path: String, bare: Bool, _ options: TransferOptions) throws {
    let cloned = try Repository.clone(url, into: path, bare: bare, options)
    network = try Network(opening: cloned.repository.gitDirectory)
    let guardian = Guard(network.repository, sizeLimit: try network.sizeLimit)
    findings = try network.tip().map { try guardian.findings(from: nil, to: $0) } ?? []
  }
}
