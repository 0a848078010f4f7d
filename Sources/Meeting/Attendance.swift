import Records

/// Who comes to an event, by what people answered and whom its host confirmed.
package struct Attendance: Sendable {
  package struct Answer: Hashable, Sendable {
    package let handle: String
    /// `yes`, `maybe` or `no`.
    package let answer: String
    package let created: Timestamp?
    package let isListed: Bool

    package init(_ handle: String, _ answer: String, created: Timestamp?, isListed: Bool = true) {
      (self.handle, self.answer, self.created, self.isListed) = (handle, answer, created, isListed)
    }
  }

  /// `nil` for as many as want to.
  package let seats: Int?
  /// Those who have a seat, and everybody who said yes where seats are not counted.
  package let coming: [Answer]
  /// Those who said yes and have no seat, in the order of their answers.
  package let waiting: [Answer]
  package let maybe: [Answer]
  package let declined: [Answer]

  /// - Parameter confirmed: those to whom the host gave a seat. Who says no afterwards leaves it free.
  package init(_ answers: [Answer], host: String, confirmed: [String], seats: Int?) {
    self.seats = seats
    let far = Timestamp(secondsSince1970: .max, offsetMinutes: 0)
    let inOrder = answers.sorted {
      (($0.created ?? far).seconds, $0.handle) < (($1.created ?? far).seconds, $1.handle)
    }
    let given = Set(confirmed + [host])
    let yes = inOrder.filter { $0.answer == "yes" }
    coming = yes.filter { seats == nil || given.contains($0.handle) }
    waiting = seats == nil ? [] : yes.filter { !given.contains($0.handle) }
    maybe = inOrder.filter { $0.answer == "maybe" }
    declined = inOrder.filter { $0.answer == "no" }
  }

  package var free: Int? { seats.map { max(0, $0 - coming.count) } }
  /// How many more have a seat than there are: two machines of the host gave the last one away.
  package var overbooked: Int { seats.map { max(0, coming.count - $0) } ?? 0 }
}
