/// The text of one of git's settings files (git-config(1), "Syntax").
struct ConfigFile {
  /// A setting: `section.key` or `section.subsection.key`, the subsection as written, the rest in lower case.
  struct Setting {
    let name: String
    /// `nil` for a key without `=`, which means yes.
    let value: String?
  }

  private(set) var settings: [Setting] = []
  private let bytes: [UInt8]
  private var position = 0

  /// - Throws: `GitError.corrupt` with `path` where git would not read it either.
  init(_ bytes: [UInt8], _ path: String) throws(GitError) {
    self.bytes = bytes
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
    var section: String?
    while let byte = next() {
      switch byte {
      case UInt8(ascii: "#"), UInt8(ascii: ";"): skipLine()
      case UInt8(ascii: "["):
        guard let name = sectionName() else { throw .corrupt(path) }
        section = name
      case let byte where isSpace(byte): continue
      case let byte where isLetter(byte):
        position -= 1
        guard let section, let setting = setting(in: section) else { throw .corrupt(path) }
        settings.append(setting)
      default: throw .corrupt(path)
      }
    }
  }

  private mutating func next() -> UInt8? {
    guard position < bytes.count else { return nil }
    position += 1
    return bytes[position - 1]
  }

  private mutating func skipLine() {
    while let byte = next(), byte != UInt8(ascii: "\n") {}
  }

  /// The rest of `[section]`, `[section.sub]` or `[section "Sub"]`.
  private mutating func sectionName() -> String? {
    var name: [UInt8] = []
    while let byte = next() {
      switch byte {
      case UInt8(ascii: "]"): return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
      case UInt8(ascii: " "), UInt8(ascii: "\t"):
        while position < bytes.count, bytes[position] == 32 || bytes[position] == 9 { position += 1 }
        guard !name.isEmpty, next() == UInt8(ascii: "\"") else { return nil }
        name.append(UInt8(ascii: "."))
        while let byte = next(), byte != UInt8(ascii: "\"") {
          guard byte != UInt8(ascii: "\n") else { return nil }
          guard let kept = byte == UInt8(ascii: "\\") ? next() : byte else { return nil }
          name.append(kept)
        }
        return next() == UInt8(ascii: "]") ? String(decoding: name, as: UTF8.self) : nil
      case let byte
      where isLetter(byte) || isFigure(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "."):
        name.append(lower(byte))
      default: return nil
      }
    }
    return nil
  }

  private mutating func setting(in section: String) -> Setting? {
    var key: [UInt8] = []
    while position < bytes.count,
      isLetter(bytes[position]) || isFigure(bytes[position]) || bytes[position] == 45
    {
      key.append(lower(bytes[position]))
      position += 1
    }
    let name = section + "." + String(decoding: key, as: UTF8.self)
    while position < bytes.count, bytes[position] == 32 || bytes[position] == 9 || bytes[position] == 13 {
      position += 1
    }
    guard position < bytes.count, bytes[position] != UInt8(ascii: "\n") else {
      return Setting(name: name, value: nil)
    }
    guard next() == UInt8(ascii: "=") else { return nil }
    return value().map { Setting(name: name, value: $0) }
  }

  private mutating func value() -> String? {
    var text: [UInt8] = []
    var kept = 0
    var isQuoted = false
    loop: while let byte = next() {
      switch byte {
      case UInt8(ascii: "\n"):
        if isQuoted { return nil }
        break loop
      case UInt8(ascii: "#") where !isQuoted, UInt8(ascii: ";") where !isQuoted:
        skipLine()
        break loop
      case UInt8(ascii: "\""):
        isQuoted.toggle()
        kept = max(kept, text.count)
        continue
      case UInt8(ascii: "\\"):
        switch next() {
        case UInt8(ascii: "\n"): continue
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "\""): text.append(UInt8(ascii: "\""))
        case 13 where position < bytes.count && bytes[position] == 10:
          position += 1
          continue
        default: return nil
        }
        kept = text.count
        continue
      default:
        if !isQuoted, isSpace(byte) {
          if !text.isEmpty { text.append(byte) }
        } else {
          text.append(byte)
          kept = text.count
        }
      }
    }
    return isQuoted ? nil : String(decoding: text.prefix(kept), as: UTF8.self)
  }

  private func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
  private func isFigure(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
  private func isLetter(_ byte: UInt8) -> Bool { (65...90).contains(byte & 0xdf) }
  private func lower(_ byte: UInt8) -> UInt8 { (65...90).contains(byte) ? byte | 0x20 : byte }
}
