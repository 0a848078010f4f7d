/// The files beside it that a Markdown text shows: `![…](name.png)`, in its order.
///
/// Addresses, absolute paths and paths that lead upward are none of them.
package func picturesShown(in body: String) -> [String] {
  var pictures: [String] = []
  var rest = body[...]
  while let start = rest.firstRange(of: "![") {
    rest = rest[start.upperBound...]
    guard let middle = rest.firstRange(of: "]("), let end = rest[middle.upperBound...].firstIndex(of: ")")
    else { break }
    let name = rest[middle.upperBound..<end].prefix { $0 != " " }
    if !name.isEmpty, !name.contains(":"), !name.hasPrefix("/"), !name.hasPrefix("#"), !name.contains("..") {
      pictures.append(String(name))
    }
    rest = rest[end...]
  }
  return pictures
}
