/// How long a text takes to read, in whole minutes: 200 words a minute, at least 1.
package func readingMinutes(_ body: String) -> Int {
  var words = 0
  var inWord = false
  for byte in body.utf8 {
    let isSpace = byte == UInt8(ascii: " ") || (9...13).contains(byte)
    if !isSpace, !inWord { words += 1 }
    inWord = !isSpace
  }
  return max(1, (words + 199) / 200)
}
