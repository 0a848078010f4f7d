/// Names that must not be quoted in the commons: slugs of private communities, and the titles and ids of their records.
///
/// Of a slug that is an everyday word, only the path `private/<slug>` counts. Words are compared whole and folded (case, accents, ligatures, apostrophes), with anything but letters and digits
/// between them, also a line's end. An id of twelve characters counts anywhere.
package struct PrivateNames: Sendable {
  package enum Kind: String, Sendable { case slug, title, id }

  /// A place in a text that quotes a name.
  package struct Quote: Hashable, Sendable {
    package let kind: Kind
    /// The name as the private community writes it.
    package let name: String
    /// The lines of the quote, counted from 1: a title may span several.
    package let lines: ClosedRange<Int>
  }

  private var names: [PrivateName] = []
  /// The places in `names` by the hash of all words.
  private var phrases: [UInt64: Int32] = [:]
  /// The places in `names` by the id.
  private var ids: [UInt64: Int32] = [:]
  /// The first words of all names; at most words of a text the search ends here.
  private var first: Set<UInt64> = []
  /// The slugs, whose folders `private/<slug>` are searched for.
  private var slugs: Set<String> = []

  package init() {}

  package var isEmpty: Bool { phrases.isEmpty && ids.isEmpty && slugs.isEmpty }

  package mutating func add(slug: String) {
    slugs.insert(slug)
    if Self.isDistinctive(slug: slug) { add(PrivateName(.slug, slug)) }
  }

  /// Whether a slug can be told from the words of a public text: it is long, or has a digit and is not very short.
  package static func isDistinctive(slug: String) -> Bool {
    slug.utf8.count >= (slug.utf8.contains { (0x30...0x39).contains($0) } ? 6 : 8)
  }

  package mutating func add(title: String) { add(PrivateName(.title, title)) }

  /// Adds a record's id; any other text is ignored.
  package mutating func add(id: String) { add(PrivateName(.id, id)) }

  /// Reserves memory for a number of names.
  mutating func reserve(_ count: Int) {
    names.reserveCapacity(names.count + count)
    phrases.reserveCapacity(phrases.count + count / 2)
    ids.reserveCapacity(ids.count + count / 2)
    first.reserveCapacity(first.count + count / 2)
  }

  /// Adds a name; `nil`, a text that may be public, is ignored.
  mutating func add(_ name: PrivateName?) {
    guard let name else { return }
    let place = Int32(names.count)
    if name.kind == .id {
      ids[name.phrase] = place
    } else {
      // If a slug and a title have the same words, the slug counts.
      guard phrases[name.phrase] == nil || name.kind == .slug else { return }
      phrases[name.phrase] = place
      first.insert(name.first)
    }
    names.append(name)
  }

  /// Returns these names alone, of all.
  func only(_ wanted: Set<String>) -> PrivateNames {
    var some = PrivateNames()
    for name in names where wanted.contains(name.text) { some.add(name) }
    some.slugs = slugs.filter { wanted.contains("private/" + $0) }
    return some
  }

  /// Removes a title that is public too.
  package mutating func allow(title: String) {
    let phrase = PrivateName.phrase(of: title).all
    if let place = phrases[phrase], names[Int(place)].kind == .title { phrases[phrase] = nil }
  }

  /// Returns every place of a text that quotes a name, in whatever disguise, sorted by line; of names that begin at the
  /// same word, the longest.
  ///
  /// The time grows with the text only, not with the names.
  package func quotes(in text: [UInt8]) -> [Quote] {
    var found: Set<Quote> = []
    for form in SearchedText.forms(of: text) { found.formUnion(quotes(inForm: form)) }
    return found.sorted {
      ($0.lines.lowerBound, $0.kind.rawValue, $0.name) < ($1.lines.lowerBound, $1.kind.rawValue, $1.name)
    }
  }

  private func quotes(inForm text: [UInt8]) -> [Quote] {
    var quotes: [Quote] = []
    var words: [(hash: UInt64, line: Int32)] = []
    var code = RollingID()
    var path = PrivatePathScan()
    FoldedWords.scan(text) { word in
      words.append((word.hash, word.line))
    } byte: { byte, line in
      code.take(byte)
      if code.length >= RollingID.wholeLength, let place = ids[code.value] {
        quotes.append(Quote(kind: .id, name: names[Int(place)].text, lines: line...line))
      }
      if let slug = path.take(byte), slugs.contains(slug) {
        quotes.append(Quote(kind: .slug, name: "private/" + slug, lines: line...line))
      }
    }
    if let slug = path.take(0x0A), slugs.contains(slug) {
      let line = text.count { $0 == 0x0A } + 1
      quotes.append(Quote(kind: .slug, name: "private/" + slug, lines: line...line))
    }
    for start in words.indices where first.contains(words[start].hash) {
      var phrase = WordSequence()
      var longest: (place: Int32, last: Int)?
      for place in start..<min(words.count, start + WordSequence.mostWords) {
        phrase.take(words[place].hash)
        if let found = phrases[phrase.all] { longest = (found, place) }
      }
      guard let longest else { continue }
      let name = names[Int(longest.place)]
      let lines = Int(words[start].line)...Int(words[longest.last].line)
      quotes.append(Quote(kind: name.kind, name: name.text, lines: lines))
    }
    return quotes
  }
}

/// Finds `private/<slug>` in a text, in any case.
private struct PrivatePathScan {
  private static let start = Array("private/".utf8)
  private var matched = 0
  private var slug: [UInt8] = []

  /// Takes the next byte; returns a slug at whose end it stands.
  mutating func take(_ byte: UInt8) -> String? {
    let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    if matched == Self.start.count {
      let isOfSlug =
        (0x61...0x7A).contains(lower) || (0x30...0x39).contains(lower) || lower == 0x2D || lower == 0x2E
      if isOfSlug, slug.count < 65 {
        slug.append(lower)
        return nil
      }
      defer { (matched, slug) = (0, []) }
      while let last = slug.last, last == 0x2D || last == 0x2E { slug.removeLast() }
      return String(decoding: slug, as: UTF8.self)
    }
    matched = lower == Self.start[matched] ? matched + 1 : lower == Self.start[0] ? 1 : 0
    return nil
  }
}
