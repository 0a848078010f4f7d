import Mustache
import Records

/// The pages of a site: each is made from what was added, and the same things added make the same bytes.
package struct Site {
  package struct File {
    package let path: String
    package let bytes: [UInt8]

    init(_ path: String, _ text: String) { (self.path, bytes) = (path, Array(text.utf8)) }
  }

  package struct Community {
    package let slug: Slug
    package let title: String
    /// As Markdown.
    package let text: String

    package init(_ slug: Slug, title: String, text: String) {
      (self.slug, self.title, self.text) = (slug, title, text)
    }
  }

  package struct Person {
    package let handle: Handle
    package let name: String
    package let phone: String?

    package init(_ handle: Handle, name: String, phone: String?) {
      (self.handle, self.name, self.phone) = (handle, name, phone)
    }
  }

  package struct Link {
    package let title: String
    package let url: String
    package let category: String
    package let note: String

    package init(title: String, url: String, category: String, note: String) {
      (self.title, self.url, self.category, self.note) = (title, url, category, note)
    }
  }

  package struct Leave {
    package let name: String
    package let days: String

    package init(name: String, days: String) { (self.name, self.days) = (name, days) }
  }

  let words: SiteWords
  let name: String
  /// What the network says of itself, as Markdown.
  private let about: String
  let templates: SiteTemplates
  /// Whether its pages are made one by one for the network's own members, from the root of a server.
  private let isServed: Bool
  private var communities: [Community] = []
  private var people: [Handle: Person] = [:]
  private var entries: [Slug: [SiteEntry]] = [:]
  private var byPerson: [Handle: [SiteEntry]] = [:]
  private var byTag: [String: (name: String, entries: [SiteEntry])] = [:]
  private var search = SearchShards()
  package var links: [Link] = []
  /// `nil` for a site without that page.
  package var leave: [Leave]?

  /// - Throws: what the template engine says, which is a fault of ours.
  package init(name: String, about: String, _ words: SiteWords, isServed: Bool = false) throws {
    (self.name, self.about, self.words, self.isServed) = (name, about, words, isServed)
    templates = try SiteTemplates()
  }

  package mutating func add(_ community: Community) { communities.append(community) }
  package mutating func add(_ person: Person) { people[person.handle] = person }

  // MARK: Threads

  /// Takes a thread into the lists, and returns its page.
  package mutating func add(_ thread: SiteThread) -> File {
    if !thread.post.isWithdrawn {
      let entry = SiteEntry(thread)
      entries[thread.community, default: []].append(entry)
      var writers: Set<Handle> = []
      for text in [thread.post] + thread.replies {
        if let handle = text.author.handle, !text.isWithdrawn, writers.insert(handle).inserted {
          byPerson[handle, default: []].append(entry)
        }
      }
      for tag in thread.tags { byTag[fold(tag), default: (tag, [])].entries.append(entry) }
      let place = communities.first { $0.slug == thread.community }?.title ?? thread.community.rawValue
      search.add(
        thread, about: [entry.author, words.day(entry.created.day), place].joined(separator: " · "))
    }
    return File("post/\(thread.post.id).html", page(of: thread))
  }

  func page(of thread: SiteThread) -> String {
    let replies = Self.ordered(thread).map { reply, depth in
      var fields = fields(of: reply, in: thread)
      fields["depth"] = depth
      fields["accepted"] = reply.id == thread.accepted
      if let to = reply.to, let answered = thread.replies.first(where: { $0.id == to }),
        depth == 0 || depth > 1
      {
        fields["answers"] = words.answers(answered.author.name)
        fields["answersID"] = to.rawValue
      }
      return fields
    }
    var body: [String: Any] = [
      "post": fields(of: thread.post, in: thread), "title": thread.title,
      "kind": words.kind(thread.kind),
      "tags": thread.tags.map { ["name": $0, "address": address(ofTag: $0)] },
      "private": thread.isPrivate,
      "community": communities.first { $0.slug == thread.community }?.title ?? thread.community.rawValue,
      "slug": thread.community.rawValue, "replies": replies, "hasReplies": !replies.isEmpty,
      "count": words.replies(replies.count),
    ]
    body["takeaway"] = thread.takeaway
    if let form = thread.form {
      (body["token"], body["draft"]) = (form.token, form.draft)
      body["said"] = form.said
      body["target"] = thread.post.id.rawValue
    }
    if let source = thread.source { body[isWebAddress(source) ? "sourceAddress" : "source"] = source }
    return page(
      thread.title, depth: 1, templates.post, body)
  }

  private func fields(of text: SiteText, in thread: SiteThread) -> [String: Any] {
    var fields: [String: Any] = [
      "id": text.id.rawValue, "author": text.author.name, "created": "\(text.created)",
      "day": words.day(text.created.day), "withdrawn": text.isWithdrawn,
      "html": html(ofMarkdown: text.text) { address, isPicture in
        thread.place(address, isPicture).map { .address($0) } ?? .nowhere
      },
      "notices": text.notices, "hasActs": !text.acts.isEmpty,
      "acts": text.acts.map { ["name": $0.name, "text": $0.text] },
      "tries": text.tries.map { one -> [String: Any] in
        let line: [String: Any] = ["line": words.tried(one.outcome, one.name)]
        // An empty text would be a section of a template too.
        return one.story.isEmpty ? line : line.merging(["story": one.story]) { $1 }
      },
    ]
    if let handle = text.author.handle { fields["handle"] = handle.rawValue }
    if text.useful > 0 { fields["useful"] = words.useful(text.useful) }
    if let edited = text.edited { fields["edited"] = words.day(edited.day) }
    if let language = text.language.flatMap({ Language(tag: $0) }), language != words.language {
      fields["lang"] = language.rawValue
    }
    return fields
  }

  /// The accepted answer first, then what worked for most, then by time; below each what answers it, in the order of time.
  static func ordered(_ thread: SiteThread) -> [(reply: SiteText, depth: Int)] {
    let ids = Set(thread.replies.map(\.id))
    let below = Dictionary(grouping: thread.replies) { reply in
      reply.to.flatMap { $0 != reply.id && ids.contains($0) ? $0 : nil }
    }
    func rank(_ reply: SiteText) -> (Int, Int) { (reply.id == thread.accepted ? 1 : 0, reply.worked) }
    let first = (below[nil] ?? []).enumerated().sorted {
      rank($0.element) != rank($1.element) ? rank($0.element) > rank($1.element) : $0.offset < $1.offset
    }.map(\.element)
    var ordered: [(reply: SiteText, depth: Int)] = []
    var waiting = first.reversed().map { (reply: $0, depth: 0) }
    while let next = waiting.popLast() {
      ordered.append(next)
      waiting += (below[next.reply.id] ?? []).reversed().map { (reply: $0, depth: min(next.depth + 1, 3)) }
    }
    // Replies that answer each other in a circle.
    let there = Set(ordered.map(\.reply.id))
    return ordered + thread.replies.filter { !there.contains($0.id) }.map { ($0, 0) }
  }

  // MARK: Lists

  /// So many threads stand on a page that has others behind it.
  private static let newest = 50

  /// Returns all other pages.
  package func pages() -> [File] {
    let all = entries.values.joined().sorted(by: SiteEntry.isNewer)
    var files = [
      File("site.css", SiteTemplates.style), File("site.js", SiteTemplates.script),
      File("index.html", front(all)),
      File(
        "search.html", page(words.labels["search"] ?? "", depth: 0, templates.search, [:])),
      File("tags.html", page(words.labels["tags"] ?? "", depth: 0, templates.tags, ["tags": tagList])),
      File(
        "people.html", page(words.labels["people"] ?? "", depth: 0, templates.people, ["people": peopleList])),
      File(
        "links.html", page(words.labels["links"] ?? "", depth: 0, templates.links, ["categories": linkList])),
    ]
    if let leave {
      files.append(
        File(
          "leave.html",
          page(
            words.labels["away"] ?? "", depth: 0, templates.leave,
            ["rows": leave.map { ["name": $0.name, "days": $0.days] }, "any": !leave.isEmpty])))
    }
    for community in communities { files += pages(of: community) }
    for (folded, tag) in byTag.sorted(by: { $0.key < $1.key }) {
      files.append(list("#\(tag.name)", tag.entries, at: "tag/\(Self.tagFile(folded)).html"))
    }
    for person in people.values.sorted(by: { $0.handle < $1.handle }) {
      files.append(
        list(
          person.name, byPerson[person.handle] ?? [], at: "person/\(person.handle).html", phone: person.phone)
      )
    }
    return files + search.files(escaping: escapedMarkup)
  }

  private func front(_ all: [SiteEntry]) -> String {
    let open = all.filter(\.isOpen).prefix(5)
    return page(
      name, depth: 0, templates.front,
      [
        "name": name, "about": text(about), "entries": all.prefix(30).map { row($0) },
        "open": open.map { row($0) }, "hasOpen": !open.isEmpty, "communities": communityList,
      ])
  }

  private var communityList: [[String: Any]] {
    communities.map { community in
      [
        "slug": community.slug.rawValue, "title": community.title,
        "count": words.posts(entries[community.slug]?.count ?? 0),
      ]
    }
  }

  private var tagList: [[String: Any]] {
    byTag.sorted { $0.key < $1.key }.map { folded, tag in
      ["name": tag.name, "file": Self.tagFile(folded), "count": words.posts(tag.entries.count)]
    }
  }

  private var peopleList: [[String: Any]] {
    people.values.sorted { (fold($0.name), $0.handle) < (fold($1.name), $1.handle) }.map { person in
      [
        "name": person.name, "handle": person.handle.rawValue,
        "count": words.posts(byPerson[person.handle]?.count ?? 0),
      ]
    }
  }

  var linkList: [[String: Any]] {
    Dictionary(grouping: links, by: \.category).sorted { $0.key < $1.key }.map { category, links in
      [
        "category": category,
        "links": links.sorted { (fold($0.title), $0.url) < (fold($1.title), $1.url) }.map { link in
          let fields: [String: Any] = ["title": link.title, "note": text(link.note)]
          return isWebAddress(link.url) ? fields.merging(["url": link.url]) { $1 } : fields
        },
      ]
    }
  }

  /// The newest threads of a community on one page, all of them on a page for each month.
  private func pages(of community: Community) -> [File] {
    let all = (entries[community.slug] ?? []).sorted(by: SiteEntry.isNewer)
    let months = Dictionary(grouping: all) { String("\($0.created.day)".prefix(7)) }.sorted {
      $0.key > $1.key
    }
    let folder = "community/\(community.slug)"
    let isLong = all.count > Self.newest
    let front = File(
      "\(folder)/index.html",
      page(
        community.title, depth: 2, templates.list,
        [
          "title": community.title, "about": text(community.text),
          "entries": all.prefix(Self.newest).map { row($0) }, "any": !all.isEmpty,
          "months": isLong
            ? months.map { key, entries in
              [
                "file": key, "name": words.month(entries[0].created.day), "count": words.posts(entries.count),
              ]
            } : [],
          "hasMonths": isLong,
        ]))
    guard isLong else { return [front] }
    return [front]
      + months.map { key, entries in
        File(
          "\(folder)/\(key).html",
          page(
            "\(community.title), \(words.month(entries[0].created.day))", depth: 2, templates.list,
            [
              "title": community.title, "month": words.month(entries[0].created.day),
              "entries": entries.map { row($0) }, "any": true,
            ]))
      }
  }

  private func list(_ title: String, _ entries: [SiteEntry], at path: String, phone: String? = nil) -> File {
    var body: [String: Any] = [
      "title": title, "entries": entries.sorted(by: SiteEntry.isNewer).map { row($0) },
      "any": !entries.isEmpty,
    ]
    body["phone"] = phone
    return File(path, page(title, depth: 1, templates.list, body))
  }

  func row(_ entry: SiteEntry) -> [String: Any] {
    [
      "id": entry.id.rawValue, "title": entry.title, "author": entry.author,
      "day": words.day(entry.created.day), "created": "\(entry.created)", "settled": entry.isSettled,
      "private": entry.isPrivate,
      "open": entry.isOpen, "replies": words.replies(entry.replies), "hasReplies": entry.replies > 0,
    ]
  }

  /// Returns a text that stands for itself, such as what a community says.
  func text(_ markdown: String) -> String {
    html(ofMarkdown: markdown) { address, isPicture in
      !isPicture && isWebAddress(address) ? .address(address) : .nowhere
    }
  }

  /// Returns the name of a tag's page, without an ending: no two tags have one.
  static func tagFile(_ tag: String) -> String {
    "\(pathWords(tag))-\(RecordID(hashing: fold(tag)).rawValue.prefix(6))"
  }

  /// Returns a whole page.
  ///
  /// - Parameter depth: how many folders below the first page it lies.
  func page(_ title: String, depth: Int, _ template: MustacheTemplate, _ body: [String: Any]) -> String {
    let root = isServed ? "/" : String(repeating: "../", count: depth)
    var context: [String: Any] = body
    context["root"] = root
    context["label"] = words.labels
    return templates.page.render([
      "lang": words.language.rawValue, "title": title, "isFront": title == name, "name": name, "root": root,
      "label": words.labels, "isServed": isServed, "body": template.render(context),
      "menu": menu.map { ["file": $0.file, "label": words.labels[$0.label] ?? ""] },
    ])
  }

  private var menu: [(file: String, label: String)] {
    if isServed {
      return [
        ("index", "today"), ("communities", "communities"), ("search", "search"), ("people", "people"),
        ("links", "links"), ("leave", "away"),
      ]
    }
    return [("search", "search"), ("tags", "tags"), ("links", "links"), ("people", "people")]
      + (leave == nil ? [] : [("leave", "away")])
  }

  /// A server has no page for each tag: it searches.
  private func address(ofTag tag: String) -> String {
    isServed ? Self.search("tag:\(tag)") : "tag/\(Self.tagFile(tag)).html"
  }

  /// Returns the address of a server's page with what a query finds.
  package static func search(_ query: String) -> String {
    let plain = Set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~".utf8)
    return "search.html?q="
      + query.utf8.map { byte in
        plain.contains(byte)
          ? String(UnicodeScalar(byte)) : (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
      }.joined()
  }
}
