import ArgumentParser
import Mustache

public struct Mgrnet: ParsableCommand {
  public init() {}
}
