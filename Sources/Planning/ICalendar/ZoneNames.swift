/// Names of time zones as calendar programs write them.
enum ZoneNames {
  /// Returns the IANA name, or `CalendarMoment.utc`; a name that is not known as it is.
  ///
  /// Evolution and Thunderbird write a path before it (`/freeassociation.sourceforge.net/Europe/Paris`), Outlook names of
  /// Windows.
  static func plain(_ name: String) -> String {
    var plain = name
    if name.hasPrefix("/") {
      let parts = name.split(separator: "/").drop { $0.contains(".") || $0.first?.isNumber == true }
      plain = parts.joined(separator: "/")
    }
    if utc.contains(plain.uppercased()) { return CalendarMoment.utc }
    return windows[plain] ?? plain
  }

  private static let utc: Set = [
    "UTC", "Z", "ZULU", "UCT", "GMT", "GMT0", "GMT+0", "GMT-0", "GREENWICH", "UNIVERSAL", "ETC/UTC",
    "ETC/ZULU",
    "ETC/UCT", "ETC/GMT", "ETC/GMT0", "ETC/GMT+0", "ETC/GMT-0", "ETC/GREENWICH", "ETC/UNIVERSAL",
    "COORDINATED UNIVERSAL TIME", "(UTC) COORDINATED UNIVERSAL TIME",
  ]

  /// Source: CLDR's windowsZones, the zone of territory 001 (France's for Paris).
  private static let windows = [
    "Romance Standard Time": "Europe/Paris", "W. Europe Standard Time": "Europe/Berlin",
    "Central Europe Standard Time": "Europe/Budapest", "Central European Standard Time": "Europe/Warsaw",
    "GMT Standard Time": "Europe/London", "E. Europe Standard Time": "Europe/Chisinau",
    "FLE Standard Time": "Europe/Kiev", "GTB Standard Time": "Europe/Bucharest",
    "Turkey Standard Time": "Europe/Istanbul", "Russian Standard Time": "Europe/Moscow",
    "Greenwich Standard Time": "Atlantic/Reykjavik", "Morocco Standard Time": "Africa/Casablanca",
    "W. Central Africa Standard Time": "Africa/Lagos", "Egypt Standard Time": "Africa/Cairo",
    "South Africa Standard Time": "Africa/Johannesburg", "E. Africa Standard Time": "Africa/Nairobi",
    "Mauritius Standard Time": "Indian/Mauritius", "SA Western Standard Time": "America/La_Paz",
    "SA Eastern Standard Time": "America/Cayenne", "E. South America Standard Time": "America/Sao_Paulo",
    "Newfoundland Standard Time": "America/St_Johns", "Atlantic Standard Time": "America/Halifax",
    "Eastern Standard Time": "America/New_York", "Central Standard Time": "America/Chicago",
    "Mountain Standard Time": "America/Denver", "Pacific Standard Time": "America/Los_Angeles",
    "Israel Standard Time": "Asia/Jerusalem", "Arab Standard Time": "Asia/Riyadh",
    "Arabian Standard Time": "Asia/Dubai", "India Standard Time": "Asia/Calcutta",
    "China Standard Time": "Asia/Shanghai", "Singapore Standard Time": "Asia/Singapore",
    "Tokyo Standard Time": "Asia/Tokyo", "AUS Eastern Standard Time": "Australia/Sydney",
    "Central Pacific Standard Time": "Pacific/Guadalcanal", "New Zealand Standard Time": "Pacific/Auckland",
  ]
}
