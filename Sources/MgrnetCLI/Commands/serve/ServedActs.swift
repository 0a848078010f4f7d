import FlyingFox
import Foundation
import Pages
import Records

/// What was typed for an act that failed, and why it did.
struct FailedAct {
  let said: String
  let text: String
}

extension ServedPages {
  enum Outcome {
    case page(HTTPStatusCode, Body)
    /// The address to go on to.
    case done(String)
  }

  /// Does what a form asks for, as the command does it; if that fails, the page shows the text again.
  func act(_ path: String, _ fields: [String: String], token: String) -> Outcome {
    let text = (fields["text"] ?? "").replacing("\r\n", with: "\n")
    if path == "/sync" {
      let (status, said) = run(["sync"], "")
      let lines = said.split(separator: "\n").map(String.init)
      let title = status == 0 ? Words.exchanged : Words.notExchanged
      return whole { .page(.ok, .page($0.message(title[language], lines: lines))) }
    }
    guard let target = fields["target"].flatMap({ RecordID(rawValue: $0) })?.rawValue else {
      return whole { .page(.notFound, .page($0.message(Words.noSuchPage[language], lines: []))) }
    }
    let arguments: [String]? =
      switch fields["act"] {
      case "reply": ["reply", target, "-"]
      case "useful": ["mark", target, "--useful"]
      case "worked": ["mark", target, "--tried", "worked"]
      case "accept": ["accept", target]
      default: nil
      }
    guard let arguments else {
      return whole { .page(.notFound, .page($0.message(Words.noSuchPage[language], lines: []))) }
    }
    let (status, said) = run(arguments, text)
    if status == 0 { return .done(path) }
    let (code, body) = answer(path, "", token: token, FailedAct(said: said, text: text))
    return .page(code, body)
  }

  /// Runs a command line in this network; returns its exit status, and what it says to people.
  private func run(_ arguments: [String], _ text: String) -> (status: Int32, said: String) {
    let errors = Writer(.memory)
    let status = Mgrnet.run(
      (folder.map { ["-C", $0] } ?? []) + arguments, environment, terminal: Terminal(),
      input: Input(text: text), output: Writer(.memory), errors: errors)
    return (status, errors.text)
  }

  private func whole(_ make: (ServedSite) -> Outcome) -> Outcome {
    do {
      return make(try ServedSite(name: "mgrnet", Words.served(in: language)))
    } catch { return .page(.internalServerError, .text(failure(for: error).phrase[language])) }
  }
}
