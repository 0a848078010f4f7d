import Mustache
import Records

/// The pages of a network for its own members, each made as it is asked for. What a site has too, looks as there, and has the
/// same address.
package struct ServedSite {
  private var site: Site
  private let templates: ServedTemplates
  /// What each form carries.
  private let token: String
  private var words: SiteWords { site.words }

  package init(name: String, _ words: SiteWords, token: String = "") throws {
    self.token = token
    site = try Site(name: name, about: "", words, isServed: true)
    templates = try ServedTemplates()
  }

  package static let style = SiteTemplates.style + ServedTemplates.style

  // MARK: Today

  package struct Line {
    let label: String
    let text: String
    /// Where it leads, from the root; without one, what to type.
    let address: String?
    let command: String?
    let minutes: String?

    package init(label: String, text: String, address: String?, command: String?, minutes: String?) {
      (self.label, self.text, self.address) = (label, text, address)
      (self.command, self.minutes) = (command, minutes)
    }
  }

  /// - Parameters:
  ///   - end: what is said where there are no lines.
  ///   - newest: the threads below.
  package func today(_ title: String, _ lines: [Line], end: String?, newest: [SiteEntry]) -> String {
    var body: [String: Any] = [
      "title": title, "entries": newest.map(site.row), "token": token,
      "lines": lines.map { line in
        var fields: [String: Any] = ["label": line.label, "text": line.text]
        fields["address"] = line.address
        fields["command"] = line.command.map { "mgrnet \($0)" }
        fields["minutes"] = line.minutes
        return fields
      },
    ]
    body["end"] = end
    return page(label("today"), templates.today, body)
  }

  // MARK: Lists

  package typealias Community = (slug: String, title: String, posts: Int, isPrivate: Bool)

  package func communities(_ communities: [Community]) -> String {
    page(
      label("communities"), templates.communities,
      [
        "any": !communities.isEmpty,
        "communities": communities.map { community -> [String: Any] in
          [
            "slug": community.slug, "title": community.title, "count": words.posts(community.posts),
            "private": community.isPrivate,
          ]
        },
      ])
  }

  /// Returns a page that lists threads.
  ///
  /// - Parameters:
  ///   - lines: what is known of what they have in common.
  ///   - about: what it says of itself, as Markdown.
  ///   - older: the address of those that come after.
  package func list(
    _ title: String, lines: [String], phone: String? = nil, about: String, _ entries: [SiteEntry],
    older: String?
  ) -> String {
    var body: [String: Any] = [
      "title": title, "lines": lines, "about": site.text(about), "entries": entries.map(site.row),
      "any": !entries.isEmpty,
    ]
    body["phone"] = phone
    body["older"] = older
    return page(title, site.templates.list, body)
  }

  package func people(_ people: [(handle: String, name: String, about: String)]) -> String {
    page(
      label("people"), site.templates.people,
      ["people": people.map { ["handle": $0.handle, "name": $0.name, "count": $0.about] }])
  }

  package mutating func links(_ links: [Site.Link]) -> String {
    site.links = links
    return page(label("links"), site.templates.links, ["categories": site.linkList])
  }

  // MARK: Threads

  package mutating func thread(_ thread: SiteThread, in communityTitle: String) -> String {
    site.add(Site.Community(thread.community, title: communityTitle, text: ""))
    return site.page(of: thread)
  }

  // MARK: Search

  package struct Found {
    let title: String
    let address: String?
    let about: String
    let isPrivate: Bool
    let snippet: [(text: String, isMatch: Bool)]

    package init(
      title: String, address: String?, about: String, isPrivate: Bool,
      snippet: [(text: String, isMatch: Bool)]
    ) {
      (self.title, self.address, self.about) = (title, address, about)
      (self.isPrivate, self.snippet) = (isPrivate, snippet)
    }
  }

  package func found(_ hits: [Found], query: String, said: String) -> String {
    page(
      label("search"), templates.found,
      [
        "query": query, "said": said,
        "hits": hits.map { hit -> [String: Any] in
          var fields: [String: Any] = [
            "title": hit.title, "about": hit.about, "private": hit.isPrivate,
            "snippet": hit.snippet.map { ["text": $0.text, "match": $0.isMatch] as [String: Any] },
          ]
          fields["address"] = hit.address
          return fields
        },
      ])
  }

  // MARK: Absences

  package struct Month {
    /// With its letter; whether nobody works then.
    package typealias Day = (letter: String, number: Int, isFree: Bool)
    package typealias Cell = (letters: String, isFree: Bool)
    let title: String
    let days: [Day]
    let people: [(handle: String, name: String, cells: [Cell])]
    package var before = ""
    package var after = ""
    package var legend = ""
    /// The holidays.
    package var notes: [String] = []

    package init(
      _ title: String, days: [Day], people: [(handle: String, name: String, cells: [Cell])]
    ) { (self.title, self.days, self.people) = (title, days, people) }
  }

  package func month(_ month: Month) -> String {
    page(
      month.title, templates.month,
      [
        "title": month.title, "before": month.before, "after": month.after, "legend": month.legend,
        "notes": month.notes, "any": !month.people.isEmpty,
        "days": month.days.map {
          ["letter": $0.letter, "number": $0.number, "free": $0.isFree] as [String: Any]
        },
        "people": month.people.map { person -> [String: Any] in
          [
            "handle": person.handle, "name": person.name,
            "cells": person.cells.map {
              [
                "letters": $0.letters, "free": $0.isFree, "away": !$0.isFree && !$0.letters.isEmpty,
              ] as [String: Any]
            },
          ]
        },
      ])
  }

  // MARK: The rest

  package func message(_ title: String, lines: [String]) -> String {
    page(title, templates.message, ["title": title, "lines": lines])
  }

  /// Returns a page that says nothing, and leads on at once.
  package func door(to address: String) -> String {
    templates.door.render([
      "lang": words.language.rawValue, "name": site.name, "address": address, "label": words.labels,
    ])
  }

  private func label(_ name: String) -> String { words.labels[name] ?? "" }

  private func page(_ title: String, _ template: MustacheTemplate, _ body: [String: Any]) -> String {
    site.page(title, depth: 0, template, body)
  }
}
