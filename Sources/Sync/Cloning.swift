import Git
import Records
import Store

/// A network that was cloned.
package struct ClonedNetwork {
  package let network: Network
  /// Harmless findings that `sync` would refuse. They are tolerated, for others work with this repository already.
  package let findings: [GuardFinding]

  /// Clones a network into a new folder, with merging set up for plain git.
  ///
  /// - Throws: `TransferError`, everything made is then removed; `StoreError.notANetwork`, `.newerFormat`, the cloned
  ///   repository then stays.
  package init(of url: String, into path: String, bare: Bool, _ options: TransferOptions) throws {
    var look = ClonedTree()
    var options = options
    options.refusesBranch = Network.refusesBranch(for: nil)
    let cloned = try Repository.clone(url, into: path, bare: bare, options) {
      (repository, tip) throws(TransferProblem) in try look.admit(tip, of: repository)
    }
    network = try Network(opening: cloned.repository.gitDirectory)
    findings = look.findings
  }
}

/// Checks the tree of a clone before its files are written.
struct ClonedTree {
  private(set) var findings: [GuardFinding] = []

  /// Checks the tree, and keeps harmless findings.
  ///
  /// - Throws: `TransferProblem.hostilePath` for a path that could do harm here.
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
      case .submodule, .tooLarge, .differsByCase, .unportable, .newerFormat, .withoutCard, .idTwice,
        .addressTwice, .nameTaken:
        continue
      }
    }
  }
}
