import Records

/// The words of all texts, for a search without a server: scripts that a page opened from a folder may load, where it may read no
/// files. A shard holds the words that begin with the same two characters; another kind of shard holds titles, by the first two
/// characters of ids. The search loads those that it needs.
struct SearchShards {
  /// By shard, then by word: the ids of the threads, a `+` behind each that has it in its title.
  private var words: [String: [String: [String]]] = [:]
  private var titles: [String: [(id: String, line: String)]] = [:]

  /// Words that stand in every text, folded.
  static let common = Set(
    """
    a ai au aux avec ce ces cette c dans de des deux du d elle elles en est et etre eu fait il ils j je l la le les leur leurs lui m ma mais me meme mes \
    moi mon n ne nos notre nous on ou par pas plus pour qu que qui s sa se ses si son sont sur t ta te tes toi ton tous tout tu un une vos votre vous y \
    about after all also an and any are as at be because been but by can could do for from had has have he her his how if in into is it its more no not of \
    one only or other our out she so some than that the their them then there they this to up us was we were what when which who will with would you your
    """.split(separator: " ").map(String.init))
  private static let longest = 40

  /// - Parameter about: what a result shows below the title.
  mutating func add(_ thread: SiteThread, about: String) {
    let id = thread.post.id.rawValue
    let titleWords = Self.words(in: thread.title + " " + thread.tags.joined(separator: " "))
    let all = [thread.post] + thread.replies
    let texts =
      [thread.takeaway ?? ""]
      + all.flatMap { text in [text.text, text.author.name] + text.tries.map(\.story) }
    let others = Self.words(in: texts.joined(separator: "\n")).subtracting(titleWords)
    for word in titleWords { words[Self.shard(word), default: [:]][word, default: []].append(id + "+") }
    for word in others { words[Self.shard(word), default: [:]][word, default: []].append(id) }
    let line = [id, thread.title, about].map(Self.field).joined(separator: "\t")
    titles[String(id.prefix(2)), default: []].append((id, line))
  }

  /// The words of a text as they are looked for: folded, each once.
  static func words(in text: String) -> Set<String> {
    var found: Set<String> = []
    for word in fold(text).split(whereSeparator: { !($0.isLetter || $0.isNumber) }) {
      let word = String(word)
      if word.count > 1, word.utf8.count <= longest, !common.contains(word) { found.insert(word) }
    }
    return found
  }

  /// The first two characters, as numbers where a file's name has no place for them.
  private static func shard(_ word: String) -> String {
    word.unicodeScalars.prefix(2).map { scalar in
      (0x61...0x7a).contains(scalar.value) || (0x30...0x39).contains(scalar.value)
        ? String(scalar) : "_" + String(scalar.value, radix: 16)
    }.joined()
  }

  private static func field(_ text: String) -> String {
    String(
      String.UnicodeScalarView(
        text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : $0 }))
  }

  func files(escaping escaped: (String) -> String) -> [Site.File] {
    let all = words.sorted { $0.key < $1.key }.map { shard, words in
      let lines = words.sorted { $0.key < $1.key }.map {
        "\($0.key) \($0.value.sorted().joined(separator: " "))"
      }
      return Self.file("w", shard, lines)
    }
    return all
      + titles.sorted { $0.key < $1.key }.map {
        Self.file("t", $0.key, $0.value.sorted { $0.id < $1.id }.map(\.line))
      }
  }

  /// A script that hands its lines over. Nothing in them ends the string, or the element that a page might put it in.
  private static func file(_ kind: String, _ shard: String, _ lines: [String]) -> Site.File {
    var text = ""
    for scalar in lines.joined(separator: "\n").unicodeScalars {
      switch scalar {
      case "\n": text += "\\n"
      case "\t": text += "\\t"
      case "\\", "\"": text += "\\\(scalar)"
      case "<", ">", "&", "\u{2028}", "\u{2029}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    return Site.File("search/\(kind)-\(shard).js", "mgrnetShard(\"\(kind)-\(shard)\",\"\(text)\");\n")
  }
}
