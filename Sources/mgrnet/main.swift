import Glibc
import MgrnetCLI

// `CommandLine.arguments` makes a collection of them by types that are looked for at each start.
var arguments: [String] = []
for place in 1..<max(1, Int(CommandLine.argc)) {
  if let argument = CommandLine.unsafeArgv[place] { arguments.append(String(cString: argument)) }
}
exit(Mgrnet.run(arguments, environment: .ofProcess))
