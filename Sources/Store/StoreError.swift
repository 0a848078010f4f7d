import Records

/// Why the store refuses something; its words are in MgrnetCLI.
package enum StoreError: Error, Equatable {
  /// `user.email` or `user.name` is not set.
  case noIdentity(missing: [String])
  /// No card in `people/` has the caller's address.
  case noCard(email: String)
  case handleTaken(Handle)
  case charterNotAccepted(revision: Int, accepted: Int?)
  case unknownCommunity(Slug, nearest: [Slug])
  case communityArchived(Slug)
  case communityExists(Slug)
  /// A private community needs a work tree, which a bare network has not.
  case privateNeedsWorkTree
  /// The caller has no card in `members/` of the private community.
  case notAMember(Slug)
  case alreadyAMember(Handle, Slug)
  /// Only these members may let others in and expel.
  case notASteward(Slug, stewards: [Handle])
  /// The last member cannot be expelled.
  case lastMember(Slug)
  /// An act in one repository names a path of another: of a private community in the commons, or the other way round.
  case otherRepository(path: String)
  /// Nobody has this handle: no person, or no member of the private community.
  case unknownPerson(Handle, among: Slug?, nearest: [Handle])
  case unknownTemplate(Slug, nearest: [Slug])
  case templateExists(Slug)
  case linkExists(url: String, id: String)
  /// A path that the command was given by the index is not in the branch's tip.
  case missingRecord(path: String)
  case broken(path: String, RecordError)
  case wrongType(path: String, RecordType, expected: [RecordType])
  case notTheAuthor(path: String, author: String)
  case notTheAsker(path: String, author: String)
  case notTheHost(path: String, host: String)
  case eventCancelled(path: String)
  case eventOver(path: String)
  case eventNotBegun(path: String)
  /// The invited person said themselves whether they come: nobody else enters another answer.
  case answeredThemselves(Handle)
  /// An answer that came by mail is not newer than the one that is there.
  case answerNotNewer(Handle)
  /// An entry of a contest has at most one screen.
  case entryTooLong(lines: Int, limit: Int)
  /// What somebody wrote themselves cannot be marked useful or tried by them.
  case ownAnswer(path: String)
  /// Only questions wait for an answer.
  case notAQuestion(path: String)
  /// Who asked does not promise the answer.
  case ownQuestion(path: String)
  case alreadyWithdrawn(path: String)
  case anonymousElsewhere(path: String)
  /// An anonymous record of version 1, which has no key by which its author could change it.
  case anonymousWithoutKey(path: String)
  /// Nobody is anonymous in a private community.
  case anonymousInPrivate(Slug)
  /// What has this id waits on this machine, or is on its way: nothing else may tell of it.
  case waitsStill(String)
  /// The setting `mgrnet.delay` is no length of time.
  case badDelay(String)
  case titleEmpty
  /// Titles have at most 200 characters.
  case titleTooLong(characters: Int)
  case titleNotOneLine
  /// A key that needs a value would have none.
  case fieldEmpty(String)
  case textEmpty
  case textTooLarge(bytes: Int, limit: Int)
  case takeawayMissing(kind: String)
  /// A reading does not say what was read.
  case sourceMissing
  case badTag(String)
  case badURL(String)
  /// The address holds a name and a password, which everybody would read.
  case passwordInURL
  case replyElsewhere(RecordID)
  /// A record of this type has no such key.
  case noSuchField(String, RecordType)
  /// A key that is written once.
  case fixedField(String)
  case pictureMissing(String)
  case pictureTooLarge(String, bytes: Int, limit: Int)
  case pictureOutside(String)
  case pictureNotOne(String)
  /// A picture of an anonymous post whose metadata cannot be taken out.
  case pictureTells(String)
  case notInThread(RecordID)
  case nothingToUndo
  /// No act of the caller on this machine concerns the record of that id.
  case noActOn(String)
  /// The last act is on a remote already, or another's commits stand on it.
  case cannotUndo(subject: String, reason: UndoObstacle)
  /// A person changed the file in the work tree, and did not commit it.
  case uncommittedEdit(path: String)
  case notANetwork
  /// HEAD names a commit and no branch; with the file that says what git is in the middle of, if it is.
  case detached(branch: String, unfinishedByGit: String?)
  case newerFormat(Int)
  /// Only a steward of the network may do that.
  case notANetworkSteward([Handle])
  case directoryNotEmpty(String)
  case nothingChanged
  case recordTooLarge(path: String, bytes: Int, limit: Int)
  /// A new file's name, as `isPortablePath` has it.
  case unportable(path: String)
  case invalid(path: String, [FieldProblem])

  package enum UndoObstacle: Equatable, Sendable {
    case hasLeft, changedSince
    /// There are answers to the post, or posts in the community.
    case builtUpon
    /// git made the act's commit anew, as `git commit --amend` does.
    case rewritten
  }
}
