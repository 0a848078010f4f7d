import Testing

/// A server that has room for what is sent, and does not move the branch.
@Suite(.enabled(if: ServerShell.has("git-daemon", "python3")))
struct RefusingServerTests {
  private static let served = #"""
    daemon_config() {
      server=(/usr/lib/git-core/git-daemon --listen=127.0.0.1 "--port=$1" --export-all --enable=receive-pack "$HERE")
    }
    network; listen "$HERE/log" daemon_config
    mgrnet clone git://127.0.0.1:$port$HERE/shared.git one -q && cd one && mgrnet charter accept -q && mgrnet sync -q
    hook() { cat > ../shared.git/hooks/$1; chmod +x ../shared.git/hooks/$1; }

    """#

  /// What a killed git leaves; nobody will ever take it away but a person.
  @Test func whoCannotMoveTheBranchIsQuoted() throws {
    let lines = try ServerShell.run(
      Self.served + #"""
        post One; touch ../shared.git/refs/heads/main.lock
        mgrnet sync; echo "$?"; titles .git; titles ../shared.git; git status --short
        printf '#!/bin/sh\nprintf "no \\033[31m\\007room\\n" >&2\n' | hook pre-receive
        mgrnet sync > said 2>&1; echo "$?"; grep -c room said; grep -c $'[\033\007]' said; rm said
        rm ../shared.git/hooks/pre-receive ../shared.git/refs/heads/main.lock
        mgrnet sync -q; echo "$?"; titles ../shared.git; git -C ../shared.git fsck --strict
        """#)
    try #require(lines.count > 8, "\(lines)")
    #expect(lines[0].hasPrefix("mgrnet: origin refused: "), "\(lines)")
    #expect(lines[0].contains("main.lock") && lines[0].contains("File exists"), "\(lines)")
    #expect(lines[1] == "hint: what you wrote is safe here; ask whoever runs that server")
    #expect(Array(lines[2...]) == ["77", "One ", "", "77", "1", "0", "0", "One "])
  }

  @Test(.enabled(if: DiskTests.canMount, "mounting needs root"))
  func aFolderOfRefsThatIsReadOnlyIsNamed() throws {
    let lines = try ServerShell.run(
      Self.served + #"""
        post One; mount --bind ../shared.git/refs/heads ../shared.git/refs/heads
        mount -o remount,bind,ro ../shared.git/refs/heads; kill "${started[@]}"; started=()
        listen "$HERE/log" daemon_config; git remote set-url origin git://127.0.0.1:$port$HERE/shared.git
        mgrnet sync; echo "$?"
        umount ../shared.git/refs/heads; mgrnet sync -q; echo "$?"; titles ../shared.git
        """#, isApart: true)
    #expect(lines.first?.contains("Read-only file system") == true, "\(lines)")
    #expect(lines.dropFirst(2) == ["77", "0", "One "], "\(lines)")
  }

  @Test func aBranchThatSomebodyElseHoldsForAMomentIsAskedForAgain() throws {
    let lines = try ServerShell.run(
      Self.served + #"""
        post One
        # Twice the lock is not to be had, as where another push is at it.
        printf '#!/bin/sh\necho x >> tries\nif [ $(wc -l < tries) -le 2 ]; then touch refs/heads/main.lock; else rm refs/heads/main.lock; fi\n' \
          | hook pre-receive
        mgrnet sync -q; echo "$?"; wc -l < ../shared.git/tries; titles ../shared.git
        rm ../shared.git/hooks/pre-receive
        # Somebody else is quicker while our push is looked at.
        mgrnet clone ../shared.git ../two -q; cd ../two; mgrnet charter accept -q; post Two; git push -q origin main:other
        cd ../one; post Three
        printf '#!/bin/sh\nrm $0; env -u GIT_QUARANTINE_PATH git update-ref refs/heads/main refs/heads/other\n' | hook pre-receive
        mgrnet sync -q; echo "$?"; titles ../shared.git; titles .git; git -C ../shared.git fsck --strict
        """#)
    #expect(lines == ["0", "3", "One ", "0", "One Three Two ", "One Three Two "])
  }

  /// libgit2 waits for ever; a person does not.
  @Test func aServerThatHangsIsLeftByCtrlC() throws {
    let lines = try ServerShell.run(
      Self.served + #"""
        post One; cat > ../silent.py <<'END'
        import socket, sys, time
        s = socket.socket(); s.bind(("127.0.0.1", int(sys.argv[1]))); s.listen(); held = []
        while True: held.append(s.accept())
        END
        silent() { server=(python3 "$HERE/silent.py" "$1"); }
        answering=$port; listen "$HERE/silent.log" silent
        git remote set-url origin git://127.0.0.1:$port$HERE/shared.git
        timeout --foreground --preserve-status -s INT 2 mgrnet sync; echo "$?"
        git status --short; git fsck --strict; ls .git/*.lock 2> /dev/null; titles .git
        git remote set-url origin git://127.0.0.1:$answering$HERE/shared.git
        mgrnet sync; titles ../shared.git
        """#)
    #expect(lines == ["130", "One ", "1 post out", "One "])
  }
}
