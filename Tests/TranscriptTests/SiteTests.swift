import Foundation
import Testing

/// The exported site as a browser and a script see it.
@Suite struct SiteTests {
  private static let examples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../Examples").standardizedFileURL.path

  /// A hostile network: what breaks out of HTML in every field that a page shows.
  private static let network = #"""
    export PYTHONDONTWRITEBYTECODE=1
    cp -R "$EXAMPLES/reseau" . && cd reseau; git init -q -b main; git config user.email luc.moreau@example.com
    git config user.name "Luc Moreau"; X='"><script>alert(1)</script><img src=https://evil.example/x onerror=alert(1)>'
    sed -i "s#^name: .*#name: 'Luc $X'#" people/luc.moreau.md
    sed -i "s#^title: .*#title: 'Idf $X'#" communities/idf/community.md
    git add -A; git commit -q -m network
    mgrnet link add "https://example.org/?a=1&b=\"x" -t "Link $X" --category c -m "$X" -q > /dev/null
    printf '%s\n\n[x](javascript:alert(1)) ![y](https://evil.example/y.png) ![z](../../../../etc/passwd) [w](//evil.example)\n' "$X" > ../text
    mgrnet post idf -k practice -t "Post $X" --takeaway "Do $X" --tag 't"><script>alert(1)</script>' -F ../text -q > ../post
    mgrnet reply $(cat ../post) -F ../text -q > /dev/null

    """#

  private func run(_ script: String) throws -> [String] {
    try ServerShell.run("EXAMPLES='\(Self.examples)'\n" + Self.network + script)
  }

  @Test(.enabled(if: ServerShell.has("python3")))
  func pagesAreWholeAndLeadNowhereElse() throws {
    let lines = try run(
      #"""
      mgrnet export site ../site --leave -q; mgrnet export site ../again --leave -q; diff -r ../site ../again && echo same
      python3 - ../site <<'END'
      import html.parser, os, re, sys
      root = os.path.abspath(sys.argv[1]); pages = []; ids = {}; faults = []
      void = {"meta", "link", "img", "input", "br", "hr"}
      class Page(html.parser.HTMLParser):
          def __init__(self, path):
              super().__init__(); self.path = path; self.open = []; self.links = []; self.ids = set(); self.headings = []; self.labels = set(); self.fields = []
          def fault(self, what): faults.append(f"{os.path.relpath(self.path, root)}: {what}")
          def handle_starttag(self, tag, attributes):
              values = dict(attributes)
              if tag not in void: self.open.append(tag)
              for name in values:
                  if name.startswith("on") or name == "style": self.fault(f"{tag} {name}")
              if "id" in values:
                  if values["id"] in self.ids: self.fault(f"twice {values['id']}")
                  self.ids.add(values["id"])
              if tag == "html" and values.get("lang") not in ("fr", "en"): self.fault("lang")
              if tag == "img" and not values.get("alt"): self.fault("alt")
              if tag == "label": self.labels.add(values.get("for"))
              if tag == "input": self.fields.append(values.get("id"))
              if re.fullmatch("h[1-6]", tag): self.headings.append(int(tag[1]))
              for name in ("href", "src", "action"):
                  if name in values: self.links.append((tag, name, values[name]))
          def handle_endtag(self, tag):
              if tag in void: return
              if not self.open or self.open.pop() != tag: self.fault(f"</{tag}>")
      for folder, _, names in os.walk(root):
          for name in names:
              path = os.path.join(folder, name)
              if name.endswith(".html"):
                  page = Page(path); page.feed(open(path, encoding="utf-8").read()); pages.append(page); ids[path] = page.ids
                  if page.open: page.fault("not closed")
                  if page.headings.count(1) != 1 or any(b - a > 1 for a, b in zip(page.headings, page.headings[1:])): page.fault(f"headings {page.headings}")
                  if set(page.fields) - page.labels: page.fault("a field without a label")
      outside = set()
      for page in pages:
          for tag, name, address in page.links:
              if ":" in address.split("/")[0]:
                  # Only what a person clicks leads out.
                  if tag != "a" or address.split(":")[0] not in ("http", "https", "mailto", "tel"): page.fault(address)
                  outside.add(address.split(":")[0]); continue
              if address.startswith("//"): page.fault(address)
              file, _, part = address.partition("#")
              target = os.path.normpath(os.path.join(os.path.dirname(page.path), file)) if file else page.path
              if not os.path.isfile(target): page.fault(f"no {address}")
              elif part and part not in ids.get(target, ()): page.fault(f"no #{part}")
      for fault in sorted(set(faults)): print(fault)
      print(len(pages) > 40, sorted(outside))
      END
      grep -rl '<script>alert' ../site | wc -l; grep -rlE '(src|href)="(https?:)?//evil|<img[^>]*https?:|url\(|@import' ../site | wc -l
      """#)
    #expect(lines == ["same", "True ['http', 'https']", "0", "0"])
  }

  @Test(.enabled(if: ServerShell.has("chromium")))
  func theSearchWorksFromAFolder() throws {
    let lines = try run(
      #"""
      mgrnet export site ../site -q
      # search QUERY: what the page says, and the titles that it found.
      search() {
        chromium --headless --no-sandbox --disable-gpu --user-data-dir="$HERE/browser" --virtual-time-budget=5000 \
          --dump-dom "file://$HERE/site/search.html?q=$1" 2> /dev/null > ../dom
        sed -n 's/.*<p id="said"[^>]*>\([^<]*\)<.*/\1/p' ../dom
        grep -o '<li><a href="post/[^>]*>[^<]*' ../dom | sed 's/.*>//' | head -n 2
      }
      search 'cong%C3%A9s%20octobre'; search CONGES+octob; search xyzzy; search evil; search '%3Cscript%3E'
      """#)
    #expect(lines.first == "2 fils", "\(lines)")
    #expect(lines.contains("Rien ne contient tous ces mots."))
    #expect(lines.contains { $0.hasPrefix("La réunion d’octobre") }, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("Post \"&gt;&lt;script&gt;") }, "\(lines)")
  }
}
