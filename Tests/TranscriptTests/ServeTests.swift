import Foundation
import Testing

/// `serve` as a browser, and as somebody who should not come in, see it.
@Suite(.enabled(if: ServerShell.has("python3", "curl"))) struct ServeTests {
  /// A hostile network, and a server of it. `get ADDRESS…` asks as the browser that came in does, `code` for the status alone.
  private static let server = #"""
    network; mgrnet clone shared.git mine -q; cd mine; mgrnet charter accept -q
    X='"><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)>'
    printf '%s\n\n[x](javascript:alert(1)) ![y](https://evil.example/y.png) ![z](../../../../etc/passwd)\n' "$X" > ../text
    printf '\x89PNG\r\n\x1a\n' > ../dot.png; echo '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>' > ../sun.svg
    mgrnet me --name "Me $X" -q > /dev/null; mgrnet link add "https://example.org/" -t "Link $X" --category c -m "$X" -q > /dev/null
    mgrnet post idf -k practice -t "Post $X" --takeaway "Do $X" --tag 't"><script>alert(1)</script>' -F ../text \
      --image ../dot.png --image ../sun.svg -q > ../post
    mgrnet reply $(cat ../post) -F ../text -q > /dev/null
    mgrnet community create between-us --title "Between $X" --theme Talk --private -q > ../community
    mgrnet post $(cat ../community) -k news -t Quiet -m "Text." -q > ../quiet
    post=$(cat ../post)
    mgrnet serve > ../file 2> ../errors & started+=($!)
    for i in $(seq 200); do if [ -s ../file ]; then break; fi; sleep 0.05; done
    way=$(sed -n 's/.*url=\([^"]*\)".*/\1/p' "$(cat ../file)"); root=${way%/enter*}; host=${root#http://}; port=${host##*:}
    ask() { curl -s --path-as-is --resolve "$host:127.0.0.1" "$@"; }
    ask -c ../jar "$way" > ../entered
    get() { ask -b ../jar "$@"; }
    code() { get -o /dev/null -w '%{http_code}\n' "$@"; }

    """#

  private func run(_ script: String) throws -> [String] { try ServerShell.run(Self.server + script) }

  @Test func onlyWhoHasTheKeyComesInAndOnce() throws {
    let lines = try run(
      #"""
      stat -c %a "$(cat ../file)"; code $root/
      ask -o /dev/null -w '%{http_code}\n' $root/; ask -o /dev/null -w '%{http_code}\n' "$way"
      ask -o /dev/null -w '%{http_code}\n' -b "mgrnet=" $root/; ask -o /dev/null -w '%{http_code}\n' -b ../jar $root/enter
      sed -n 's/.*\(TRUE\|FALSE\)\t.*\tmgrnet\t.*/\1 cookie/p' ../jar
      grep -c '#HttpOnly_' ../jar; grep -c -F "$root" ../entered
      echo "${way#*enter?}" > ../key; cat /proc/[0-9]*/cmdline 2> /dev/null | grep -a -c -F -f ../key || true
      """#)
    #expect(lines == ["600", "200", "403", "403", "403", "403", "FALSE cookie", "1", "0", "0"])
  }

  /// A name that somebody else's page had lead to 127.0.0.1, and what else is not ours.
  @Test func onlyUnderItsOwnNameAndOnlyToRead() throws {
    let lines = try run(
      #"""
      for other in evil.example:$port 127.0.0.1:$port localhost:$port "${host%:*}" "evil.$host" "$host.evil.example" ''; do
        code -H "Host: $other" http://127.0.0.1:$port/
      done
      code -X PUT $root/; code -X DELETE $root/post/$post.html
      (exec 3<> /dev/tcp/127.0.0.1/$port; printf 'GET / HTTP/1.1\r\n\r\n' >&3; head -n 1 <&3 | tr -d '\r')
      python3 -c 'import socket, sys; s = socket.socket(); print(s.connect_ex(("127.0.0.2", int(sys.argv[1]))) != 0)' $port
      """#)
    #expect(
      lines == Array(repeating: "421", count: 7) + ["405", "405", "HTTP/1.1 421 Misdirected Request", "True"])
  }

  @Test func noPathLeadsOut() throws {
    let lines = try run(
      #"""
      for path in /../../etc/passwd /..%2f..%2fetc/passwd /post/..%2f..%2fnetwork.md /post/$post/post.md \
        /post/$post/..%2fpost.md /post/$post/%2e%2e/post.md /post/$post/.%00dot.png /post/$post/dot.png%00 \
        /post/$post/sun.svg /person/..%2fme.html /community/../idf/index.html /nowhere //site.css /.git/config; do code "$root$path"; done | sort | uniq -c
      get -o ../got -w '%{http_code} %{content_type}\n' $root/post/$post/dot.png; cmp ../got ../dot.png && echo same
      """#)
    #expect(lines.map { $0.trimmingCharacters(in: .whitespaces) } == ["14 404", "200 image/png", "same"])
  }

  @Test func othersWordsStayWords() throws {
    let lines = try run(
      #"""
      me=$(mgrnet me --json | sed -n 's/.*"handle":"\([^"]*\)".*/\1/p')
      for path in / /communities.html /community/idf/index.html /community/$(cat ../community)/index.html /people.html \
        /person/$me.html /links.html /leave.html /search.html?q=evil /search.html?q=%22%3E%3Cscript%3Ealert%281%29%3C/script%3E \
        '/leave.html?month="><script>' /post/$post.html /post/$(cat ../quiet).html; do
        get -w '\n%{http_code}\n' "$root$path" > ../page; tail -n 1 ../page
        if grep -q -E '<script|<img[^>]*https?:|onerror=[^&]*>.*<img|href="javascript' ../page; then echo "$path"; cat ../page; fi
        grep -q '<html lang="en">' ../page || echo "$path: no language"
      done | sort | uniq -c
      get $root/post/$post.html | grep -c 'src="'"$post"/dot.png'"'
      get $root/community/$(cat ../community)/index.html | grep -c '<strong>private</strong>'
      get $root/post/$(cat ../quiet).html | grep -c '<strong>private</strong>'
      get -D - -o /dev/null $root/ | tr -d '\r' | grep -i -E '^(cache-control|content-security-policy|referrer-policy|x-content-type-options)' | sort
      """#)
    #expect(
      lines.map { $0.trimmingCharacters(in: .whitespaces) } == [
        "13 200", "1", "1", "1", "Cache-Control: no-store",
        "Content-Security-Policy: default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
          + "base-uri 'none'; frame-ancestors 'none'", "Referrer-Policy: same-origin",
        "X-Content-Type-Options: nosniff",
      ])
  }

  /// A form that somebody else's page sends has not its origin, or not the token.
  @Test func onlyItsOwnPagesWrite() throws {
    let lines = try run(
      #"""
      page=$root/post/$post.html; token=$(get $page | sed -n 's/.*name="token" value="\([^"]*\)".*/\1/p' | head -n 1)
      send() { code --data-urlencode target=$post --data-urlencode act=reply --data-urlencode "text=$1" "${@:2}"; }
      send Forged -d token=$token $page; send Forged -H 'Origin: null' -d token=$token $page
      send Forged -H "Origin: http://evil.example" -d token=$token $page; send Forged -H "Origin: $root" $page
      send Forged -H "Origin: $root" -d token=${way#*enter?} $page; code -X POST -H "Origin: $root" $root/sync
      ask -o /dev/null -w '%{http_code}\n' -H "Origin: $root" -d "token=$token&act=reply&target=$post&text=Forged" $page
      git log --format=%s | grep -c -i forged || true
      send "Fine & <b>bold</b>
      second line" -H "Origin: $root" -d token=$token $page; get $page | grep -A 1 'Fine &amp;'
      code -H "Origin: $root" -d "token=$token&act=delete&target=$post" $page
      code -H "Origin: $root" -d "token=$token&act=reply&target=--help&text=Help" $page
      send '   ' -H "Origin: $root" -d token=$token $page
      head -c 2000000 /dev/zero | tr '\0' x > ../long
      get -o ../page -w '%{http_code}\n' -H "Origin: $root" -d token=$token -d target=$post -d act=reply \
        --data-urlencode 'text@../long' $page; grep -c 'role="alert"' ../page; grep -o 'xxx*</textarea>' ../page | wc -c
      """#)
    #expect(
      lines == Array(repeating: "403", count: 7) + [
        "0", "303", "<p>Fine &amp; <code>&lt;b&gt;</code>bold<code>&lt;/b&gt;</code>", "second line</p>",
        "404", "404", "200", "200", "1", "2000012",
      ])
  }

  @Test func itEndsWithItsFileAndSaysWhenThePortIsTaken() throws {
    let lines = try run(
      #"""
      mgrnet serve --port $port
      kill -INT ${started[-1]}; wait ${started[-1]}; echo $?
      ls "$(cat ../file)" 2> /dev/null || echo gone
      """#)
    #expect(
      lines == [
        "mgrnet: cannot listen on this port: Address already in use",
        "hint: without --port a free one is taken", "130", "gone",
      ])
  }

  @Test(.enabled(if: ServerShell.has("chromium")))
  func aBrowserComesInByTheFile() throws {
    let lines = try run(
      #"""
      kill -INT ${started[-1]}; LC_ALL=fr_FR.UTF-8 mgrnet serve > ../again 2> /dev/null & started+=($!)
      for i in $(seq 200); do if [ -s ../again ]; then break; fi; sleep 0.05; done
      chromium --headless --no-sandbox --disable-gpu --user-data-dir="$HERE/browser" --virtual-time-budget=10000 \
        --dump-dom "file://$(cat ../again)" 2> /dev/null > ../dom
      grep -o -e '<html lang="[a-z]*">' -e '<a href="/leave.html">[^<]*' ../dom
      """#)
    #expect(lines == [#"<html lang="fr">"#, #"<a href="/leave.html">Absences"#])
  }
}
