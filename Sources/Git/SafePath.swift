/// Returns whether a path may be written into a tree and checked out on any system.
///
/// A safe path is relative, with `/` between components, at most 4096 bytes and 127 components of 255 bytes. It has no
/// empty component, `.`, `..`, backslash or control character, no accent directly after a `/`, and nothing that Linux,
/// macOS or Windows would take for `.git` (CVE-2014-9390 and similar: HFS+ ignores some characters, NTFS ignores
/// trailing dots, spaces and streams).
package func isSafePath(_ path: String) -> Bool {
  guard !path.isEmpty, path.utf8.count <= 4096 else { return false }
  var isASCII = true
  for scalar in path.unicodeScalars {
    if scalar.value >= 0x80 { isASCII = false }
    switch scalar.value {
    case 0..<0x20, 0x7f...0x9f, 0x5c, 0xfffd, 0x2028, 0x2029: return false
    default: break
    }
  }
  let components = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
  guard components.count < 128,
    components.allSatisfy({ isPlain($0) || isSafeComponent(String(Substring($0))) })
  else { return false }
  // A `/` with an accent is one Character, so code that splits at `/` would take two names for one.
  return isASCII || path.count { $0 == "/" } == components.count - 1
}

/// Returns whether a symbolic link leads to a place in its own tree: first up, no further than the root, then down.
///
/// A link that goes down and up again is unsafe: with another link on the way it could lead anywhere.
/// - Parameter depth: the number of folders that the link lies in.
package func isSafeLink(_ target: [UInt8], depth: Int) -> Bool {
  guard !target.isEmpty, target.count < 4096, target.first != UInt8(ascii: "/") else { return false }
  var parts = target.split(separator: UInt8(ascii: "/"))[...]
  var up = 0
  while let part = parts.first, part.elementsEqual("..".utf8) || part.elementsEqual(".".utf8) {
    if part.count == 2 { up += 1 }
    parts.removeFirst()
  }
  let rest = Array(parts.joined(separator: [UInt8(ascii: "/")]))
  return up <= depth && (rest.isEmpty || isSafePath(String(decoding: rest, as: UTF8.self)))
}

/// Returns whether a name is at most 255 bytes of ASCII that no system changes: a quick answer for nearly every name.
private func isPlain(_ name: Substring.UTF8View) -> Bool {
  guard let first = name.first, first != UInt8(ascii: "."), first != UInt8(ascii: " "), name.count <= 255
  else { return false }
  return name.allSatisfy { $0 < 0x80 && $0 != UInt8(ascii: "~") && $0 != UInt8(ascii: ":") }
}

/// Returns whether a component is safe, whatever characters it has.
private func isSafeComponent(_ name: String) -> Bool {
  guard !name.isEmpty, name.utf8.count <= 255, name != ".", name != ".." else { return false }
  // The name as HFS+ reads it.
  let seen = String(String.UnicodeScalarView(name.unicodeScalars.filter { !isIgnoredByHFS($0.value) }))
    .lowercased()
  // The name as NTFS reads it: without a stream, then without trailing dots and spaces.
  var base = seen.prefix(while: { $0 != ":" })
  while let last = base.last, last == "." || last == " " { base.removeLast() }
  return base != ".git" && base != "git~1" && !seen.allSatisfy { $0 == "." || $0 == " " }
}

private func isIgnoredByHFS(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0x200c...0x200f, 0x202a...0x202e, 0x206a...0x206f, 0xfeff: true
  default: false
  }
}

/// Whether every system can hold a path that is safe, and shows it as it is.
///
/// Windows keeps some names for devices (`con`, `lpt1.md`), ends no name in a dot or blank and takes `<>:"|?*` for signs of
/// its own; signs that turn the direction of writing make one name look like another.
package func isPortablePath(_ path: String) -> Bool {
  let devices = ["con", "prn", "aux", "nul"]
  return path.split(separator: "/").allSatisfy { name in
    let stem = name.prefix { $0 != "." }.lowercased()
    let isNumbered = stem.count == 4 && (stem.hasPrefix("com") || stem.hasPrefix("lpt"))
    return !devices.contains(stem) && !(isNumbered && stem.last?.isNumber == true)
      && name.last != "." && name.last != " "
      && name.unicodeScalars.allSatisfy { !#"<>:"|?*"#.unicodeScalars.contains($0) && !turnsDirection($0) }
  }
}

/// Whether a sign changes the direction in which text runs (Unicode Standard Annex 9).
private func turnsDirection(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x061c, 0x200e, 0x200f, 0x202a...0x202e, 0x2066...0x2069: true
  default: false
  }
}
