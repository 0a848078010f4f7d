import Testing

@testable import MgrnetCLI
