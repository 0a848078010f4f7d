import Foundation
import Testing

/// A disk that is full or read-only, mounted for one test where the system lets us; told to be skipped where not.
@Suite struct DiskTests {
  static let canMount: Bool = {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "unshare -m sh -c 'mount -t tmpfs none /mnt' 2> /dev/null"]
    do { try process.run() } catch { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }()

  private func run(_ script: String) throws -> [String] {
    let shell = try Shell(binary: TranscriptTests.binary, language: "en")
    defer { shell.remove() }
    try script.write(to: shell.folder.appendingPathComponent("disk.sh"), atomically: true, encoding: .utf8)
    return try shell.run(["mkdir disk && unshare -m bash disk.sh"])[0]
  }

  private static let network = """
    mount -t tmpfs -o size=8m none disk && cd disk
    mgrnet init net -q && cd net && mgrnet charter accept -q
    mgrnet community create idf -t IDF --theme IDF -q > /dev/null
    mgrnet post idf -k news -t First -m One -q > /dev/null

    """

  /// The disk has a little more room each time, so that the act is stopped at every one of its writes.
  @Test(.enabled(if: canMount, "mounting needs root"))
  func whereTheDiskIsFullAnActIsDoneOrNothingIs() throws {
    let lines = try run(
      Self.network + """
        cat /dev/zero > ../filler 2> /dev/null
        size=$(stat -c %s ../filler)
        for i in $(seq 200); do
          before=$(git rev-parse HEAD)
          mgrnet post idf -k news -t "The same" -m "Text" > $HERE/out 2> $HERE/said; status=$?
          after=$(git rev-parse HEAD)
          if [ $status = 0 ]; then [ "$before" != "$after" ] || echo "done, but nothing is there"
          else
            [ $status = 73 ] || { echo "status $status"; cat $HERE/said; }
            [ "$before" = "$after" ] || echo "failed, but committed"
            grep -q '^hint: ' $HERE/said || cat $HERE/said
          fi
          [ $status = 0 ] && break
          rm -f .git/mgrnet/drafts/*; truncate -s $((size -= 4096)) ../filler
        done
        echo "ended with $status"
        rm ../filler
        mgrnet post idf -k news -t "Room again" -m "Text" -q > /dev/null; echo "then $?"
        git status --short; git fsck --strict --no-dangling
        """)
    // Where the commit was the last thing that found room, the next command brings the files along, and says so.
    #expect(
      lines.filter { !$0.hasPrefix("warning: a command that was cut short is now finished") }
        == ["ended with 0", "then 0"])
  }

  @Test(.enabled(if: canMount, "mounting needs root"))
  func aReadOnlyNetworkIsReadAndNotWritten() throws {
    let lines = try run(
      Self.network + """
        cd .. && mount -o remount,ro . && cd net
        mgrnet me --format '{{handle}}'
        mgrnet post idf -k news -t Second -m Two 2>&1; echo "status $?"
        mgrnet undo 2>&1; echo "status $?"
        mgrnet init /here/x 2> /dev/null; mgrnet init ../other 2>&1; echo "status $?"
        git status --short
        """)
    #expect(lines.first == "alice")
    #expect(lines.filter { $0.hasPrefix("status ") } == ["status 73", "status 73", "status 73"])
    #expect(lines.contains { $0.contains("read-only disk") })
  }

  /// The disk has a little more room each time: `sync` is stopped in the fetch, in the merge, in the work tree.
  @Test(.enabled(if: canMount, "mounting needs root"))
  func whereTheDiskIsFullASyncLosesNothing() throws {
    let lines = try run(
      Self.network + """
        git clone -q --bare . $HERE/shared.git; git remote add origin $HERE/shared.git; mgrnet sync -q
        (
          cd $HERE && mgrnet clone shared.git two -q && cd two && mgrnet charter accept -q
          for i in $(seq 30); do
            head -c 15000 /dev/urandom | base64 | mgrnet post idf -k news -t "Number $i" -F - -q > /dev/null
          done
          mgrnet sync -q
        )
        mgrnet post idf -k news -t Mine -m Text -q > /dev/null; mine=$(git rev-parse HEAD)
        echo "By hand." >> charter.md; sed -i 's/^revision: .*/revision: 2/' charter.md
        cat /dev/zero > ../filler 2> /dev/null
        size=$(stat -c %s ../filler)
        for i in $(seq 400); do
          mgrnet sync > $HERE/out 2> $HERE/said; status=$?
          if [ $status != 0 ]; then
            { echo -n "$status "; head -n 1 $HERE/said; } >> $HERE/statuses
            grep -q '^hint: ' $HERE/said || cat $HERE/said
          elif [ -s $HERE/said ]; then cat $HERE/said >> $HERE/warned; fi
          git merge-base --is-ancestor $mine HEAD || echo "mine is lost"
          git fsck --strict --no-dangling > $HERE/fsck 2>&1 || cat $HERE/fsck
          [ $status = 0 ] && [ -z "$(git status --short 2>&1)" ] && break
          truncate -s $((size -= 32768)) ../filler
        done
        rm ../filler
        mgrnet sync -q; echo "then $?"
        # Each time the disk was to blame, and not always at one place.
        grep -vc '^73 mgrnet: .*the disk is full: ' $HERE/statuses
        for place in /objects post.md; do grep -q "$place" $HERE/statuses && echo "no room for $place"; done
        git status --short; grep -c 'By hand' charter.md
        git -C $HERE/two pull -q --no-rebase; git -C $HERE/two rev-parse HEAD: | diff - <(git rev-parse HEAD:) && echo equal
        git grep -l '^title: ' main -- communities/idf/posts | wc -l
        git fsck --strict --no-dangling; git -C $HERE/shared.git fsck --strict
        """)
    #expect(
      lines == [
        "then 0", "0", "no room for /objects", "no room for post.md", "1", "equal", "32",
      ])
  }
}
