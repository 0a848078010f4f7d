import Foundation
import Testing

/// A script with the built binary and real servers from Debian's packages, each on a loopback port and with a folder of its
/// own, ended by its process id when the script ends.
enum ServerShell {
  /// What `unnamed` of the prelude prints: the act is alone in its commit, which names nobody, on Bob's.
  static let unnamed = [
    "there before: 1", "sync --now: 0", "By Bob Is it me? ",
    "anonymous <anonymous@invalid> anonymous <anonymous@invalid>",
    "bob <bob@example.org> bob <bob@example.org>",
    "communities/idf/posts/2026/11/is-it-me", "sync: 0", "By Bob By name Is it me? ", "anonymous",
  ]

  /// Whether programs are installed; said aloud where not.
  static func has(_ programs: String...) -> Bool {
    let missing = programs.filter { program in
      !["/usr/sbin/", "/usr/bin/", "/usr/lib/git-core/"].contains { access($0 + program, X_OK) == 0 }
    }
    for program in missing { print("SKIPPED: \(program) is not installed, see .ci/setup --tests") }
    return missing.isEmpty
  }

  /// What a script printed, standard output and error as they came.
  ///
  /// - Parameter isApart: in a mount namespace of its own; see `DiskTests.canMount`.
  static func run(_ script: String, isApart: Bool = false) throws -> [String] {
    let shell = try Shell(binary: TranscriptTests.binary, language: "en")
    defer { shell.remove() }
    try (prelude + script + "\n").write(
      to: shell.folder.appendingPathComponent("bin/servers.sh"), atomically: true, encoding: .utf8)
    // A test's thread has signals blocked, and what it starts would not hear that it is to end.
    let awake =
      "import os, signal, sys; signal.pthread_sigmask(signal.SIG_SETMASK, []); os.execvp(sys.argv[1], sys.argv[1:])"
    return try shell.run(["python3 -c '\(awake)' \(isApart ? "unshare -m " : "")bash bin/servers.sh"])[0]
  }

  private static let prelude = #"""
    me=$(id -un); started=()
    trap 'kill "${started[@]}" 2> /dev/null; wait "${started[@]}" 2> /dev/null' EXIT

    # listen LOG MAKE: tries ports until the program that `MAKE PORT` names listens on one; sets `port`.
    listen() {
      local log=$1 tries id
      for tries in 1 2 3 4 5; do
        port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
        "$2" "$port"
        "${server[@]}" < /dev/null >> "$log" 2>&1 & id=$!
        for i in $(seq 600); do
          if ! kill -0 "$id" 2> /dev/null; then break; fi
          if (: < "/dev/tcp/127.0.0.1/$port") 2> /dev/null; then started+=("$id"); return; fi
          sleep 0.05
        done
        kill "$id" 2> /dev/null
      done
      echo "the server does not listen:"; cat "$log"; exit 1
    }

    # A network with one community, and a bare copy of it for servers.
    network() {
      mgrnet init "$HERE/net" -q && cd "$HERE/net" && mgrnet charter accept -q
      mgrnet community create idf -t IDF --theme IDF -q > /dev/null
      git clone -q --bare . "$HERE/shared.git"; git -C "$HERE/shared.git" remote remove origin
      cd "$HERE"
    }
    # post TITLE: one more post in the network of this folder.
    post() { mgrnet post idf -k news -t "$1" -m "Text of $1" -q > /dev/null; }
    # The titles that a repository has.
    titles() { git --git-dir="$1" grep -h '^title: ' main -- communities/idf/posts | sed 's/^title: //' | sort | tr '\n' ' '; echo; }

    # unnamed URL: Alice writes without a name and by name, Bob by name, all over that server; what everybody sees of it.
    unnamed() {
      for person in alice bob; do
        mgrnet clone "$1" $person -q; cd $person; git config user.name $person; git config user.email $person@example.org
        mgrnet me -q > /dev/null; mgrnet charter accept -q; mgrnet sync -q; cd ..
      done
      cd alice; mgrnet sync -q; cd ../bob; post "By Bob"; mgrnet sync -q; cd ../alice
      mgrnet post idf --anonymous -k news -t "Is it me?" -m "My team does not talk." -q > /dev/null
      git -C ../shared.git grep -q "does not talk" main; echo "there before: $?"
      mgrnet sync -q --now; echo "sync --now: $?"; titles ../shared.git
      git -C ../shared.git log -2 --format='%an <%ae> %cn <%ce>' main
      git -C ../shared.git show --format= --name-only main | sed 's/-[0-9a-z]*[.]md$//; s/-[0-9a-z]*[/]post.md$//'
      post "By name"; mgrnet sync -q; echo "sync: $?"; titles ../shared.git; git log --all --reflog --format='%an' --grep 'Is it me' | sort -u
      mgrnet doctor -q; git -C ../shared.git fsck --strict; git status --short
    }

    # OpenSSH's server with git-shell, which lets one key in.
    sshd_config() {
      cat > "$HERE/ssh/server" <<EOF
    ListenAddress 127.0.0.1
    Port $1
    HostKey $HERE/ssh/host
    AuthorizedKeysFile $HERE/ssh/authorized
    PidFile $HERE/ssh/pid
    StrictModes no
    UsePAM no
    PasswordAuthentication no
    KbdInteractiveAuthentication no
    PermitRootLogin yes
    EOF
      server=(/usr/sbin/sshd -D -e -f "$HERE/ssh/server")
    }
    sshd() {
      mkdir -p "$HERE/ssh"
      if [ "$(id -u)" = 0 ]; then mkdir -p /run/sshd; fi
      for key in host alice; do ssh-keygen -q -t ed25519 -N '' -f "$HERE/ssh/$key"; done
      echo "command=\"git-shell -c \\\"\$SSH_ORIGINAL_COMMAND\\\"\",restrict $(cat "$HERE/ssh/alice.pub")" > "$HERE/ssh/authorized"
      listen "$HERE/ssh/log" sshd_config
      echo "[127.0.0.1]:$port $(cat "$HERE/ssh/host.pub")" > "$HERE/ssh/known"
      cat > "$HERE/ssh/client" <<EOF
    IdentityFile $HERE/ssh/alice
    IdentitiesOnly yes
    IdentityAgent none
    BatchMode yes
    StrictHostKeyChecking yes
    UserKnownHostsFile $HERE/ssh/known
    GlobalKnownHostsFile /dev/null
    EOF
    }

    """#
}
