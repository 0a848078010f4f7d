/// `completion`.
extension Words {
  static let completion = CommandWords(
    en: "Print a completion script for your shell", fr: "Affiche un script de complétion pour votre shell",
    discussion: Phrase(
      en: """
        The script completes commands, options, ids, slugs, handles and templates: it asks mgrnet at each key, so it \
        never goes out of date.
        """,
      fr: """
        Le script complète commandes, options, identifiants, codes, pseudos et modèles : il interroge mgrnet à chaque \
        touche et n'est donc jamais périmé.
        """),
    examples: [
      .init(
        "mgrnet completion bash > ~/.local/share/bash-completion/completions/mgrnet", en: "for bash",
        fr: "pour bash"),
      .init(
        "mgrnet completion zsh > ~/.zfunc/_mgrnet", en: "for zsh, with ~/.zfunc in fpath",
        fr: "pour zsh, avec ~/.zfunc dans fpath"),
      .init(
        "mgrnet completion fish > ~/.config/fish/completions/mgrnet.fish", en: "for fish", fr: "pour fish"),
    ])
  static let completionShell = Phrase(en: "bash, zsh or fish", fr: "bash, zsh ou fish")
}
