import ArgumentParser
import Records
import SealedSync
import Sealing
import Store

/// Explains the privacy of a community: its readers, what a server sees, and what cannot be undone.
struct CommunityPrivacyCommand: Command {
  static var configuration: CommandConfiguration { .words("privacy", Words.communityPrivacy) }

  @Argument(help: .words(Words.communitySlug, value: "slug"), completion: .from(.community)) var slug: String
  @OptionGroup var global: GlobalOptions

  func run(in context: Context) throws {
    let session = try Session(context)
    let (shelf, slug) = try session.privateShelf(slug)
    let way = try ShareWay(of: shelf.network())
    let members = try session.members(of: slug, in: shelf)
    let refused = try way.isSealed ? SegmentRefusal.known(of: shelf.network()) : []
    if context.options.areForPrograms {
      let snapshot = try shelf.network().snapshot()
      var row = OutputRow(.slug, slug.rawValue, path: snapshot.card(of: slug), try snapshot.community(slug))
      row.community = slug.rawValue
      row.more += fields(members, way)
      row.more.append(
        .init(
          "refused",
          .list(
            refused.map {
              .fields([
                .init("id", .text($0.segment.description)),
                .init("reason", .text(Words.refusal($0.refusal).english)),
              ])
            })))
      return try context.print(row)
    }
    let sections: [(title: Phrase, lines: [Phrase])] = [
      (Words.privacyReaders, readers(members, way)), (Words.privacyServer, seen(way)),
      (Words.privacyRefused, lines(refused)),
      (Words.privacyHere, [Words.privacyFolder(slug), Words.privacyLeakCheck]),
      (
        Words.privacyUndone,
        [Words.privacyRead] + (way.isSealed ? [Words.privacyKeyStolen] : [])
          + [Words.privacyHistory, Words.privacyPublish, Words.privacyAnonymous]
      ),
    ]
    for (number, section) in sections.lazy.filter({ !$0.lines.isEmpty }).enumerated() {
      if number > 0 { context.output.line("") }
      context.output.line(context.style.bold("\(section.title[context.language])"))
      for line in section.lines { context.output.line("- \(line[context.language])") }
    }
  }

  /// The fields for programs: the members and how it is shared. The conclusions are for people only.
  private func fields(_ members: [MemberCard], _ way: ShareWay?) -> [OutputRow.Field] {
    let (name, place): (String, String?) =
      switch way {
      case .remote(let url): ("remote", url)
      case .sealed(let name): ("sealed", name.branch)
      case nil: ("none", nil)
      }
    return [
      .init("shared", .text(name)), .init("place", .optional(place)),
      .init("readers", .texts(members.map(\.handle.rawValue))),
    ]
  }

  private func lines(_ refused: [(segment: SegmentID, refusal: SegmentRefusal)]) -> [Phrase] {
    let closed = refused.count { $0.refusal == .notForThisKey }
    return refused.filter { $0.refusal != .notForThisKey }.map {
      Words.segmentRefused($0.segment, $0.refusal)
    }
      + (closed > 0 ? [Words.segmentsNotForThisKey(closed)] : [])
  }

  private func readers(_ members: [MemberCard], _ way: ShareWay?) -> [Phrase] {
    let known = members.map {
      Words.privacyMember($0.name, $0.handle.rawValue, devices: $0.keys.entries.count { $0.keys != nil })
    }
    return switch way {
    case .remote(let url): known + [Words.privacyRemoteReaders(url), Words.privacyBackups]
    case .sealed: known + [Words.privacyBackups]
    case nil: known + [Words.privacyNobodyElse, Words.privacyBackups]
    }
  }

  private func seen(_ way: ShareWay?) -> [Phrase] {
    switch way {
    case .remote: [Words.privacyServerAll]
    case .sealed(let name):
      [
        Words.privacyServerSealed(name.branch), Words.privacySeesSizes, Words.privacySeesNothingElse,
        Words.privacyCanWithhold,
      ]
    case nil: [Words.privacyServerNothing]
    }
  }
}

extension ShareWay? {
  fileprivate var isSealed: Bool { if case .sealed = self { true } else { false } }
}
