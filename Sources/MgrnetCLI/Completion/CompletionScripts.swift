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

    # Puts into $plain what the shell would make of a word, and into $quote the quotation mark that it leaves open.
    # Nothing of the word is run or expanded.
    _mgrnet_unquote() {
      local word=$1 c i
      plain= quote=
      for ((i = 0; i < ${#word}; i++)); do
        c=${word:i:1}
        if [[ $quote == "'" ]]; then
          [[ $c == "'" ]] && quote= || plain+=$c
        elif [[ $c == '"' ]]; then
          [[ $quote ]] && quote= || quote='"'
        elif [[ -z $quote && $c == "'" ]]; then
          quote="'"
        elif [[ $c == \\ && ( -z $quote || ${word:i+1:1} == [\\\"\$\`] ) ]]; then
          i=$((i + 1))
          plain+=${word:i:1}
        else
          plain+=$c
        fi
      done
    }

    # Puts into $quoted how a word is typed, behind an open quotation mark $2; fails where it cannot be.
    _mgrnet_quote() {
      local word=$1 c i
      quoted=
      case $2 in
        "'") quoted=${word//"'"/"'\\''"} ;;
        '"')
          # Between these marks, a shell that somebody types into looks `!` up in its history.
          [[ $word == *'!'* ]] && return 1
          for ((i = 0; i < ${#word}; i++)); do
            c=${word:i:1}
            [[ $c == [\\\"\$\`] ]] && quoted+=\\
            quoted+=$c
          done ;;
        *) printf -v quoted %q "$word" ;;
      esac
    }

    _mgrnet() {
      local current=${COMP_WORDS[COMP_CWORD]} before i word meaning plain quote quoted
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
      for i in "${!words[@]}"; do
        _mgrnet_unquote "${words[i]}"
        words[i]=$plain
      done
      _mgrnet_unquote "$before"
      before=$plain
      _mgrnet_unquote "$current"
      COMPREPLY=()
      while IFS=$'\t' read -r word meaning; do
        case $word in
          :files) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -f -- "$plain"); return ;;
          :folders) compopt -o filenames 2>/dev/null; mapfile -t COMPREPLY < <(compgen -d -- "$plain"); return ;;
          *) _mgrnet_quote "${word#"$before"}" "$quote" && COMPREPLY+=("$quoted") ;;
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
      upto=("${(@Q)words[2,CURRENT]}")
      upto[-1]=${(Q)PREFIX}
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
          described+=("${${word//\\/\\\\}//:/\\:}:$meaning")
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
        # A quotation mark may still be open.
        set -l plain (string unescape -- "$current"; or string unescape -- "$current'"; or string unescape -- "$current\"")
        for line in (command $words[1] complete-line -- $words[2..-1] "$plain" 2>/dev/null)
            switch $line
                case ':files'
                    __fish_complete_path "$current"
                case ':folders'
                    __fish_complete_directories "$current"
                case '*'
                    printf '%s\n' $line
            end
        end
    end

    complete -c mgrnet -f -a '(__mgrnet_complete)'

    """#
}
