import Records

/// Reads an `ADD_DATE`; `nil` if it is invalid.
///
/// Browsers write seconds since 1970, bookmark services milliseconds or microseconds, Chromium's own tools
/// microseconds since 1601; the size of the number tells which. A few write a log's date
/// (`10/Oct/2000:13:55:36 +0300`) or RFC 3339.
func bookmarkDate(_ text: String) -> Timestamp? {
  if let number = Int64(text) {
    guard number > 0 else { return nil }
    let seconds: Int64
    switch number {
    case ..<100_000_000_000: seconds = number
    case ..<100_000_000_000_000: seconds = number / 1000
    case ..<10_000_000_000_000_000: seconds = number / 1_000_000
    // 1601-01-01 is 11,644,473,600 seconds before 1970.
    case ..<20_000_000_000_000_000: seconds = number / 1_000_000 - 11_644_473_600
    default: return nil
    }
    return Timestamp(secondsSince1970: seconds, offsetMinutes: 0)
  }
  return Timestamp(text) ?? logDate(text)
}

/// `10/Oct/2000:13:55:36 +0300`
private func logDate(_ text: String) -> Timestamp? {
  let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
  let parts = text.split { "/: ".contains($0) }
  guard parts.count == 7, let day = Int(parts[0]), let year = Int(parts[2]), let hour = Int(parts[3]),
    let minute = Int(parts[4]), let second = Int(parts[5]),
    let month = months.firstIndex(of: parts[1].lowercased()),
    let date = CalendarDay(year: year, month: month + 1, day: day), (0..<24).contains(hour),
    (0..<60).contains(minute), (0..<60).contains(second), let offset = offsetMinutes(parts[6])
  else { return nil }
  let local = Int64(date.daysSince1970) * 86_400 + Int64(hour * 3600 + minute * 60 + second)
  return Timestamp(secondsSince1970: local - Int64(offset) * 60, offsetMinutes: offset)
}

/// Reads `+0300` or `+03:00` as minutes east of UTC.
func offsetMinutes(_ text: some StringProtocol) -> Int? {
  let digits = String(text.dropFirst().filter { $0 != ":" })
  guard let sign = text.first, sign == "+" || sign == "-", digits.utf8.count == 4,
    digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let number = Int(digits), number % 100 < 60,
    number < 2400
  else { return nil }
  return (sign == "-" ? -1 : 1) * (number / 100 * 60 + number % 100)
}
