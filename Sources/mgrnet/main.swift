import Glibc
import MgrnetCLI

exit(Mgrnet.run(Array(CommandLine.arguments.dropFirst()), environment: .ofProcess))
