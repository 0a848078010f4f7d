extension CompletingShell {
  /// The script to source, which calls `mgrnet complete-line` at each key press.
  var script: String {
    switch self {
    case .bash: CompletionScripts.bash
    case .zsh: CompletionScripts.zsh
    case .fish: CompletionScripts.fish
    }
  }
}

/// Each takes the words up to the cursor, and splits the answer's lines at the tab before the meaning.
enum CompletionScripts {
  static let bash = #"""
    # bash completion for mgrnet, printed by: mgrnet completion bash

    _mgrnet() {
      local current=${COMP_WORDS[COMP_CWORD]} before i word meaning
      local -a words=()
      # Bash parts words at = and :, which names of ours may hold; they are put together again.
      for ((i = 1; i <= COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if ((${#words[@]})) && [[ $word == [=:] || ${COMP_WORDS[i-1]} == [=:] ]]; then
          words[${#words[@]}-1]+=$word
        else
          words+=("$word")
        fi
      done
      ((${#words[@]})) || words=("")
      before=${words[${#words[@]}-1]}
      before=${before%"$current"}
      [[ $current == [=:] ]] && { before+=$current; current=; }
      COMPREPLY=()
      while IFS=$'\t' read -r word meaning; do
        case $word in
          :files) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$current"); return ;;
          :folders) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$current"); return ;;
          *) COMPREPLY+=("${word#"$before"}") ;;
        esac
      done < <("${COMP_WORDS[0]}" complete-line -- "${words[@]}" 2>/dev/null)
      # A value follows at once.
      [[ ${#COMPREPLY[@]} == 1 && $COMPREPLY == *= ]] && compopt -o nospace 2>/dev/null
    }
    complete -F _mgrnet mgrnet

    """#

  static let zsh = #"""
    #compdef mgrnet
    # zsh completion for mgrnet, printed by: mgrnet completion zsh

    _mgrnet() {
      local line word meaning
      local -a plain described open upto
      upto=("${(@)words[2,CURRENT]}")
      upto[-1]=$PREFIX
      while IFS= read -r line; do
        word=${line%%$'\t'*}
        case $word in
          :files) _files; return ;;
          :folders) _files -/; return ;;
        esac
        if [[ $word == *= ]]; then
          # A value follows at once.
          open+=("$word")
        elif [[ $line == *$'\t'* ]]; then
          meaning=${line#*$'\t'}
          described+=("${word//:/\\:}:$meaning")
        else
          plain+=("$word")
        fi
      done < <("${words[1]}" complete-line -- "${upto[@]}" 2>/dev/null)
      (( ${#described} )) && _describe -V mgrnet described
      (( ${#open} )) && compadd -S '' -- "${open[@]}"
      (( ${#plain} )) && compadd -- "${plain[@]}"
    }

    if [[ $funcstack[1] == _mgrnet ]]; then
      _mgrnet "$@"
    else
      compdef _mgrnet mgrnet
    fi

    """#

  static let fish = #"""
    # fish completion for mgrnet, printed by: mgrnet completion fish

    function __mgrnet_complete
        set -l words (commandline -opc)
        set -l current (commandline -ct)
        for line in (command $words[1] complete-line -- $words[2..-1] "$current" 2>/dev/null)
            switch $line
                case ':files'
                    __fish_complete_path "$current"
                case ':folders'
                    __fish_complete_directories "$current"
                case '*'
                    echo $line
            end
        end
    end

    complete -c mgrnet -f -a '(__mgrnet_complete)'

    """#
}
