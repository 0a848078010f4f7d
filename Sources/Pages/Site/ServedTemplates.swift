import Mustache

/// The templates of the pages that only a server has.
struct ServedTemplates {
  let today: MustacheTemplate
  let communities: MustacheTemplate
  let found: MustacheTemplate
  let month: MustacheTemplate
  let message: MustacheTemplate
  let door: MustacheTemplate

  init() throws {
    today = try MustacheTemplate(string: Self.todayText + SiteTemplates.rows)
    communities = try MustacheTemplate(string: Self.communitiesText)
    found = try MustacheTemplate(string: SiteTemplates.searchForm + Self.foundText)
    month = try MustacheTemplate(string: Self.monthText)
    message = try MustacheTemplate(string: Self.messageText)
    door = try MustacheTemplate(string: Self.doorText)
  }

  private static let todayText = """
    <h1>{{title}}</h1>
    <ul class="threads">
    {{#lines}}
    <li><p class="about">{{label}}{{#minutes}} · {{minutes}}{{/minutes}}</p>
    {{#address}}<a href="{{root}}{{address}}">{{text}}</a>{{/address}}{{^address}}{{text}}{{#command}} <code>{{command}}</code>{{/command}}{{/address}}</li>
    {{/lines}}
    </ul>
    {{#end}}
    <p>{{end}}</p>
    {{/end}}
    <form method="post" action="{{root}}sync">
    <input type="hidden" name="token" value="{{token}}">
    <button>{{label.sync}}</button>
    </form>
    <h2>{{label.newest}}</h2>

    """

  private static let communitiesText = """
    <h1>{{label.communities}}</h1>
    {{^any}}
    <p>{{label.nothing}}</p>
    {{/any}}
    <ul class="places">
    {{#communities}}
    <li><a href="{{root}}community/{{slug}}/index.html">{{title}}</a> <span class="about">{{count}}{{#private}} · <strong>{{label.private}}</strong>{{/private}}</span></li>
    {{/communities}}
    </ul>

    """

  private static let foundText = """
    {{#said}}
    <p role="status">{{said}}</p>
    {{/said}}
    <ul class="threads">
    {{#hits}}
    <li>{{#address}}<a href="{{root}}{{address}}">{{title}}</a>{{/address}}{{^address}}{{title}}{{/address}}
    <p class="about">{{about}}{{#private}} · <strong>{{label.private}}</strong>{{/private}}</p>
    <p class="about">{{#snippet}}{{#match}}<mark>{{text}}</mark>{{/match}}{{^match}}{{text}}{{/match}}{{/snippet}}</p></li>
    {{/hits}}
    </ul>

    """

  private static let monthText = """
    <h1>{{title}}</h1>
    <p><a href="{{root}}leave.html?month={{before}}">{{label.monthBefore}}</a> · <a href="{{root}}leave.html?month={{after}}">{{label.monthAfter}}</a></p>
    {{^any}}
    <p>{{label.nobodyAway}}</p>
    {{/any}}
    {{#any}}
    <table class="month">
    <thead><tr><th scope="col">{{label.person}}</th>{{#days}}<th scope="col"{{#free}} class="free"{{/free}}>{{letter}}<br>{{number}}</th>{{/days}}</tr></thead>
    <tbody>
    {{#people}}
    <tr><th scope="row"><a href="{{root}}person/{{handle}}.html">{{name}}</a></th>{{#cells}}<td{{#free}} class="free"{{/free}}{{#away}} class="away"{{/away}}>{{letters}}</td>{{/cells}}</tr>
    {{/people}}
    </tbody>
    </table>
    <p class="about">{{legend}}</p>
    {{/any}}
    <ul class="places">
    {{#notes}}
    <li>{{.}}</li>
    {{/notes}}
    </ul>

    """

  private static let messageText = """
    <h1>{{title}}</h1>
    {{#lines}}
    <p>{{.}}</p>
    {{/lines}}
    <p><a href="{{root}}index.html">{{label.today}}</a></p>

    """

  /// Leads on at once, without a script; whoever has turned that off follows the link.
  private static let doorText = """
    <!DOCTYPE html>
    <html lang="{{lang}}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="referrer" content="no-referrer">
    <meta http-equiv="refresh" content="0; url={{address}}">
    <title>{{name}}</title>
    </head>
    <body>
    <h1>{{name}}</h1>
    <p><a href="{{address}}">{{label.enter}}</a></p>
    </body>
    </html>

    """

  static let style = """
    .month { overflow-wrap: normal }
    .month td, .month thead th { text-align: center; padding: .25rem .375rem; min-width: 1.75rem }
    .free { background: var(--shade); color: var(--soft) }
    .away { font-weight: 600; color: var(--accent) }
    mark { background: none; color: inherit; font-weight: 600; text-decoration: underline }

    """
}
