import Records

/// A part of France with its own public holidays, as in the official list of data.gouv.fr, and those of overseas parts
/// that it lacks.
///
/// Codes are those of ISO 3166-2; that of a department stands for the part that it belongs to.
package enum HolidayRegion: String, CaseIterable, Sendable {
  case metropole = "FR"
  case alsaceMoselle = "FR-57"
  case guadeloupe = "FR-971"
  case martinique = "FR-972"
  case guyane = "FR-973"
  case reunion = "FR-974"
  case saintPierreEtMiquelon = "FR-975"
  case mayotte = "FR-976"
  case saintBarthelemy = "FR-977"
  case saintMartin = "FR-978"
  case wallisEtFutuna = "FR-986"
  case polynesie = "FR-987"
  case nouvelleCaledonie = "FR-988"

  /// Reads `FR`, `fr-57`, `FR-67`, `FR-75`, `FR-2A`, `FR-974`, and ISO 3166-1's own codes of the overseas parts (`RE`, `GP`);
  /// `nil` for what is no part of France, and for regions of several departments that differ (`FR-GES`).
  package init?(code: some StringProtocol) {
    let code = code.uppercased()
    if let known = Self(rawValue: code) {
      self = known
      return
    }
    let part = code.hasPrefix("FR-") ? String(code.dropFirst(3)) : code
    switch part {
    case "67", "68", "6AE": self = .alsaceMoselle
    case "GP": self = .guadeloupe
    case "MQ": self = .martinique
    case "GF": self = .guyane
    case "RE": self = .reunion
    case "PM": self = .saintPierreEtMiquelon
    case "YT": self = .mayotte
    case "BL": self = .saintBarthelemy
    case "MF": self = .saintMartin
    case "WF": self = .wallisEtFutuna
    case "PF": self = .polynesie
    case "NC": self = .nouvelleCaledonie
    case "2A", "2B", "20R", "69M", "75C": self = .metropole
    case "ARA", "BFC", "BRE", "CVL", "HDF", "IDF", "NAQ", "NOR", "OCC", "PAC", "PDL": self = .metropole
    default:
      guard code.hasPrefix("FR-"), part.utf8.count == 2, let number = decimal(ArraySlice(part.utf8)),
        (1...95).contains(number), number != 20
      else { return nil }
      self = .metropole
    }
  }

  package var name: String {
    switch self {
    case .metropole: "Métropole"
    case .alsaceMoselle: "Alsace-Moselle"
    case .guadeloupe: "Guadeloupe"
    case .martinique: "Martinique"
    case .guyane: "Guyane"
    case .reunion: "La Réunion"
    case .saintPierreEtMiquelon: "Saint-Pierre-et-Miquelon"
    case .mayotte: "Mayotte"
    case .saintBarthelemy: "Saint-Barthélemy"
    case .saintMartin: "Saint-Martin"
    case .wallisEtFutuna: "Wallis-et-Futuna"
    case .polynesie: "Polynésie française"
    case .nouvelleCaledonie: "Nouvelle-Calédonie"
    }
  }

  /// Returns the public holiday on a day; `nil` on other days. A day that is two at once, such as 1 May 2008, has
  /// both names; the official list has sometimes one, sometimes the other.
  package func holiday(on day: CalendarDay) -> HolidayName? {
    let names = [fixed(day), movable(day), abolition(day), territorial(day)].compactMap { $0 }
    guard var name = names.first else { return nil }
    for other in names.dropFirst() {
      name = HolidayName("\(name.french) et \(other.french)", "\(name.english) and \(other.english)")
    }
    return name
  }

  private func fixed(_ day: CalendarDay) -> HolidayName? {
    switch (day.month, day.day) {
    case (1, 1): HolidayName("1er janvier", "New Year's Day")
    case (5, 1): HolidayName("1er mai", "Labour Day")
    case (5, 8): HolidayName("8 mai", "Victory Day")
    case (7, 14): HolidayName("14 juillet", "Bastille Day")
    case (8, 15): HolidayName("Assomption", "Assumption Day")
    case (11, 1): HolidayName("Toussaint", "All Saints' Day")
    case (11, 11): HolidayName("11 novembre", "Armistice Day")
    case (12, 25): HolidayName("Jour de Noël", "Christmas Day")
    case (12, 26) where self == .alsaceMoselle: HolidayName("2ème jour de Noël", "Second Day of Christmas")
    default: nil
    }
  }

  /// Returns the holiday that moves with Easter. Easter is between 22 March and 25 April, so these are between 20
  /// March and 14 June.
  private func movable(_ day: CalendarDay) -> HolidayName? {
    guard (3...6).contains(day.month), let easter = CalendarDay.easter(of: day.year) else { return nil }
    return switch easter.distance(to: day) {
    case -2 where [.alsaceMoselle, .guadeloupe, .martinique, .polynesie].contains(self):
      HolidayName("Vendredi saint", "Good Friday")
    case 1: HolidayName("Lundi de Pâques", "Easter Monday")
    case 39: HolidayName("Ascension", "Ascension Day")
    case 50: HolidayName("Lundi de Pentecôte", "Whit Monday")
    default: nil
    }
  }

  private func abolition(_ day: CalendarDay) -> HolidayName? {
    guard let (month, number) = abolition(in: day.year), month == day.month, number == day.day else {
      return nil
    }
    return HolidayName("Abolition de l'esclavage", "Abolition of Slavery")
  }

  /// Returns the holiday of an overseas part that the official list lacks.
  private func territorial(_ day: CalendarDay) -> HolidayName? {
    switch (self, day.month, day.day) {
    case (.nouvelleCaledonie, 9, 24): HolidayName("Fête de la Citoyenneté", "Citizenship Day")
    case (.polynesie, 3, 5): HolidayName("Arrivée de l'Évangile", "Gospel Day")
    case (.polynesie, 6, 29) where day.year < 2025: HolidayName("Fête de l'autonomie", "Autonomy Day")
    case (.polynesie, 11, 20) where day.year >= 2025: HolidayName("Matāri'i", "Matāri'i")
    case (.wallisEtFutuna, 4, 28): HolidayName("Saint Pierre Chanel", "Saint Peter Chanel")
    case (.wallisEtFutuna, 6, 29): HolidayName("Saints Pierre et Paul", "Saints Peter and Paul")
    case (.wallisEtFutuna, 7, 29): HolidayName("Fête du Territoire", "Territory Day")
    case (.guadeloupe, 7, 21), (.martinique, 7, 21), (.saintMartin, 7, 21):
      HolidayName("Fête de Victor Schœlcher", "Victor Schœlcher Day")
    default: nil
    }
  }

  private func abolition(in year: Int) -> (month: Int, day: Int)? {
    switch self {
    case .mayotte: (4, 27)
    case .martinique: (5, 22)
    case .guadeloupe: (5, 27)
    case .saintMartin: (5, year < 2018 ? 27 : 28)
    case .guyane: (6, 10)
    case .saintBarthelemy: (10, 9)
    case .reunion: (12, 20)
    default: nil
    }
  }
}
