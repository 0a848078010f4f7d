import Git
import Glibc

extension Context {
  /// How a shell calls mgrnet: by its name where `PATH` has it, else by the path of the program that runs.
  var program: String {
    for folder in (environment.nonEmpty("PATH") ?? "").split(separator: ":")
    where access("\(folder)/mgrnet", X_OK) == 0 { return "mgrnet" }
    guard let own = realpath("/proc/self/exe", nil) else { return "mgrnet" }
    defer { free(own) }
    return shellQuoted(String(cString: own))
  }
}
