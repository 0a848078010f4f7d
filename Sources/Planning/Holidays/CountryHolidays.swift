import HolidayFacts
import Records

/// The public holidays of a country other than France, or of a part of it, as far as they are known: from 2020 to 2040.
///
/// Codes are those of ISO 3166: `BE`, `DE-BY`, `CA-QC`.
package struct CountryHolidays: Hashable, Sendable, CustomStringConvertible {
  package let code: String
  package var description: String { code }

  /// Reads a code; `nil` for unknown ones.
  package init?(code: some StringProtocol) {
    let code = code.uppercased()
    // Most words are no code: the table is read for those alone that look like one.
    guard code.utf8.count <= 6, code.utf8.count == 2 || code.utf8.dropFirst(2).first == UInt8(ascii: "-"),
      Self.table.rows[code] != nil
    else { return nil }
    self.code = code
  }

  /// All codes, sorted.
  package static var codes: [String] { table.rows.keys.sorted() }

  /// Returns the days of the known years. A part has those of its country as well, without the ones that it takes away.
  package var days: [Holiday] {
    let own = Self.table.entries(code)
    let country = code.utf8.count > 2 ? Self.table.entries(String(code.prefix(2))) : []
    let gone = Set(own.filter { $0.name == nil }.flatMap(\.days))
    let kept = country.map { (name: $0.name, days: $0.days.filter { !gone.contains($0) }) }
    return (kept + own).flatMap { entry in
      entry.days.compactMap { day in entry.name.map { Holiday(day: day, name: $0) } }
    }
  }

  private static let table = Table(
    String(
      decoding: UnsafeBufferPointer(start: holiday_facts, count: Int(holiday_facts_count)), as: UTF8.self))
}

/// The file of facts: a heading, names, patterns of days, and for each code which name falls on which pattern.
private struct Table {
  private var names: [Substring] = []
  private var patterns: [Substring] = []
  private(set) var rows: [String: [Substring]] = [:]

  private static let years = 2020...2040

  init(_ text: String) {
    let blocks = text.split(separator: "\n\n").map { $0.split(separator: "\n") }
    guard blocks.count == 4 else { return }
    (names, patterns) = (blocks[1], blocks[2])
    for line in blocks[3] {
      let words = line.split(separator: " ")
      rows[String(words[0])] = Array(words.dropFirst())
    }
  }

  /// - Returns: the days of each name; without a name, those that are none after all.
  func entries(_ code: String) -> [(name: HolidayName?, days: [CalendarDay])] {
    (rows[code] ?? []).compactMap { entry in
      let places = entry.split(separator: ".").compactMap { Int($0) }
      guard places.count == 2, names.indices.contains(places[0]), patterns.indices.contains(places[1]) else {
        return nil
      }
      let both = names[places[0]].split(separator: "|").map(String.init)
      return (both.count == 2 ? HolidayName(both[1], both[0]) : nil, days(patterns[places[1]]))
    }
  }

  /// Reads `0714`, `0101+0102`, `e39` (after Easter), `o1` (after the Orthodox one), `0:0524,1:0513` (by years since 2020).
  private func days(_ pattern: Substring) -> [CalendarDay] {
    if pattern.first == "e" || pattern.first == "o" {
      guard let gap = Int(pattern.dropFirst()) else { return [] }
      return Self.years.compactMap { year in
        (pattern.first == "e" ? CalendarDay.easter(of: year) : .orthodoxEaster(of: year))?.advanced(by: gap)
      }
    }
    guard pattern.contains(":") else { return Self.years.flatMap { days(pattern, in: $0) } }
    return pattern.split(separator: ",").flatMap { part -> [CalendarDay] in
      let pair = part.split(separator: ":")
      guard pair.count == 2, let year = Int(pair[0]) else { return [] }
      return days(pair[1], in: Self.years.lowerBound + year)
    }
  }

  private func days(_ list: Substring, in year: Int) -> [CalendarDay] {
    list.split(separator: "+").compactMap { text in
      guard let number = Int(text) else { return nil }
      return CalendarDay(year: year, month: number / 100, day: number % 100)
    }
  }
}
