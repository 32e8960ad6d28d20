// What Stemma uses of libzstd: decompressing streams.
#ifndef STEMMA_ZSTD_SHIM_H
#define STEMMA_ZSTD_SHIM_H
#include <zstd.h>
#endif
