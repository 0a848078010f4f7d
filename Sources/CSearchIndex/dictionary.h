#ifndef DICTIONARY_H
#define DICTIONARY_H

/// Part of the index's format: when it changes, `IndexFormat.version` grows.
extern const char deflate_dictionary[];
extern const unsigned deflate_dictionary_length;

#endif
