import Foundation
import Testing

/// What leaves as a feed and as an mbox, read by the programs that it is for.
@Suite struct PeerTests {
  private static func runs(_ program: String, _ arguments: String...) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    (process.standardOutput, process.standardError) = (FileHandle.nullDevice, FileHandle.nullDevice)
    do { try process.run() } catch {
      print("SKIPPED: \(program) is not installed, see .ci/setup --tests")
      return false
    }
    process.waitUntilExit()
    if process.terminationStatus != 0 {
      print("SKIPPED: \(program) \(arguments) fails, see .ci/setup --tests")
    }
    return process.terminationStatus == 0
  }

  private static let network = #"""
    cp -R "$EXAMPLES/reseau" . && cd reseau; git init -q -b main; git config user.email luc.moreau@example.com; git config user.name "Luc Moreau"
    git add -A; git commit -q -m network

    """#

  private func run(_ script: String) throws -> [String] {
    let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Examples").standardizedFileURL.path
    return try ServerShell.run("EXAMPLES='\(examples)'\n" + Self.network + script)
  }

  @Test(.enabled(if: runs("/usr/bin/python3", "-c", "import feedparser")))
  func feedparserReadsTheFeedAndItsThreads() throws {
    let lines = try run(
      #"""
      mgrnet export atom --site https://m.example.org -q > ../feed.xml
      /usr/bin/python3 - ../feed.xml <<'END'
      import feedparser, re, sys, xml.etree.ElementTree as tree
      feed = feedparser.parse(sys.argv[1])
      print(feed.bozo, feed.feed.title, feed.version, len(feed.entries))
      ids = [entry.id for entry in feed.entries]
      print(len(set(ids)) == len(ids), all(re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", i) for i in ids))
      replies = [entry["thr_in-reply-to"]["ref"] for entry in feed.entries if "thr_in-reply-to" in entry]
      print(len(replies), set(replies) <= set(ids))
      # The rules of the W3C's validator that concern such a feed (its testcases/atom).
      root = tree.parse(sys.argv[1]).getroot(); atom = "{http://www.w3.org/2005/Atom}"
      date = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d([+-]\d\d:\d\d|Z)"
      for element in [root] + root.findall(atom + "entry"):
          for name in ("id", "title", "updated"): assert len(element.findall(atom + name)) == 1, name
          for name in ("updated", "published"):
              for found in element.findall(atom + name): assert re.fullmatch(date, found.text), found.text
          assert element.findall(atom + "author/" + atom + "name")
          alternates = [(l.get("type"), l.get("hreflang")) for l in element.findall(atom + "link") if l.get("rel") == "alternate"]
          assert len(alternates) == len(set(alternates))
          for content in element.findall(atom + "content"):
              assert content.get("type") == "html" and "<script" not in content.text and "<img" not in content.text
      assert [l.get("href") for l in root.findall(atom + "link") if l.get("rel") == "self"] == ["https://m.example.org/feed.xml"]
      updated = [entry.find(atom + "updated").text for entry in root.findall(atom + "entry")]
      print("valid", root.find(atom + "updated").text == updated[0])
      END
      """#)
    #expect(
      lines == ["False Le réseau des managers atom10 33", "True True", "18 True", "valid True"])
  }

  @Test(.enabled(if: runs("/usr/bin/python3", "-c", "import mailbox")))
  func pythonReadsTheMailbox() throws {
    let lines = try run(
      #"""
      printf 'From here\n\n>From there\n' | mgrnet reply ds24 - -q > ../id
      mgrnet export mbox -q > ../box
      /usr/bin/python3 - ../box "$(cat ../id)" <<'END'
      import email.policy, mailbox, sys
      from email.parser import BytesParser
      parse = lambda file: BytesParser(policy=email.policy.default).parse(file)
      mails = list(mailbox.mbox(sys.argv[1], factory=parse))
      ids = {mail["Message-ID"] for mail in mails}
      known = all(set((mail["References"] or "").split()) <= ids for mail in mails)
      print(len(mails), len(ids), known, [d for m in mails for p in m.walk() for d in p.defects])
      mail = next(m for m in mails if sys.argv[2] in m["Message-ID"])
      print(repr(mail.get_body(("plain",)).get_content()), mail["From"])
      pictures = [p for m in mails for p in m.walk() if p.get_content_maintype() == "image"]
      print([(p.get_filename(), p.get_content_type(), p.get_content()[:4]) for p in pictures])
      END
      """#)
    #expect(
      lines == [
        "34 34 True []",
        #"'From here\n\n>From there\n' Luc Moreau <luc.moreau@mgrnet.invalid>"#,
        #"[('bastions.png', 'image/png', b'\x89PNG')]"#,
      ])
  }

  @Test(.enabled(if: ServerShell.has("notmuch")))
  func notmuchSeesTheThreads() throws {
    let lines = try run(
      #"""
      mgrnet export mbox -q > ../box; mkdir -p ../mail/cur ../mail/new ../mail/tmp
      /usr/bin/python3 -c 'import mailbox, sys; [mailbox.Maildir(sys.argv[2]).add(m) for m in mailbox.mbox(sys.argv[1])]' ../box ../mail
      printf '[database]\npath=%s\n[user]\nname=x\nprimary_email=x@example.org\n' "$HERE/mail" > ../config
      export NOTMUCH_CONFIG=$HERE/config; notmuch new > /dev/null 2>&1
      notmuch count '*'; notmuch count --output=threads '*'
      # One thread, by its first mail, has all that were in it.
      notmuch count "thread:{id:ds24yv72wgqz@mgrnet.invalid}"
      """#)
    #expect(lines == ["33", "15", "4"])
  }
}
