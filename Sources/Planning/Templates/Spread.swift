/// Gives each person a day of a period.
enum Spread {
  /// Spreads people evenly over the days, in the order of the list, one a day as long as there are enough days.
  /// Whoever is away gets the nearest day on which they are there.
  ///
  /// As many people as possible get a day (a maximum matching).
  /// - Parameter isThere: called with the numbers of a person and a day.
  /// - Returns: the number of a day for each person; `nil` if there is none for them.
  static func days(people: Int, days: Int, isThere: (Int, Int) -> Bool) -> [Int?] {
    var given: [Int?] = Array(repeating: nil, count: people)
    guard days > 0 else { return given }
    let room = (people + days - 1) / days
    var taken: [[Int]] = Array(repeating: [], count: days)
    for person in 0..<people {
      // Widths first: the person, then who sits on the days that they could have, until a day has room.
      var cameBy: [Int: (person: Int, day: Int)] = [:]
      var isSeen = Array(repeating: false, count: days)
      var queue = [person]
      var place = 0
      search: while place < queue.count {
        let seeker = queue[place]
        place += 1
        for day in byDistance(from: (2 * seeker + 1) * days / (2 * people), days)
        where !isSeen[day] && isThere(seeker, day) {
          isSeen[day] = true
          guard taken[day].count < room else {
            for sitter in taken[day] where cameBy[sitter] == nil && sitter != person {
              cameBy[sitter] = (seeker, day)
              queue.append(sitter)
            }
            continue
          }
          var (mover, free) = (seeker, day)
          while true {
            if let old = given[mover] { taken[old].removeAll { $0 == mover } }
            given[mover] = free
            taken[free].append(mover)
            guard let step = cameBy[mover] else { break }
            (mover, free) = (step.person, step.day)
          }
          break search
        }
      }
    }
    return given
  }

  /// Returns all days, the nearest first; of two that are as near, the earlier.
  private static func byDistance(from ideal: Int, _ days: Int) -> [Int] {
    var order: [Int] = []
    order.reserveCapacity(days)
    for distance in 0..<days {
      if ideal - distance >= 0 { order.append(ideal - distance) }
      if distance > 0, ideal + distance < days { order.append(ideal + distance) }
    }
    return order
  }
}
