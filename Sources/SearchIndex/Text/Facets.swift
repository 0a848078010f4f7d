import Records

/// The tokens by which a record is found besides its words. They hold `=`, which no word does.
enum Facet: String, CaseIterable {
  case community = "in"
  case author, kind, type, tag
  /// Of a person.
  case team
  case language = "lang"

  func token(_ value: String) -> String {
    let value = fold(value)
    var token = rawValue + "="
    let isPlain = value.utf8.allSatisfy { $0 > 0x20 && $0 != UInt8(ascii: "\"") }
    if isPlain, value.utf8.count <= 100 { return token + value }
    for scalar in value.unicodeScalars {
      // A space ends a token; a quotation mark would end FTS5's string.
      token.unicodeScalars.append(scalar.value <= 0x20 || scalar == "\"" ? "_" : scalar)
      if token.utf8.count > 200 { break }
    }
    return token
  }

  static func tokens(of record: IndexedRecord, _ language: Language?) -> [String] {
    var tokens = [Facet.type.token(record.type.rawValue)]
    if let community = record.community { tokens.append(Facet.community.token(community)) }
    if let author = record.author { tokens.append(Facet.author.token(author)) }
    if let kind = record.kind { tokens.append(Facet.kind.token(kind)) }
    if record.type == .person, let team = record["team"]?.text { tokens.append(Facet.team.token(team)) }
    // Languages without a stemmer have a token too.
    if let name = language?.rawValue ?? record.language { tokens.append(Facet.language.token(name)) }
    tokens += Set(record.tags.map { Facet.tag.token($0) }).sorted()
    return tokens
  }
}
