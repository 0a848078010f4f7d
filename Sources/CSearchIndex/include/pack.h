#ifndef PACK_H
#define PACK_H

/// Packs and unpacks short texts: Zstandard (RFC 8878) with a dictionary trained on managers' texts in French and
/// English, so that also a text of a few lines gets shorter. One thread at a time.
typedef struct text_packer text_packer;

/// `NULL` when memory is out.
text_packer *text_packer_create(void);
void text_packer_destroy(text_packer *packer);

/// Room that `text_packer_pack` needs for `length` bytes.
long text_packer_room(long length);

/// The number of bytes written at `out`; -1 when memory is out or `room` too small.
long text_packer_pack(text_packer *packer, const void *bytes, long length, void *out, long room);

/// How long packed bytes are unpacked; -1 when they are damaged.
long text_packer_length(const void *bytes, long length);

/// The number of bytes written at `out`; -1 when the bytes are damaged or `room` is too small.
long text_packer_unpack(text_packer *packer, const void *bytes, long length, void *out, long room);

#endif
