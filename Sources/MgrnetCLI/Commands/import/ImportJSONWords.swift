import Importing
import Records
import Store

/// `import json`.
extension Words {
  static let importJSON = CommandWords(
    en: "Bring in whole threads, one JSON object a line",
    fr: "Reprend des fils entiers, un objet JSON par ligne",
    discussion: Phrase(
      en: """
        Reads what `mgrnet export json` and the converters of `Examples/import` print. The records are yours, and `by` \
        names whose words they were; they count in no figure about people. All of it is one commit. Importing again, \
        when the source has grown, adds what is new.
        """,
      fr: """
        Lit ce qu'affichent `mgrnet export json` et les convertisseurs d'`Examples/import`. Les messages sont à vous, et \
        `by` dit de qui étaient les mots ; ils ne comptent dans aucun chiffre sur les personnes. Le tout fait un seul \
        commit. Importer à nouveau, quand la source a grandi, ajoute le nouveau.
        """),
    examples: [
      .init(
        "mgrnet import json network.ndjson --dry-run", en: "what would come in",
        fr: "ce qui serait repris"),
      .init(
        "python3 Examples/import/mbox.py list.mbox | mgrnet import json - --community idf --map people.txt",
        en: "a mailing list, with `Paul Durand <paul@example.org> = paul.durand` in people.txt",
        fr: "une liste de diffusion, avec `Paul Durand <paul@example.org> = paul.durand` dans people.txt"),
    ])
  static let importJSONFile = Phrase(
    en: "The file to read; `-` is standard input", fr: "Le fichier à lire ; `-` est l'entrée standard")
  static let importJSONCommunity = Phrase(
    en: "The community that all threads go to, not the one each names",
    fr: "La communauté où vont tous les fils, au lieu de celle que chacun nomme")
  static let importMap = Phrase(
    en: "A file of lines `name = handle`: who the authors are here",
    fr: "Un fichier de lignes `nom = pseudo` : qui sont les auteurs ici")
  static func badMapLine(_ place: String) -> Phrase {
    Phrase(en: "\(place) does not say who is who", fr: "\(place) ne dit pas qui est qui")
  }
  static let mapForm = Phrase(
    en: "each line is as `Paul Durand <paul@example.org> = paul.durand`",
    fr: "chaque ligne est comme `Paul Durand <paul@example.org> = paul.durand`")

  static func threadFault(_ fault: ForeignThread.Fault) -> Phrase {
    switch fault {
    case .notAnObject: Phrase(en: "it is no JSON object", fr: "ce n'est pas un objet JSON")
    case .otherType(let type):
      Phrase(en: "its `type` is `\(type)`, not `post`", fr: "son `type` est `\(type)`, pas `post`")
    case .missing(let key): Phrase(en: "it has no `\(key)`", fr: "il lui manque `\(key)`")
    case .notUTF8: recordFault(.notUTF8)
    }
  }

  static func threadRemark(_ remark: ForeignThread.Remark) -> Phrase {
    switch remark {
    case .unreadableDate(let text): Words.remark(.unreadableDate(text))
    case .incomplete(let list, let number, let key):
      Phrase(
        en: "number \(number) of its `\(list)` has no `\(key)` and stays behind",
        fr: "au numéro \(number) de ses `\(list)` il manque `\(key)` : il reste en arrière")
    case .unwritable(let key):
      Phrase(
        en: "what `\(key)` holds cannot all be written",
        fr: "le contenu de `\(key)` ne peut s'écrire en entier")
    }
  }

  static func threadSkipped(_ skipped: ImportThreads.Skipped) -> Phrase {
    switch skipped {
    case .taken(let id, let path):
      Phrase(en: "\(id) is the id of \(path)", fr: "\(id) est l'id de \(path)")
    case .changedSince(let id): changedSince(id)
    case .noCommunity:
      Phrase(
        en: "it names no community of ours: give `--community`",
        fr: "il ne nomme aucune communauté d'ici : donnez `--community`")
    case .refused(let error): error.failure.phrase
    case .unreadable(let error): error.failure.phrase
    }
  }

  static func threadChange(_ change: ImportThreads.Change) -> Phrase {
    switch change {
    case .record(let change): importChange(change)
    case .marksLeft(let count):
      Phrase(
        en: "what \(number(count)) readers said of it is too much for one file and stays behind",
        fr: "ce qu'en ont dit \(number(count)) lecteurs dépasse un fichier et reste en arrière")
    case .kindChanged(let kind):
      Phrase(en: "its kind `\(kind)` is in `source_kind`", fr: "son genre `\(kind)` est dans `source_kind`")
    }
  }

  /// What came beside new threads.
  static func threadsBesides(_ outcome: ImportThreads.Outcome) -> [Phrase] {
    var phrases: [Phrase] = []
    if outcome.replies > 0 {
      let replies = repliesCounted(outcome.replies)
      phrases.append(Phrase(en: "\(replies) with them", fr: "avec \(replies)"))
    }
    if !outcome.grown.isEmpty {
      let threads = Noun(
        en: ("thread that was there", "threads that were there"), fr: ("fil déjà là", "fils déjà là")
      ).counted(outcome.grown.count)
      let late = outcome.lateReplies
      phrases.append(
        threads
          + (late == 0
            ? Phrase(en: " changed as the source did", fr: " comme dans la source")
            : Phrase(en: ", ", fr: ", ") + repliesCounted(late) + Phrase(en: " new", fr: " de plus")))
    }
    return phrases
  }
}
