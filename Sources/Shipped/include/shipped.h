#ifndef SHIPPED_H
#define SHIPPED_H

/// A file that a new network may begin with. It lives as long as the process.
struct shipped_file {
  /// Where it goes in the network, for example `templates/leave-planning.md`; NUL-terminated ASCII.
  /// Two files share a path when they are one file in two languages, as `charter.md` is.
  const char *path;
  /// `fr` or `en`; NUL-terminated.
  const char *language;
  /// UTF-8 in NFC with LF, not NUL-terminated.
  const unsigned char *bytes;
  unsigned long count;
};

/// All files, French before English, each language sorted by path.
extern const struct shipped_file *const shipped_files;
extern const unsigned long shipped_files_count;

#endif
