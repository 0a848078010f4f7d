#ifndef FTS5_STEMMER_H
#define FTS5_STEMMER_H
#endif
