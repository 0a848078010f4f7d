#ifndef CDEFLATE_H
#define CDEFLATE_H

/// Packs and unpacks short texts (RFC 1951) with a preset dictionary of words that managers' texts share, so that
/// also a text of a few lines gets shorter. One thread at a time.
typedef struct deflater deflater;

/// `NULL` when memory is out.
deflater *deflater_create(void);
void deflater_destroy(deflater *deflater);

/// Room that `deflater_pack` needs for `length` bytes.
long deflater_room(long length);

/// The number of bytes written at `out`; -1 when memory is out or `room` too small.
long deflater_pack(deflater *deflater, const void *bytes, long length, void *out, long room);

/// Unpacks as far as `room` reaches: the number of bytes written at `out`; -1 when the bytes are damaged.
long deflater_unpack(deflater *deflater, const void *bytes, long length, void *out, long room);

#endif
