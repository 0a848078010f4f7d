import Planning
import Records
import SearchIndex
import Store

/// Reads people, holidays and communities for plannings.
extension Session {
  /// Reads a template; the failure says the fault and its place.
  func template(_ slug: Slug) throws -> Template {
    let document = try network().snapshot().template(slug)
    do { return try Template(document) } catch { throw Words.templateFault(slug, error) }
  }

  /// Reads the people and holidays for a template; absences are added once the days are known.
  func circumstances(for template: Template, _ given: [String: String]) throws -> Circumstances {
    let now = Clock.local(context.now).day
    let today: CalendarDay
    do throws(SpokenDayError) {
      today =
        try given["today"].map { text throws(SpokenDayError) in try CalendarDay(spoken: text, today: now) }
        ?? now
    } catch {
      throw Failure(.usage, error.failure.phrase, hint: Words.give("--set today=2027-02-15"))
    }
    let snapshot = try network().snapshot()
    let parameters = template.parameters.filter { $0.kind == .people }
    let caller = parameters.isEmpty ? nil : try callerIfKnown()
    let named = parameters.flatMap { (given[$0.name] ?? $0.standardText ?? "").split(separator: ",") }
    let mayAsk = context.terminal.canAsk && parameters.contains { given[$0.name] == nil }
    let people = try mayAsk ? nil : peopleNamed(named.map { fold(String($0)) }, caller)
    return Circumstances(
      today: today, language: try snapshot.networkLanguage() ?? context.language,
      people: try people ?? (parameters.isEmpty ? [] : everyone()), caller: caller,
      holidays: try LeaveSource(self).holidays(), absences: [])
  }

  private func everyone() throws -> [Person] {
    return try index().list(ListFilter([.person])).compactMap(Person.init)
  }

  /// Returns the people named by their handles, and the caller's team; `nil` for any other name, for which
  /// all cards must be read. In a network of 16,000 people it saves most of the time.
  private func peopleNamed(_ names: [String], _ caller: Handle?) throws -> [Person]? {
    let index = try index()
    var records = try index.people([caller].compactMap { $0?.rawValue })
    let team = records.values.first?["team"]?.text
    for name in names {
      let name = name.trimmed.drop { $0 == "-" }.trimmed
      if name == "my team" || name == "mon equipe" {
        for record in try team.map({ try index.people(ofTeam: $0) }) ?? [] { records[record.key] = record }
      } else {
        guard Handle(rawValue: name) != nil, let found = try index.people([name])[name] else { return nil }
        records[name] = found
      }
    }
    return records.values.compactMap(Person.init)
  }

  /// Returns the deputies of absent people that are not among the people yet.
  func deputies(_ circumstances: Circumstances) throws -> [Person] {
    let known = Set(circumstances.people.map(\.handle))
    let deputies = Set(circumstances.absences.filter { known.contains($0.person) }.compactMap(\.deputy))
    let missing = deputies.subtracting(known).map(\.rawValue).sorted()
    return try index().people(missing).values.compactMap(Person.init)
  }

  /// Returns the caller; `nil` without an identity or a card, which templates do not need.
  private func callerIfKnown() throws -> Handle? {
    do { return try member().handle } catch StoreError.noCard, StoreError.noIdentity { return nil }
  }

  /// Returns the community for a planning: the one that was named; else the only one; else it is asked for.
  func communityToSaveIn(_ name: String) throws -> Slug {
    if !name.isEmpty {
      let slug = try Session.slug(try community(named: name))
      _ = try openCommunity(slug)
      return slug
    }
    let communities = try list(ListFilter([.community])).filter {
      $0["archived"].map { $0 == .null || $0 == .bool(false) } ?? true
    }
    .sorted { $0.key < $1.key }
    if communities.count == 1 { return try Session.slug(communities[0].key) }
    guard !communities.isEmpty else {
      throw Failure(.nothingFound, Words.noCommunities, hint: Words.noCommunitiesHint)
    }
    let choices = communities.prefix(30).map {
      (key: $0.key, label: Phrase(verbatim: "\($0.key)  \($0.title ?? "")"))
    }
    return try Session.slug(
      try context.choose(Words.askCommunity, from: Array(choices), flag: "--save COMMUNITY"))
  }
}

extension Person {
  /// Makes a person of a card in the index.
  init?(_ record: IndexedRecord) {
    guard let handle = Handle(rawValue: record.key) else { return nil }
    func field(_ key: String) -> String { TerminalText(record[key]?.text ?? "").text }
    self.init(handle: handle, name: record.title.map { TerminalText($0).text } ?? handle.rawValue)
    (email, phone, region, team) = (field("email"), field("phone"), field("region"), field("team"))
  }
}

extension Absence {
  /// Makes an absence of one in the index.
  init?(_ indexed: IndexedAbsence) {
    guard let id = RecordID(rawValue: indexed.id), let person = Handle(rawValue: indexed.person) else {
      return nil
    }
    self.init(
      id: id, person: person, from: indexed.from, to: indexed.to, startsNoon: indexed.startsNoon,
      endsNoon: indexed.endsNoon, deputy: indexed.deputy.flatMap(Handle.init),
      status: indexed.isPlanned ? .planned : .confirmed,
      repeats: indexed.rule.flatMap { Recurrence($0, from: indexed.from, except: Set(indexed.except)) })
  }
}
