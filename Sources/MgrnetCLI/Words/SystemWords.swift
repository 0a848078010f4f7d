import Glibc

/// Phrases for the system's errors (errno(3)).
extension Words {
  static func systemFault(_ code: Int32) -> Phrase {
    switch code {
    case ENOENT: Phrase(en: "No such file or directory", fr: "aucun fichier ou dossier de ce nom")
    case EACCES: Phrase(en: "Permission denied", fr: "accès refusé")
    case EPERM: Phrase(en: "Operation not permitted", fr: "opération interdite")
    case EISDIR: Phrase(en: "Is a directory", fr: "c'est un dossier")
    case ENOTDIR: Phrase(en: "Not a directory", fr: "ce n'est pas un dossier")
    case EEXIST: Phrase(en: "File exists", fr: "ce nom est déjà pris")
    case ENOSPC: Phrase(en: "No space left on device", fr: "plus de place sur le disque")
    case EDQUOT: Phrase(en: "Disk quota exceeded", fr: "quota de disque dépassé")
    case EROFS: Phrase(en: "Read-only file system", fr: "disque en lecture seule")
    case EIO: Phrase(en: "Input/output error", fr: "erreur de lecture ou d'écriture du disque")
    case EFBIG: Phrase(en: "File too large", fr: "fichier trop gros")
    case ENAMETOOLONG: Phrase(en: "File name too long", fr: "nom de fichier trop long")
    case ELOOP: Phrase(en: "Too many levels of symbolic links", fr: "trop de liens symboliques")
    case EMFILE, ENFILE: Phrase(en: "Too many open files", fr: "trop de fichiers ouverts")
    case ENOMEM: Phrase(en: "Cannot allocate memory", fr: "mémoire insuffisante")
    // Rare errors come in the system's words.
    default: Phrase(verbatim: "\(String(cString: strerror(code)))")
    }
  }
}
