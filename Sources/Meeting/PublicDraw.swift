/// Draws that anybody can repeat: RFC 3797.
package enum PublicDraw {
  /// Returns numbers from 1 to `count` in the order in which they are drawn.
  ///
  /// - Parameters:
  ///   - values: what was published, one for each source, as ``key(of:)`` writes them.
  ///   - md5: the hash that the RFC names. It is no secret, and nobody can choose the values.
  package static func order(
    _ count: Int, values: [String], md5: ([UInt8]) -> [UInt8]
  ) -> [Int] {
    let key = Array(values.map(key(of:)).joined().utf8)
    var pool = Array(1...max(count, 1)).prefix(count).map { $0 }
    var drawn: [Int] = []
    for round in 0..<count {
      let number: [UInt8] = [UInt8(round >> 8 & 0xff), UInt8(round & 0xff)]
      // A number of 128 bits, divided with its remainder byte by byte.
      let place = md5(number + key + number).reduce(0) { ($0 * 256 + Int($1)) % pool.count }
      drawn.append(pool.remove(at: place))
    }
    return drawn
  }

  /// Returns a source's values in the RFC's form: numbers in ascending order, a full stop after each; any other text in capitals
  /// without blanks; a slash at the end.
  ///
  /// Several sources stand with slashes between them.
  package static func key(of value: String) -> String {
    value.split(separator: "/").map { joined(String($0)) }.joined()
  }

  private static func joined(_ value: String) -> String {
    let words = value.split { $0.isWhitespace || $0 == "," || $0 == ";" }.map(String.init)
    let numbers = words.compactMap { Int($0) }
    guard numbers.count == words.count, !words.isEmpty else {
      return value.uppercased().filter { ($0.isLetter || $0.isNumber) && $0.isASCII } + "./"
    }
    return numbers.sorted().map { "\($0)." }.joined() + "/"
  }
}
