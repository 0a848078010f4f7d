/// The exit status of a command, with the numbers of `sysexits.h`.
enum ExitStatus: Int32, Sendable {
  case done = 0
  case nothingFound = 1
  case usage = 64
  case badData = 65
  case notFound = 66
  case unavailable = 69
  case internalError = 70
  case cannotWrite = 73
  case busy = 75
  case notAllowed = 77
}
