import Mustache

/// The pages of a site as Mustache templates, their style and their script.
struct SiteTemplates {
  let page: MustacheTemplate
  let front: MustacheTemplate
  let list: MustacheTemplate
  let post: MustacheTemplate
  let tags: MustacheTemplate
  let people: MustacheTemplate
  let links: MustacheTemplate
  let leave: MustacheTemplate
  let search: MustacheTemplate

  init() throws {
    page = try MustacheTemplate(string: Self.pageText)
    front = try MustacheTemplate(string: Self.frontText)
    list = try MustacheTemplate(string: Self.listText)
    post = try MustacheTemplate(string: Self.postText)
    tags = try MustacheTemplate(string: Self.tagsText)
    people = try MustacheTemplate(string: Self.peopleText)
    links = try MustacheTemplate(string: Self.linksText)
    leave = try MustacheTemplate(string: Self.leaveText)
    search = try MustacheTemplate(string: Self.searchText)
  }

  /// Nothing is loaded from elsewhere, and no script stands in a page. `file:` for pages that are opened from a folder.
  private static let pageText = """
    <!DOCTYPE html>
    <html lang="{{lang}}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self' file:; script-src 'self' file:; img-src 'self' file:; base-uri 'none'; form-action 'self' file:">
    <meta name="referrer" content="{{#isServed}}same-origin{{/isServed}}{{^isServed}}no-referrer{{/isServed}}">
    <meta name="generator" content="mgrnet">
    <title>{{title}}{{^isFront}} · {{name}}{{/isFront}}</title>
    <link rel="stylesheet" href="{{root}}site.css">
    {{^isServed}}
    <link rel="alternate" type="application/atom+xml" title="{{name}}" href="{{root}}feed.xml">
    {{/isServed}}
    </head>
    <body>
    <a class="skip" href="#main">{{label.skip}}</a>
    <header>
    <a class="name" href="{{root}}index.html">{{name}}</a>
    <nav aria-label="{{label.menu}}">
    {{#menu}}
    <a href="{{root}}{{file}}.html">{{label}}</a>
    {{/menu}}
    </nav>
    </header>
    <main id="main">
    {{{body}}}</main>
    </body>
    </html>

    """

  static let rows = """
    <ul class="threads">
    {{#entries}}
    <li><a href="{{root}}post/{{id}}.html">{{title}}</a>{{#settled}} <span class="settled" title="{{label.settled}}"><span aria-hidden="true">✓</span><span class="hidden">{{label.settled}}</span></span>{{/settled}}
    <p class="about">{{author}} · <time datetime="{{created}}">{{day}}</time>{{#hasReplies}} · {{replies}}{{/hasReplies}}{{#open}} · <strong>{{label.open}}</strong>{{/open}}{{#private}} · <strong>{{label.private}}</strong>{{/private}}</p></li>
    {{/entries}}
    </ul>

    """

  private static let frontText =
    """
    <h1>{{name}}</h1>
    {{{about}}}
    <h2>{{label.communities}}</h2>
    <ul class="places">
    {{#communities}}
    <li><a href="community/{{slug}}/index.html">{{title}}</a> <span class="about">{{count}}</span></li>
    {{/communities}}
    </ul>
    {{#hasOpen}}
    <h2>{{label.stillOpen}}</h2>
    <ul class="threads">
    {{#open}}
    <li><a href="post/{{id}}.html">{{title}}</a>
    <p class="about">{{author}} · <time datetime="{{created}}">{{day}}</time></p></li>
    {{/open}}
    </ul>
    {{/hasOpen}}
    <h2>{{label.newest}}</h2>

    """ + rows

  private static let listText =
    """
    <h1>{{title}}</h1>
    {{#month}}
    <p class="about">{{month}}</p>
    {{/month}}
    {{#lines}}
    <p class="about">{{.}}</p>
    {{/lines}}
    {{#phone}}
    <p class="about">{{label.phone}} {{phone}}</p>
    {{/phone}}
    {{{about}}}
    {{^any}}
    <p>{{label.nothing}}</p>
    {{/any}}

    """ + rows + """
      {{#older}}
      <p><a href="{{older}}">{{label.older}}</a></p>
      {{/older}}
      {{#hasMonths}}
      <h2>{{label.byMonth}}</h2>
      <ul class="places">
      {{#months}}
      <li><a href="{{file}}.html">{{name}}</a> <span class="about">{{count}}</span></li>
      {{/months}}
      </ul>
      {{/hasMonths}}

      """

  private static let notices = """
    {{#notices}}
    <p class="notice">{{.}}</p>
    {{/notices}}

    """

  private static let marks = """
    {{#useful}}
    <p class="mark">{{useful}}</p>
    {{/useful}}
    {{#tries}}
    <p class="mark">{{line}}{{#story}} <q>{{story}}</q>{{/story}}</p>
    {{/tries}}
    {{#hasActs}}
    <form class="acts" method="post">
    <input type="hidden" name="token" value="{{token}}"><input type="hidden" name="target" value="{{id}}">
    {{#acts}}
    <button name="act" value="{{name}}">{{text}}</button>
    {{/acts}}
    </form>
    {{/hasActs}}

    """

  private static let postText =
    """
    {{#said}}
    <p class="notice" role="alert">{{said}}</p>
    {{/said}}
    <article>
    <p class="about"><a href="{{root}}community/{{slug}}/index.html">{{community}}</a> · {{kind}}{{#private}} · <strong>{{label.private}}</strong>{{/private}}</p>
    {{#post}}
    <h1{{#lang}} lang="{{lang}}"{{/lang}}>{{^withdrawn}}{{title}}{{/withdrawn}}{{#withdrawn}}{{label.withdrawn}}{{/withdrawn}}</h1>
    <p class="about">{{#handle}}<a href="{{root}}person/{{handle}}.html">{{author}}</a>{{/handle}}{{^handle}}{{author}}{{/handle}} · <time datetime="{{created}}">{{day}}</time>{{#edited}} · {{label.edited}} {{edited}}{{/edited}}</p>
    {{/post}}
    {{#takeaway}}
    <p class="takeaway">{{takeaway}}</p>
    {{/takeaway}}
    {{#sourceAddress}}
    <p class="about">{{label.source}} <a href="{{sourceAddress}}">{{sourceAddress}}</a></p>
    {{/sourceAddress}}
    {{#source}}
    <p class="about">{{label.source}} {{source}}</p>
    {{/source}}
    {{#post}}

    """ + notices + """
      <div class="text"{{#lang}} lang="{{lang}}"{{/lang}}>
      {{{html}}}</div>

      """ + marks + """
      {{/post}}
      <p class="tags">{{#tags}}<a href="{{root}}{{address}}">#{{name}}</a> {{/tags}}</p>
      </article>
      {{#hasReplies}}
      <h2>{{count}}</h2>
      {{#replies}}
      <article class="reply depth{{depth}}{{#accepted}} accepted{{/accepted}}" id="{{id}}">
      {{#accepted}}
      <p class="settled"><span aria-hidden="true">✓</span> {{label.accepted}}</p>
      {{/accepted}}
      <h3>{{#handle}}<a href="{{root}}person/{{handle}}.html">{{author}}</a>{{/handle}}{{^handle}}{{author}}{{/handle}} <span class="about">· <time datetime="{{created}}">{{day}}</time>{{#edited}} · {{label.edited}} {{edited}}{{/edited}}{{#answers}} · <a href="#{{answersID}}">{{answers}}</a>{{/answers}}</span></h3>
      {{#withdrawn}}
      <p class="about">{{label.withdrawn}}</p>
      {{/withdrawn}}

      """ + notices + """
      <div class="text"{{#lang}} lang="{{lang}}"{{/lang}}>
      {{{html}}}</div>

      """ + marks + """
      </article>
      {{/replies}}
      {{/hasReplies}}
      {{#token}}
      <h2>{{label.reply}}</h2>
      <form method="post">
      <input type="hidden" name="token" value="{{token}}"><input type="hidden" name="target" value="{{target}}">
      <label for="text">{{label.replyText}}</label>
      <textarea id="text" name="text" rows="8" required>
      {{draft}}</textarea>
      <button name="act" value="reply">{{label.reply}}</button>
      </form>
      {{/token}}

      """

  private static let tagsText = """
    <h1>{{label.tags}}</h1>
    <ul class="places">
    {{#tags}}
    <li><a href="tag/{{file}}.html">#{{name}}</a> <span class="about">{{count}}</span></li>
    {{/tags}}
    </ul>

    """

  private static let peopleText = """
    <h1>{{label.people}}</h1>
    <ul class="places">
    {{#people}}
    <li><a href="person/{{handle}}.html">{{name}}</a> <span class="about">{{count}}</span></li>
    {{/people}}
    </ul>

    """

  private static let linksText = """
    <h1>{{label.links}}</h1>
    {{#categories}}
    <h2>{{category}}</h2>
    <ul class="places">
    {{#links}}
    <li>{{#url}}<a href="{{url}}">{{title}}</a>{{/url}}{{^url}}{{title}}{{/url}}{{{note}}}</li>
    {{/links}}
    </ul>
    {{/categories}}

    """

  private static let leaveText = """
    <h1>{{label.away}}</h1>
    {{^any}}
    <p>{{label.nothing}}</p>
    {{/any}}
    {{#any}}
    <table>
    <thead><tr><th scope="col">{{label.person}}</th><th scope="col">{{label.days}}</th></tr></thead>
    <tbody>
    {{#rows}}
    <tr><th scope="row">{{name}}</th><td>{{days}}</td></tr>
    {{/rows}}
    </tbody>
    </table>
    {{/any}}

    """

  static let searchForm = """
    <h1>{{label.search}}</h1>
    <form id="search" role="search" action="search.html" method="get">
    <label for="q">{{label.searchWords}}</label>
    <input id="q" name="q" type="search" autocomplete="off" spellcheck="false"{{#query}} value="{{query}}"{{/query}}>
    <button type="submit">{{label.search}}</button>
    </form>

    """

  private static let searchText =
    searchForm + """
      <noscript><p>{{label.noScript}}</p></noscript>
      <p id="said" role="status" data-none="{{label.nothingFound}}" data-one="{{label.foundOne}}" data-many="{{label.foundMany}}" data-first="{{label.foundFirst}}"></p>
      <ul id="found" class="threads"></ul>
      <script src="site.js"></script>

      """
}
