@preconcurrency import Glibc
import Records

/// The time, for records and for people; `MGRNET_NOW` (RFC 3339) replaces it in tests.
struct Clock: Sendable {
  private let fixed: Timestamp?

  /// The system's clock.
  init() { fixed = nil }

  /// - Throws: ``Failure`` where `MGRNET_NOW` is no time.
  init(environment: Environment) throws {
    guard let text = environment.nonEmpty("MGRNET_NOW") else {
      fixed = nil
      return
    }
    guard let now = Timestamp(text) else { throw Failure(.usage, Words.notATime("MGRNET_NOW", text)) }
    fixed = Timestamp(secondsSince1970: now.seconds, offsetMinutes: Clock.offsetMinutes(at: now.seconds))
  }

  var now: Timestamp {
    if let fixed { return fixed }
    var moment = timespec()
    clock_gettime(CLOCK_REALTIME, &moment)
    return Timestamp(
      secondsSince1970: Int64(moment.tv_sec), offsetMinutes: Clock.offsetMinutes(at: Int64(moment.tv_sec)))
  }

  /// Returns the moment in this process's time zone (`TZ`).
  static func local(_ moment: Timestamp) -> Timestamp {
    Timestamp(secondsSince1970: moment.seconds, offsetMinutes: offsetMinutes(at: moment.seconds))
  }

  /// Returns the moment at which this process's clock shows a time of a day.
  ///
  /// - Parameter minutes: after midnight. A time that the clock leaves out in spring is an hour later.
  static func moment(on day: CalendarDay, minutes: Int) -> Timestamp {
    let shown = Int64(day.daysSince1970) * 86_400 + Int64(minutes) * 60
    let first = offsetMinutes(at: shown - Int64(offsetMinutes(at: shown)) * 60)
    return local(Timestamp(secondsSince1970: shown - Int64(first) * 60, offsetMinutes: first))
  }

  /// Returns the beginning of a day on this process's clock.
  static func local(beginningOf day: CalendarDay) -> Timestamp { moment(on: day, minutes: 0) }

  /// Returns this process's offset from UTC in minutes, positive to the east.
  private static func offsetMinutes(at seconds: Int64) -> Int {
    var time = time_t(seconds)
    var parts = tm()
    tzset()
    guard localtime_r(&time, &parts) != nil else { return 0 }
    return Int(parts.tm_gmtoff) / 60
  }

  /// Monotonic nanoseconds, for progress bars.
  @Sendable static func monotonic() -> UInt64 {
    var moment = timespec()
    clock_gettime(CLOCK_MONOTONIC, &moment)
    return UInt64(moment.tv_sec) * 1_000_000_000 + UInt64(moment.tv_nsec)
  }
}
