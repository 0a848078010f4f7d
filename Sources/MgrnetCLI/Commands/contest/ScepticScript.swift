import Contests
import Meeting
import Records

/// A Python program that recomputes a contest from git alone, for whoever does not trust this one.
struct ScepticScript {
  private let whole: WholeContest
  private var contest: Contest { whole.contest }

  init(_ whole: WholeContest) { self.whole = whole }

  /// At most 20 lines. It reads the folder that it runs in, and Python's standard library is all that it needs.
  var lines: [String] {
    let folder = RecordPath.folder(of: whole.shelf.prefix.own(whole.place.text) ?? whole.place.text)
    let names = OutputRow.Value.texts(contest.ballot.first ?? []).json
    var lines = [
      "import hashlib, re, subprocess",
      #"def show(what): return subprocess.run(("git", "cat-file", "blob", what), capture_output=True, text=True).stdout"#,
      #"def sha(*parts): return hashlib.sha256(b"".join(len(p).to_bytes(4, "big") + p for p in parts)).hexdigest()"#,
      #"def rows(file, word): return {r[0]: r[1:] for r in re.findall(rf"^ *{word} (\S+) (\S+) ?(\S*)$", show(f"{folder}/{file}.md"), re.M)}"#,
      #"folder, contest = "HEAD:\#(folder)", "\#(contest.id)""#,
      #"entries, opened, count = rows("closed", "entry"), rows("opened", "opened"), {}"#,
    ]
    lines += contest.mode == .draw ? ["level = sorted(entries)"] : counting(names)
    guard contest.drawFrom != nil else { return lines + ["print(\"first:\", level)"] }
    let key = PublicDraw.key(of: whole.outcome.value ?? "")
    return lines + [
      #"key, drawn = b"\#(key)", []  # RFC 3797, of what two witnesses saw"#,
      #"for r in (i.to_bytes(2, "big") for i in range(len(level) if key else 0)):"#,
      #"    drawn.append(level.pop(int.from_bytes(hashlib.md5(r + key + r).digest(), "big") % len(level)))"#,
      #"print("drawn:", drawn or level)"#,
    ]
  }

  private func counting(_ names: String) -> [String] {
    let right = #"right = bytes.fromhex(re.search(r'^key: "?(\w+) ', show(f"{folder}/closed.md"), re.M)[1])"#
    let vote = [
      #"for handle, (blob, frozen) in rows("closed", "vote").items():"#,
      #"    choice, nonce = map(bytes.fromhex, opened.get(handle, ("", "")))"#,
      #"    own = sha(b"mgrnet vote v1", contest.encode(), handle.encode(), choice, nonce)"#,
      #"    if not (own == frozen and own in show(blob)): print(handle, "does not match"); continue"#,
    ]
    let order: String
    let counted: [String]
    switch contest.mode {
    case .draw, .quiz:
      order = "sorted(count)"
      counted = [
        "    count[handle] = sum(choice[i:i + 2] == right[i:i + 2] for i in range(0, len(right), 2))"
      ]
    case .vote:
      order = contest.isOfEntries ? "sorted(entries)" : "names"
      let counts = contest.isOfEntries ? "name in entries and name != handle" : "name"
      counted = [
        #"    name = dict(enumerate(names, 1)).get(int.from_bytes(choice, "big"))"#,
        "    if \(counts): count[name] = count.get(name, 0) + 1",
      ]
    }
    return (contest.mode == .quiz ? [right] : ["names = \(names)"]) + vote + counted + [
      "print(count)", "level = [n for n in \(order) if count.get(n) == max(count.values(), default=0)]",
    ]
  }
}
