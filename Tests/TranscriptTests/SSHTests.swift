import Foundation
import Testing

/// `clone` and `sync` by the person's own `ssh`, with a real server behind it.
@Suite(.enabled(if: ServerShell.has("sshd", "ssh", "ssh-keygen", "git-shell")))
struct SSHTests {
  /// git(1), `GIT_SSH_COMMAND` and `GIT_SSH`; git-config(1), `core.sshCommand`.
  @Test func whichProgramIsCalledIsFoundAsGitFindsIt() throws {
    let lines = try ServerShell.run(
      #"""
      network; sshd
      url=ssh://$me@127.0.0.1:$port$HERE/shared.git
      # program NAME FILE: an ssh of that file, which says its name; what it is given comes after our own settings.
      program() {
        printf '#!/bin/sh\necho %s >> "$HERE/called"\nexec /usr/bin/ssh -F "$HERE/ssh/client" "$@"\n' "$1" > "$2"
        chmod +x "$2"
      }
      called() { echo "$1: $(tr '\n' ' ' < $HERE/called)"; rm $HERE/called; }
      program plain $HERE/bin/ssh; program GIT_SSH "$HERE/bin/my ssh"

      mgrnet clone "$url" copy -q; called clone
      cd copy && mgrnet charter accept -q
      post One; mgrnet sync -q; called sync
      export GIT_SSH="$HERE/bin/my ssh"
      post Two; mgrnet sync -q; called GIT_SSH
      # By a shell: words, variables and quotes have their meaning.
      git config core.sshCommand 'echo core >> "$HERE/called"; S=/usr/bin/ssh; $S -F "$HERE"/ssh/client'
      post Three; mgrnet sync -q; called core.sshCommand
      export GIT_SSH_COMMAND='echo env >> "$HERE/called"; /usr/bin/ssh -F "$HERE"/ssh/client'
      post Four; mgrnet sync -q; called GIT_SSH_COMMAND
      cd .. && mgrnet clone "$url" other -q; called "clone by it"
      titles shared.git; titles other/.git
      git -C other fsck --strict
      """#)
    #expect(
      lines == [
        "clone: plain ", "sync: plain plain ", "GIT_SSH: GIT_SSH GIT_SSH ", "core.sshCommand: core core ",
        "GIT_SSH_COMMAND: env env ", "clone by it: env ", "Four One Three Two ", "Four One Three Two ",
      ])
  }

  @Test func whatNamesNobodyLeavesAlone() throws {
    let lines = try ServerShell.run(
      #"""
      network; sshd; export GIT_SSH_COMMAND="ssh -F '$HERE/ssh/client'"
      unnamed ssh://$me@127.0.0.1:$port$HERE/shared.git
      """#)
    #expect(lines == ServerShell.unnamed)
  }

  /// git-config(1), `ssh.variant`.
  @Test func aProgramOfAnotherKindGetsThePortInItsOwnWay() throws {
    let lines = try ServerShell.run(
      #"""
      network; sshd
      # PuTTY's program takes the port as -P; OpenSSH's would not know it.
      printf '#!/bin/sh\necho "$1" >> "$HERE/called"\n[ "$1" = -P ] && shift && set -- -p "$@"\n' > bin/plink
      echo 'exec /usr/bin/ssh -F "$HERE/ssh/client" "$@"' >> bin/plink
      chmod +x bin/plink; cp bin/plink bin/ours
      url=ssh://$me@127.0.0.1:$port$HERE/shared.git
      GIT_SSH=$HERE/bin/plink mgrnet clone "$url" one -q; echo $?
      GIT_SSH_COMMAND="'$HERE/bin/plink'" mgrnet -C one sync -q; echo $?
      git -C one config ssh.variant plink; GIT_SSH=$HERE/bin/ours mgrnet -C one sync -q; echo $?
      GIT_SSH_VARIANT=ssh GIT_SSH=$HERE/bin/ours mgrnet -C one sync -q; echo $?
      tr '\n' ' ' < called; echo
      git -C one config ssh.variant simple; GIT_SSH=$HERE/bin/ours mgrnet -C one sync; echo $?
      """#)
    #expect(lines.prefix(5) == ["0", "0", "0", "0", "-P -P -P -p "])
    #expect(lines.dropFirst(5).first?.contains("port") == true, "\(lines)")
    #expect(lines.dropFirst(6).first?.hasPrefix("hint: ") == true, "\(lines)")
    #expect(lines.last == "64")
  }

  /// The short form of git-fetch(1), "Git URLs", and a host that only ~/.ssh/config knows.
  @Test(.enabled(if: DiskTests.canMount, "giving the user another home needs root"))
  func aHostOfTheSettingsOfSSHIsReachedByItsShortName() throws {
    let lines = try ServerShell.run(
      #"""
      network; sshd
      # ssh takes the home of the list of users, whatever HOME says: here, for this test alone, it is another one.
      awk -F: -v OFS=: -v me="$me" -v home="$HOME" '$1 == me { $6 = home } 1' /etc/passwd > passwd
      mount --bind passwd /etc/passwd
      mkdir -m 700 $HOME/.ssh; cp ssh/alice $HOME/.ssh/office-key
      echo "[127.0.0.1]:$port $(cat ssh/host.pub)" > $HOME/.ssh/known_hosts
      cat > $HOME/.ssh/config <<EOF
      Host office
        HostName 127.0.0.1
        Port $port
        User $me
        IdentityFile ~/.ssh/office-key
        IdentityAgent none
        BatchMode yes
        StrictHostKeyChecking yes
      EOF
      mv shared.git $HOME/shared.git
      for url in "office:$HOME/shared.git" office:shared.git office:~/shared.git "$me@office:shared.git" \
        "ssh://office/~/shared.git"; do
        rm -rf copy; mgrnet clone "$url" copy -q && cd copy && mgrnet charter accept -q
        post "By ${url%%$HOME*}"; mgrnet sync -q; echo "$?"; git status --short; git remote get-url origin | cut -d: -f1
        cd ..
      done
      titles $HOME/shared.git; git -C $HOME/shared.git fsck --strict
      sed -i s/office-key/nothing/ $HOME/.ssh/config
      mgrnet -C copy sync; echo "$?"
      sed -i 's/^Host office/Host home/' $HOME/.ssh/config
      mgrnet clone office:shared.git never; echo "$?"; test -e never; echo "left: $?"
      """#, isApart: true)
    #expect(
      Array(lines.prefix(10))
        == ["0", "office", "0", "office", "0", "office", "0", "\(NSUserName())@office", "0", "ssh"])
    let rest = lines.dropFirst(10)
    #expect(rest.first?.split(separator: " By ").count == 5, "\(lines)")
    #expect(rest.contains { $0.contains("origin (ssh, office): it does not let you in") })
    #expect(rest.contains { $0.contains("ssh, office: no such machine is known") })
    #expect(rest.filter { $0.hasPrefix("hint: ") }.count == 2)
    #expect(rest.suffix(2) == ["69", "left: 1"] && rest.contains("77"), "\(lines)")
  }
}
