/// What of a text would keep cmark-gfm 0.29 busy, or its stack full: found in one pass, before it is read.
///
/// Measured: tables take time for each bar of their widest line times their lines (100 KB: 11 s), words without a space for
/// the square of their length where addresses are looked for (100 KB: 9 s), `@` a frame of the stack each, quotes for their
/// depth times the lines after them (100 KB: 4 s), and pictures that are begun in a paragraph for the square of their
/// number (200 KB: 7 s).
struct Hardness {
  static let barLimit = 200
  static let cellLimit = 400_000
  static let wordLimit = 2_000
  static let atLimit = 500
  static let depthLimit = 200
  static let pictureLimit = 2_000

  /// The text is not Markdown that anybody wrote: it is not read as such.
  private(set) var isTooHard = false
  private let bars: Int
  private let lines: Int
  private let word: Int
  private let ats: Int

  var hasHardTables: Bool { bars > Self.barLimit || bars * lines > Self.cellLimit }
  var hasHardAddresses: Bool { word > Self.wordLimit || ats > Self.atLimit }

  init(of bytes: UnsafeBufferPointer<UInt8>) {
    var (bars, lines, word, ats) = (0, 1, 0, 0)
    var (barsHere, wordHere, depth, pictures) = (0, 0, 0, 0)
    var (isLineStart, isBlank, previous) = (true, true, UInt8(ascii: "\n"))
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
        if isBlank { pictures = 0 }
        if byte == UInt8(ascii: "\n") { lines += 1 }
        (barsHere, wordHere, depth, isLineStart, isBlank) = (0, 0, 0, true, true)
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        // Each list takes a space behind its mark.
        if isDigit(previous) { isLineStart = false }
        if isLineStart { depth += 1 }
        wordHere = 0
      default:
        isBlank = false
        wordHere += 1
        if byte == UInt8(ascii: ">"), isLineStart { depth += 1 }
        // Asked at the beginning of lines alone: a search in a text costs more than all else here.
        if isLineStart, !isDigit(byte), !">-+*.)".utf8.contains(byte) { isLineStart = false }
        if byte == UInt8(ascii: "|") { barsHere += 1 }
        if byte == UInt8(ascii: "@") { ats += 1 }
        if byte == UInt8(ascii: "["), previous == UInt8(ascii: "!") { pictures += 1 }
        if depth > Self.depthLimit || pictures > Self.pictureLimit { isTooHard = true }
        (bars, word) = (max(bars, barsHere), max(word, wordHere))
      }
      previous = byte
    }
    (self.bars, self.lines, self.word, self.ats) = (bars, lines, word, ats)
  }
}

private func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }
