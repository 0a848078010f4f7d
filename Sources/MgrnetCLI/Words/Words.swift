import Records

/// Every phrase that mgrnet shows; each subject has a file beside this one.
enum Words {}

extension Language {
  /// As `LC_ALL`, `LC_MESSAGES` and `LANG` have it: the first that is not empty decides.
  init(of environment: Environment) {
    let name = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    self = name.map { $0.lowercased().hasPrefix("fr") } ?? false ? .french : .english
  }
}
