import Foundation
import Testing

/// The converters of `Examples/import`, each with its sample, into a network and once more.
@Suite(.enabled(if: ServerShell.has("python3"))) struct ConverterTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Examples/import").standardizedFileURL.path

  private func run(_ script: String) throws -> [String] {
    try ServerShell.run(
      """
      export PYTHONDONTWRITEBYTECODE=1 TZ=Europe/Paris; S='\(Self.folder)/samples'
      convert() { local program=$1; shift; python3 '\(Self.folder)/'$program.py "$@"; }
      network; cd net

      """ + script)
  }

  @Test(arguments: [
    ("mbox $S/list.mbox", "1 thread in", "2 replies with them", "1 picture came along"),
    ("mbox $S/maildir", "1 thread in", "1 reply with them", "1 post without a date: today's stands for it"),
    (
      "discourse --site https://forum.example.org $S/discourse-topic.json $S/discourse-export.json",
      "2 threads in", "3 replies with them", ""
    ),
    ("slack $S/slack", "2 threads in", "1 reply with them", ""),
    ("teams --team office $S/teams.json $S/engage-Messages.csv", "2 threads in", "2 replies with them", ""),
    (
      "discussions --repository a/b $S/discussions", "1 thread in", "2 replies with them",
      "1 picture came along"
    ),
  ])
  func everySampleComesInOnce(command: String, threads: String, replies: String, more: String) throws {
    let lines = try run(
      """
      convert \(command) 2> ../left > ../lines || echo "status $?"
      mgrnet import json ../lines --community idf > /dev/null 2> ../said; grep -v ^../lines ../said
      mgrnet import json ../lines --community idf 2>&1 | grep -v ^../lines
      git grep -l '^by: ' -- communities | wc -l; git ls-files 'communities/*/post.md' 'communities/*/replies/*.md' | wc -l
      mgrnet doctor -q && echo sound
      """)
    let known = threads.replacing(" in", with: " there already")
    #expect(lines.first == threads && lines.contains(replies) && (more.isEmpty || lines.contains(more)))
    #expect(lines.contains("nothing new: \(known)"), "\(lines)")
    // Nobody here wrote any of it.
    #expect(lines[lines.count - 3] == lines[lines.count - 2] && lines.last == "sound", "\(lines)")
  }

  @Test func whatIsLeftBehindIsNamed() throws {
    let lines = try run(
      """
      for c in "mbox $S/list.mbox" "discourse $S/discourse-topic.json" "slack $S/slack" "teams $S/teams.json $S/engage-Messages.csv"; do
        convert $c 2>&1 > /dev/null | sed "s#$S/##"
      done
      """)
    #expect(
      lines == [
        "list.mbox:19: the attachment rota.zip stays behind",
        "list.mbox:63: a mail without Message-ID is left out",
        "discourse-topic.json: topic 12: 1 of 4 posts are hidden, deleted or no texts",
        "discourse-topic.json: topic 12: 1 later posts are not in the file",
        "#managers: 1 notices and empty messages are left out",
        "teams.json: message 1: the file budget.xlsx stays behind",
        "teams.json: 2 deleted messages and notices are left out",
        "engage-Messages.csv:4: the attachments uploadedfile:7 stay behind",
        "engage-Messages.csv: 1 private and deleted messages are left out",
      ])
  }

  @Test func whatMailsQuoteIsFoldedAndTheirHTMLIsHarmless() throws {
    let lines = try run(
      """
      convert mbox $S/list.mbox 2> /dev/null | python3 -c 'import json, sys
      thread = json.loads(sys.stdin.readline())
      print(thread["title"]); print(repr(thread["text"]))
      for reply in thread["replies"]: print(repr(reply["text"]))'
      """)
    #expect(
      lines == [
        "Qui tient le téléphone ?",
        #"'Il sonne à midi, et personne ne répond.\n\nFrom now on it must be somebody.\n\n---\n\nClaire Martin\n01 99 00 00 01'"#,
        #"'À tour de rôle, voyez le tableau.\n\n\n> Le lun. 4 mars 2024 à 10:00, Claire Martin <claire@example.org> a écrit :  \n> Il sonne à midi, et personne ne répond.\n\n![tableau-de-tour](tableau-de-tour.png)'"#,
        #""Chez nous **aussi** :\n\n- le matin\n- [l'après-midi](https://example.org/rota)""#,
      ])
  }

  /// Each ends with the file and the line, and prints no half of a thread.
  @Test func aBadFileIsNamedWithItsLine() throws {
    let lines = try run(
      #"""
      mkdir ../bad; cd ../bad; mkdir empty slack slack/c; echo nothing > a.mbox; printf '{"id": 1,\n"x"' > a.json; echo '[]' > b.json
      python3 -c 'print("[" * 200000)' > deep.json; printf '\377\376x' > c.json; echo PK > a.zip
      echo '[{"id": "U"}]' > slack/users.json; echo '[{"id": "C", "name": "c"}]' > slack/channels.json; echo '[{"type": "message", "text": "x", "ts": "soon"}]' > slack/c/d.json
      printf 'id,body\n1,x\n' > a.csv; printf -- '---\nnumber 7\n---\n' > empty/a.md
      for c in "mbox a.mbox" "mbox empty" "mbox nowhere" "discourse a.json" "discourse b.json" "discourse deep.json" "discourse c.json" "slack a.zip" "slack slack" "teams a.csv" "teams b.json a.json" "discussions empty"; do
        convert $c; echo $?
      done
      """#)
    #expect(
      lines == [
        "mbox.py: a.mbox:1: no mbox: it does not begin with `From `", "65",
        "mbox.py: empty:1: a folder that is no Maildir: it has neither cur nor new", "65",
        "mbox.py: nowhere: No such file or directory", "66",
        "discourse.py: a.json:2: Expecting ':' delimiter", "65",
        "discourse.py: b.json:1: no topic of Discourse", "65",
        "discourse.py: deep.json:1: nested too deep", "65", "discourse.py: c.json:1: not UTF-8", "65",
        "slack.py: a.zip:1: neither a folder nor a zip", "65",
        "slack.py: slack/c/d.json:1: a message whose `ts` is no time: 'soon'", "65",
        "teams.py: a.csv:2: no message of Viva Engage: 'sender_id'", "65",
        "teams.py: a.json:2: Expecting ':' delimiter", "65",
        "discussions.py: empty/a.md:2: no `key: value`: number 7", "65",
      ])
  }

  /// The second one's copy has one more reply, and another title, so that its path is another.
  @Test(arguments: ["Qui", "Mais qui"]) func ofTwoWhoImportOneArchiveTheLaterGivesWay(title: String) throws {
    let lines = try run(
      #"""
      cd ..; convert mbox $S/list.mbox 2> /dev/null > one.ndjson
      sed 's/"title": "Qui/"title": "\#(title)/; s/"replies": \[/&{"id": "<9@x>", "author": "Zed", "created": "2024-03-09", "text": "Late."}, /' one.ndjson > two.ndjson
      for name in one two; do
        mgrnet clone shared.git $name -q; cd $name; git config user.email $name@example.org; git config user.name $name
        mgrnet me --name $name -q > /dev/null; mgrnet charter accept -q; mgrnet sync -q; cd ..
      done
      for name in one two; do (cd $name; mgrnet import json ../$name.ndjson --community idf -q > /dev/null); done
      for name in one two one; do mgrnet -C $name sync -q 2> /dev/null; done
      cd two; git ls-files communities/idf/posts | sed 's#.*/2024/03/##'; mgrnet doctor -q && echo sound
      [ $(git rev-parse HEAD:) = $(git -C ../one rev-parse HEAD:) ] && echo equal
      grep -h '^title: ' communities/idf/posts/*/*/*/post.md
      """#)
    let folder = "qui-tient-le-telephone-phxchnqy0evp"
    #expect(lines.filter { $0.hasSuffix(".md") || $0.hasSuffix(".png") }.count == 5, "\(lines)")
    #expect(lines.filter { $0.contains("/") }.allSatisfy { $0.hasPrefix(folder) || title == "Mais qui" })
    #expect(lines.contains("sound") && lines.contains("equal"), "\(lines)")
    #expect(lines.count { $0.hasPrefix("title: ") } == 1, "\(lines)")
  }

  /// The office's script with a `sendmail` that is out of order first.
  @Test func theOfficeSendsEachDigestOnce() throws {
    let lines = try run(
      #"""
      office=$S/../../office; export MGRNET_NETWORK=$PWD MGRNET_MAILS=$HERE/mails MGRNET_SENDMAIL=$HERE/sendmail
      git remote add origin ../shared.git; sed -i '2i digest: {every: day}' people/alice.md; git commit -qam digest; mgrnet subscribe idf -q; mgrnet sync -q
      export MGRNET_NOW=2026-11-24T09:00:00+01:00; printf '#!/bin/sh\nexit 75\n' > ../sendmail; chmod +x ../sendmail
      $office/send-digests.sh; echo "$? $(ls ../mails/new | wc -l)"
      git clone -q ../shared.git ../other; cd ../other; git config user.email bob@example.org; git config user.name Bob
      mgrnet me --name Bob -q > /dev/null; mgrnet charter accept -q; mgrnet post idf -k news -t News -m Text -q > /dev/null; mgrnet sync -q
      export MGRNET_NOW=2026-11-25T09:00:00+01:00; cd ../net
      $office/send-digests.sh; echo "$? $(ls ../mails/new | wc -l)"
      printf '#!/bin/sh\ncat > $HERE/sent\n' > ../sendmail
      $office/send-digests.sh; echo "$? $(ls ../mails/new | wc -l)"; grep -c '^To: ' ../sent; rm ../sent
      $office/send-digests.sh; echo "$?"; ls ../sent 2> /dev/null; true
      """#)
    #expect(lines == ["0 0", "75 1", "0 0", "1", "0"], "\(lines)")
  }
}
