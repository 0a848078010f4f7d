extension SiteTemplates {
  /// One column, the system's fonts, one accent colour, dark where the system is.
  static let style = """
    :root { color-scheme: light dark; --ink: #1c1c1e; --paper: #fff; --soft: #595d66; --line: #d4d7dd; --accent: #0b57a4; --good: #1d6b34; --shade: #f3f5f8 }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e6e7ea; --paper: #16181c; --soft: #a4a9b3; --line: #3a3f48; --accent: #8ab8f0; --good: #86cf9a; --shade: #20242a }
    }
    * { box-sizing: border-box }
    body { margin: 0; padding: 0 1rem 3rem; background: var(--paper); color: var(--ink); font: 1.0625rem/1.55 system-ui, sans-serif; overflow-wrap: anywhere }
    header, main { max-width: 70ch; margin: 0 auto }
    header { display: flex; flex-wrap: wrap; gap: 0 1.25rem; align-items: baseline; padding: .5rem 0; border-bottom: 1px solid var(--line) }
    header a, .places a, .threads a { display: inline-block; padding: .5rem 0; min-height: 44px }
    .name { font-weight: 600; text-decoration: none }
    nav { display: flex; flex-wrap: wrap; gap: 0 1.25rem }
    a { color: var(--accent); text-underline-offset: .15em }
    a:focus-visible, input:focus-visible, textarea:focus-visible, button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px }
    h1 { font-size: 1.6rem; line-height: 1.25; margin: 1.5rem 0 .5rem }
    h2 { font-size: 1.2rem; margin: 2rem 0 .5rem }
    h3 { font-size: 1rem; margin: 0 0 .25rem }
    .about, .mark { color: var(--soft); font-weight: normal; font-size: .9375rem }
    .about { margin: 0 }
    .mark { margin: .5rem 0 }
    .takeaway { border-left: 4px solid var(--accent); padding: .25rem 0 .25rem .75rem; font-weight: 600 }
    .threads, .places { list-style: none; padding: 0; margin: 0 }
    .threads li { border-bottom: 1px solid var(--line); padding: .25rem 0 .625rem }
    .threads li > a { padding-bottom: 0 }
    .settled { color: var(--good); font-weight: 600; margin: 0 }
    .reply { border-top: 1px solid var(--line); padding: 1rem 0 }
    .depth1, .depth2, .depth3 { margin-left: 1.25rem }
    .depth2 { margin-left: 2rem }
    .depth3 { margin-left: 2.75rem }
    .accepted { border-left: 4px solid var(--good); padding-left: .875rem }
    q { quotes: "“" "”" }
    :lang(fr) q { quotes: "«\\a0" "\\a0»" }
    main > article:first-child { margin-top: 1rem }
    .text img { max-width: 100%; height: auto }
    .text pre { overflow-x: auto; background: var(--shade); padding: .75rem; overflow-wrap: normal }
    .text code { font-size: .9em }
    .text blockquote { margin: 1rem 0; padding-left: .875rem; border-left: 3px solid var(--line); color: var(--soft) }
    .text table, main table { border-collapse: collapse; display: block; overflow-x: auto }
    th, td { border: 1px solid var(--line); padding: .375rem .625rem; text-align: left; vertical-align: top }
    input, button { font: inherit; min-height: 44px; padding: .375rem .75rem; border: 1px solid var(--soft); border-radius: 4px; background: var(--paper); color: var(--ink) }
    textarea { font: inherit; width: 100%; padding: .5rem .75rem; border: 1px solid var(--soft); border-radius: 4px; background: var(--paper); color: var(--ink) }
    .acts button { background: var(--paper); color: var(--accent) }
    label { display: block; margin: .5rem 0 .25rem; font-weight: 600 }
    input { width: 100%; max-width: 26rem }
    button { margin: .5rem 0; background: var(--accent); color: var(--paper); border-color: var(--accent) }
    .skip { position: absolute; left: -999rem }
    .skip:focus { left: 1rem; top: .5rem; background: var(--paper); padding: .5rem }
    .notice { border-left: 4px solid var(--accent); padding: .25rem 0 .25rem .75rem }
    .hidden { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%) }
    @media print {
      :root { color-scheme: light; --ink: #000; --paper: #fff; --soft: #333; --line: #999; --accent: #000; --good: #000; --shade: #fff }
      body { font-size: 11pt; padding: 0 }
      nav, .skip, .tags, form { display: none }
      header, main { max-width: none }
      .reply, .threads li, tr, img { break-inside: avoid }
      h1, h2, h3 { break-after: avoid }
      .text a[href^="http"]::after { content: " (" attr(href) ")"; font-size: .85em }
    }

    """

  /// The search: loads the shards of the words that are typed, as scripts, since a page that is opened from a folder may read
  /// nothing else. Text comes into the page as text alone.
  static let script = """
    "use strict";
    (function () {
      var shards = {}, waiting = {}, turn = 0, common = new Set("\(SearchShards.common.sorted().joined(separator: " "))".split(" "));
      window.mgrnetShard = function (name, text) {
        shards[name] = text.split("\\n");
        (waiting[name] || []).forEach(function (call) { call(); });
        delete waiting[name];
      };
      function load(name) {
        return new Promise(function (done) {
          if (shards[name]) { done(shards[name]); return; }
          if (waiting[name]) { waiting[name].push(function () { done(shards[name]); }); return; }
          waiting[name] = [function () { done(shards[name]); }];
          var script = document.createElement("script");
          script.src = "search/" + name + ".js";
          // No word begins so: there is no such file.
          script.onerror = function () { window.mgrnetShard(name, ""); };
          document.head.appendChild(script);
        });
      }
      function fold(text) {
        return text.toLowerCase().normalize("NFD").replace(/\\p{Mn}/gu, "").replace(/œ/g, "oe").replace(/æ/g, "ae")
          .replace(/ß/g, "ss").replace(/ø/g, "o").replace(/ł/g, "l").replace(/[đð]/g, "d").replace(/þ/g, "th").replace(/ı/g, "i");
      }
      function words(text) {
        return (fold(text).match(/[\\p{L}\\p{N}]+/gu) || []).filter(function (word) { return Array.from(word).length > 1 && !common.has(word); });
      }
      function shard(word) {
        return "w-" + Array.from(word).slice(0, 2).map(function (sign) {
          return /[a-z0-9]/.test(sign) ? sign : "_" + sign.codePointAt(0).toString(16);
        }).join("");
      }
      // Each word counts by its beginning: `cong` finds `conges`.
      function ids(word) {
        return load(shard(word)).then(function (lines) {
          var points = new Map();
          lines.forEach(function (line) {
            var parts = line.split(" ");
            if (!parts[0].startsWith(word)) return;
            var whole = parts[0] === word ? 2 : 1;
            parts.slice(1).forEach(function (part) {
              var id = part.replace("+", ""), worth = whole * (part.endsWith("+") ? 4 : 1);
              points.set(id, Math.max(points.get(id) || 0, worth));
            });
          });
          return { word: word, points: points };
        });
      }
      function show(all, own) {
        var said = document.getElementById("said"), list = document.getElementById("found");
        var shown = all.slice(0, 50);
        return Promise.all(shown.map(function (hit) {
          return load("t-" + hit.id.slice(0, 2)).then(function (lines) {
            var line = lines.find(function (line) { return line.startsWith(hit.id + "\\t"); });
            return line ? line.split("\\t") : null;
          });
        })).then(function (rows) {
          if (own !== turn) return;
          list.textContent = "";
          rows.filter(Boolean).forEach(function (row) {
            var item = document.createElement("li"), link = document.createElement("a"), about = document.createElement("p");
            link.href = "post/" + row[0] + ".html";
            link.textContent = row[1];
            about.className = "about";
            about.textContent = row[2];
            item.append(link, about);
            list.append(item);
          });
          var key = all.length === 0 ? "none" : all.length === 1 ? "one" : all.length > 50 ? "first" : "many";
          said.textContent = said.dataset[key].replace("#", all.length);
        });
      }
      function find(text) {
        var own = ++turn, typed = words(text), list = document.getElementById("found");
        if (typed.length === 0) {
          list.textContent = "";
          document.getElementById("said").textContent = "";
          return;
        }
        Promise.all(typed.map(ids)).then(function (found) {
          var points = new Map();
          found[0].points.forEach(function (worth, id) {
            var sum = found.reduce(function (sum, one) { return one.points.has(id) ? sum + one.points.get(id) : NaN; }, 0);
            if (!isNaN(sum)) points.set(id, sum);
          });
          var all = Array.from(points, function (pair) { return { id: pair[0], worth: pair[1] }; });
          all.sort(function (a, b) { return b.worth - a.worth || (a.id < b.id ? -1 : 1); });
          return show(all, own);
        });
      }
      var form = document.getElementById("search"), field = document.getElementById("q");
      if (!form) return;
      form.addEventListener("submit", function (event) { event.preventDefault(); find(field.value); });
      field.addEventListener("input", function () { find(field.value); });
      var asked = new URLSearchParams(location.search).get("q");
      if (asked) { field.value = asked; find(asked); }
    })();

    """
}
