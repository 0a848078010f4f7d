import Records

/// What private communities are called inside: their slugs, the titles of what is in them, and its ids.
///
/// None of it may be quoted in the commons. Words are compared whole and folded (case, accents, ligatures, apostrophes),
/// with anything but letters and digits between them, a line's end too; an id of twelve characters counts anywhere.
package struct PrivateNames: Sendable {
  package enum Kind: String, Sendable { case slug, title, id }

  /// One place of a text that says one of the names.
  package struct Quote: Hashable, Sendable {
    package let kind: Kind
    /// The name as the private community has it.
    package let name: String
    /// Counted from 1, both included: a title may go on over a line's end.
    package let lines: ClosedRange<Int>
  }

  private var names: [PrivateName] = []
  /// Where in `names` those are, by all their words or by their id.
  private var phrases: [UInt64: Int32] = [:]
  private var ids: [UInt64: Int32] = [:]
  /// The words that names begin with: most words of a text are none, and end the search.
  private var first: Set<UInt64> = []

  package init() {}

  package var isEmpty: Bool { phrases.isEmpty && ids.isEmpty }

  package mutating func add(slug: String) { add(PrivateName(.slug, slug)) }

  package mutating func add(title: String) { add(PrivateName(.title, title)) }

  /// - Parameter id: a record's; any other text is passed over.
  package mutating func add(id: String) { add(PrivateName(.id, id)) }

  /// Before so many names are added.
  mutating func reserve(_ count: Int) {
    names.reserveCapacity(names.count + count)
    phrases.reserveCapacity(phrases.count + count / 2)
    ids.reserveCapacity(ids.count + count / 2)
    first.reserveCapacity(first.count + count / 2)
  }

  /// - Parameter name: `nil` for what may be said anywhere.
  mutating func add(_ name: PrivateName?) {
    guard let name else { return }
    let place = Int32(names.count)
    if name.kind == .id {
      ids[name.phrase] = place
    } else {
      // A slug is the stronger word for the same place.
      guard phrases[name.phrase] == nil || name.kind == .slug else { return }
      phrases[name.phrase] = place
      first.insert(name.first)
    }
    names.append(name)
  }

  /// A title that is public as well, so that it may be said.
  package mutating func allow(title: String) {
    let phrase = PrivateName.phrase(of: title).all
    if let place = phrases[phrase], names[Int(place)].kind == .title { phrases[phrase] = nil }
  }

  /// Every place that says a name, in the text's order. Of names that begin at the same word, the longest.
  ///
  /// Takes time in proportion to the text, whatever the names are.
  package func quotes(in text: [UInt8]) -> [Quote] {
    var quotes: [Quote] = []
    var words: [(hash: UInt64, line: Int32)] = []
    var code = RollingID()
    FoldedWords.scan(text) { word in
      words.append((word.hash, word.line))
    } byte: { byte, line in
      code.take(byte)
      if code.length >= RollingID.wholeLength, let place = ids[code.value] {
        quotes.append(Quote(kind: .id, name: names[Int(place)].text, lines: line...line))
      }
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
    return quotes.sorted { ($0.lines.lowerBound, $0.kind.rawValue) < ($1.lines.lowerBound, $1.kind.rawValue) }
  }
}
