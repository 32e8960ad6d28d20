// What Stemma uses of zlib: inflating gzip and deflate streams.
#ifndef STEMMA_ZLIB_SHIM_H
#define STEMMA_ZLIB_SHIM_H
#include <zlib.h>
// zlib declares this as a macro, which Swift does not see.
static inline int stemma_inflateInit2(z_streamp stream, int windowBits) {
  return inflateInit2(stream, windowBits);
}
#endif
