/// A moment with the offset of the clock that it was read from: RFC 3339 with seconds.
package struct Timestamp: Hashable, Sendable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z.
  package let seconds: Int64
  /// Minutes east of UTC.
  package let offsetMinutes: Int

  /// - Parameter secondsSince1970: limited to some 35,000 years from 1970; commits can name any number.
  package init(secondsSince1970: Int64, offsetMinutes: Int) {
    seconds = min(max(secondsSince1970, -1 << 40), 1 << 40)
    self.offsetMinutes = offsetMinutes
  }

  /// Reads RFC 3339 §5.6, also with a space for `T`, without seconds, or with fractions of them (which are
  /// dropped); an offset must be there.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count >= 17, let day = CalendarDay(String(decoding: bytes[0..<10], as: UTF8.self)),
      [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10]),
      bytes[13] == UInt8(ascii: ":"), let hour = decimal(bytes[11..<13]),
      let minute = decimal(bytes[14..<16]), hour < 24, minute < 60
    else { return nil }
    var second = 0
    var place = 16
    if bytes[place] == UInt8(ascii: ":") {
      guard bytes.count > 19, let read = decimal(bytes[17..<19]), read <= 60 else { return nil }
      second = min(read, 59)
      place = 19
      if bytes[place] == UInt8(ascii: ".") {
        place += 1
        while place < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[place]) {
          place += 1
        }
      }
    }
    guard let offset = Self.offset(bytes[place...]) else { return nil }
    let local = Int64(day.daysSince1970) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
    self.init(secondsSince1970: local - Int64(offset) * 60, offsetMinutes: offset)
  }

  /// The day on the clock that it was read from.
  package var day: CalendarDay { CalendarDay(daysSince1970: Int(localSeconds.floorDivided(by: 86_400))) }

  package func adding(minutes: Int) -> Timestamp {
    Timestamp(secondsSince1970: seconds + Int64(minutes) * 60, offsetMinutes: offsetMinutes)
  }

  package var description: String {
    let time = Int(localSeconds - localSeconds.floorDivided(by: 86_400) * 86_400)
    let clock = padded(time / 3600, 2) + ":" + padded(time / 60 % 60, 2) + ":" + padded(time % 60, 2)
    let east = abs(offsetMinutes)
    let zone = (offsetMinutes < 0 ? "-" : "+") + padded(east / 60, 2) + ":" + padded(east % 60, 2)
    return "\(day)T\(clock)\(zone)"
  }

  private var localSeconds: Int64 { seconds + Int64(offsetMinutes) * 60 }

  private static func offset(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let sign = bytes.first else { return nil }
    if bytes.count == 1 { return sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") ? 0 : nil }
    let rest = bytes.dropFirst()
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), rest.count == 5,
      rest[rest.startIndex + 2] == UInt8(ascii: ":"), let hours = decimal(rest.prefix(2)),
      let minutes = decimal(rest.suffix(2)), hours < 24, minutes < 60
    else { return nil }
    return (sign == UInt8(ascii: "-") ? -1 : 1) * (hours * 60 + minutes)
  }
}

extension Int64 {
  fileprivate func floorDivided(by divisor: Int64) -> Int64 {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? quotient - 1 : quotient
  }
}
