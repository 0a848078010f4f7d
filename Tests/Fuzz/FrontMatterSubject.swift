@testable import Records

enum FrontMatterSubject {
  /// Any bytes as a record: refused, or a document that is written, read and changed without losing anything.
  @Sendable static func document(_ bytes: [UInt8]) {
    guard let document = try? Document(parsing: bytes) else { return }
    guard let again = try? Document(parsing: document.text) else {
      return must(false, "what was read can be written and read again")
    }
    must(again.frontMatter.pairs == document.frontMatter.pairs, "writing changes no value")
    must(again.text == document.text, "what was written once stays as it is")
    var changed = again
    guard (try? changed.set("title", to: .string("Où ? : #1"))) != nil else { return }
    guard let read = try? Document(parsing: changed.text) else {
      return must(false, "what was changed can be read")
    }
    must(read["title"] == .string("Où ? : #1"), "the key has its value")
    for pair in again.frontMatter.pairs where pair.key != "title" {
      must(read[pair.key] == pair.value, "the other keys keep theirs")
    }
    must(read.body == again.body, "the body stays")
  }
}
