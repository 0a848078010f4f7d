import Testing

/// `clone` and `sync` over https, with a real server behind it.
@Suite(.enabled(if: ServerShell.has("nginx", "fcgiwrap", "git-http-backend", "openssl", "python3")))
struct WebTests {
  @Test func whatNamesNobodyLeavesAlone() throws {
    let lines = try ServerShell.run(
      WebServerScript.text + #"""
        network; web; export GIT_SSL_CAINFO=$HERE/web/ca.pem
        unnamed https://localhost:$port/shared.git
        """#)
    #expect(lines == ServerShell.unnamed)
  }

  /// git(1), `GIT_SSL_CAINFO`; git-config(1), `http.sslCAInfo`.
  @Test func anAuthorityOfTheirOwnIsNamedByTheVariableOrTheSetting() throws {
    let lines = try ServerShell.run(
      WebServerScript.text + #"""
        network; web; url=https://localhost:$port/shared.git
        mgrnet clone $url none; echo "$?"; test -e none; echo "left: $?"
        GIT_SSL_CAINFO=$HERE/web/ca.pem mgrnet clone $url one -q; echo "clone by the variable: $?"
        cd one && mgrnet charter accept -q
        post One; mgrnet sync 2> ../said; echo "sync without: $?"; head -n 1 ../said
        GIT_SSL_CAINFO=$HERE/web/ca.pem mgrnet sync -q; echo "sync by the variable: $?"
        git config http.sslCAInfo $HERE/web/ca.pem
        post Two; mgrnet sync -q; echo "sync by the setting: $?"
        GIT_SSL_CAINFO=$HERE/web/stranger.pem mgrnet sync 2> ../said; echo "the variable wins: $?"
        git config http.sslCAInfo $HERE/web/stranger.pem
        post Three; GIT_SSL_CAINFO=$HERE/web/ca.pem mgrnet sync -q; echo "and wins: $?"
        git config http.sslCAInfo $HERE/web/nothing.pem; mgrnet sync 2> ../said; echo "no such file: $?"
        grep -c nothing.pem ../said
        git config --unset http.sslCAInfo; git config http.$url.sslCAInfo $HERE/web/ca.pem
        mgrnet sync -q; echo "for this address: $?"
        git config --global http.sslCAInfo $HERE/web/ca.pem; mgrnet clone $url ../two -q; echo "clone by the setting: $?"
        titles ../shared.git; git -C ../shared.git fsck --strict; git status --short
        """#)
    let refused = "https, localhost: the certificate is not trusted: "
    #expect(lines.first?.hasPrefix("mgrnet: " + refused) == true, "\(lines)")
    #expect(lines.dropFirst().first?.contains("http.sslCAInfo") == true, "\(lines)")
    #expect(
      Array(lines.dropFirst(2).prefix(4)) == [
        "69", "left: 1", "clone by the variable: 0", "sync without: 69",
      ])
    #expect(
      lines.dropFirst(6).first?.hasPrefix("mgrnet: origin (https, localhost): the certificate") == true,
      "\(lines)")
    #expect(
      Array(lines.dropFirst(7)) == [
        "sync by the variable: 0", "sync by the setting: 0", "the variable wins: 69", "and wins: 0",
        "no such file: 69", "1", "for this address: 0", "clone by the setting: 0", "One Three Two ",
      ])
  }

  /// git-config(1), `http.proxy`; curl(1), "ENVIRONMENT".
  @Test func aProxyIsAskedAsGitAsksIt() throws {
    let lines = try ServerShell.run(
      WebServerScript.text + #"""
        network; web; web=$port; url=https://localhost:$web/shared.git
        export GIT_SSL_CAINFO=$HERE/web/ca.pem
        unset http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY no_proxy NO_PROXY
        proxy; ours=http://127.0.0.1:$port
        https_proxy=$ours mgrnet clone $url one -q; echo "https_proxy: $(proxied)"
        cd one && mgrnet charter accept -q
        post One; mgrnet sync -q; echo "none: $(proxied)"
        post Two; HTTPS_PROXY=$ours mgrnet sync -q; echo "HTTPS_PROXY: $(proxied)"
        post Three; https_proxy=$ours no_proxy=example.org,localhost mgrnet sync -q; echo "no_proxy: $(proxied)"
        https_proxy=$ours NO_PROXY='*' mgrnet sync -q; echo "NO_PROXY: $(proxied)"
        post Four; https_proxy=$ours no_proxy=example.org mgrnet sync -q; echo "another host: $(proxied)"
        git config http.proxy $ours
        post Five; mgrnet sync -q; echo "http.proxy: $(proxied)"
        https_proxy=http://127.0.0.1:1 mgrnet sync -q; echo "it wins: $? $(proxied)"
        no_proxy=localhost mgrnet sync -q; echo "no_proxy: $? $(proxied)"
        git config http.proxy ''; https_proxy=$ours mgrnet sync -q; echo "an empty one: $(proxied)"
        git config --unset http.proxy; git config http.https://localhost:$web/.proxy $ours
        mgrnet sync -q; echo "for this address: $(proxied)"
        git config --remove-section http.https://localhost:$web/
        git config remote.origin.proxy $ours; mgrnet sync -q; echo "for this remote: $(proxied)"
        git config remote.origin.proxy ''; https_proxy=$ours mgrnet sync -q; echo "none for this remote: $(proxied)"
        git config --unset remote.origin.proxy
        proxy bob:secret
        git config http.proxy http://bob:secret@127.0.0.1:$port
        post Six; mgrnet sync -q; echo "who is let in: $? $(proxied)"
        titles ../shared.git; git -C ../shared.git fsck --strict; git status --short
        """#)
    #expect(
      lines == [
        "https_proxy: localhost:web ", "none: ", "HTTPS_PROXY: localhost:web ", "no_proxy: ", "NO_PROXY: ",
        "another host: localhost:web ", "http.proxy: localhost:web ", "it wins: 0 localhost:web ",
        "no_proxy: 0 ", "an empty one: ", "for this address: localhost:web ",
        "for this remote: localhost:web ",
        "none for this remote: ", "who is let in: 0 localhost:web ", "Five Four One Six Three Two ",
      ])
  }

  @Test func aProxyThatFailsIsNamed() throws {
    let lines = try ServerShell.run(
      WebServerScript.text + #"""
        network; web; web=$port; url=https://localhost:$web/shared.git
        export GIT_SSL_CAINFO=$HERE/web/ca.pem
        unset http_proxy https_proxy HTTPS_PROXY all_proxy ALL_PROXY no_proxy NO_PROXY
        mgrnet clone $url one -q && cd one
        down=1  # Nobody serves tcpmux.
        # try TITLE: a sync that says in one line what fails, and a hint.
        try() {
          echo "== $1"
          mgrnet sync 2> ../said; echo "$?"
          sed "s/127.0.0.1:$port/PROXY/g; s/127.0.0.1:$down\\b/DOWN/g" ../said
        }
        https_proxy=http://bob:secret@127.0.0.1:$down try variable
        all_proxy=127.0.0.1:$down try "for all"
        git config http.proxy http://bob:secret@127.0.0.1:$down; try setting
        git config http.proxy http://proxy.invalid:8080; try "unknown host"
        proxy bob:secret
        git config http.proxy http://bob:wrong@127.0.0.1:$port; try "wrong password"
        git config http.proxy http://bob:secret@127.0.0.1:$port; git remote set-url origin https://localhost:1/x.git
        try "nobody behind it"
        # Nobody there, and no proxy between: then none is blamed.
        no_proxy=localhost mgrnet sync 2>&1 | head -n 1
        grep -c secret ../said; true
        """#)
    let said = lines.split { $0.hasPrefix("== ") }.map(Array.init)
    try #require(said.count == 6, "\(lines)")
    for (number, place) in ["DOWN", "DOWN", "DOWN", "proxy.invalid:8080", "PROXY", "PROXY"].enumerated() {
      #expect(said[number].first == "69", "\(said[number])")
      let error = said[number].dropFirst().first ?? ""
      #expect(
        error.hasPrefix("mgrnet: origin (https, localhost): the proxy \(place) fails: "), "\(said[number])")
      #expect(
        said[number].contains { $0.hasPrefix("hint: ") && $0.contains("http.proxy") }, "\(said[number])")
    }
    #expect(lines.suffix(2) == ["mgrnet: origin (https, localhost): nobody answers", "0"])
  }
}
