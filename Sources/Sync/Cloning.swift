import Git
import Records
import Store

/// A network that was copied from elsewhere.
package struct ClonedNetwork {
  package let network: Network
  /// What `sync` would not have let in and does no harm: it is there already, and others work with it.
  package let findings: [GuardFinding]

  /// Copies a network to a new folder, with merging set up for plain git.
  ///
  /// - Throws: `TransferError`, in which case nothing is left; `StoreError.notANetwork`, `.newerFormat`, in which case
  ///   the repository stays where it was asked for.
  package init(of url: String, into path: String, bare: Bool, _ options: TransferOptions) throws {
    var look = ClonedTree()
    let cloned = try Repository.clone(url, into: path, bare: bare, options) {
      (repository, tip) throws(TransferProblem) in
      try look.admit(tip, of: repository)
    }
    network = try Network(opening: cloned.repository.gitDirectory)
    findings = look.findings
  }
}

/// A look at what a clone brought, before any file of it is written.
struct ClonedTree {
  private(set) var findings: [GuardFinding] = []

  /// - Throws: `TransferProblem.hostilePath` for what could do harm here.
  mutating func admit(_ tip: ObjectID, of repository: Repository) throws(TransferProblem) {
    do {
      let guardian = Guard(repository, sizeLimit: try Network.sizeLimit(in: repository))
      findings = try guardian.findings(from: nil, to: tip)
    } catch let error as GitError {
      throw .here(error)
    } catch {
      throw .incomplete(tip)
    }
    for finding in findings {
      switch finding.problem {
      case .privatePath, .unsafePath, .linkOut, .endlessTree: throw .hostilePath(finding.path)
      case .submodule, .tooLarge, .differsByCase, .unportable, .newerFormat, .withoutCard: continue
      }
    }
  }
}
