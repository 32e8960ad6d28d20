// What Stemma uses of libxml2: the HTML and XML SAX2 parsers and their errors.
#ifndef STEMMA_LIBXML2_SHIM_H
#define STEMMA_LIBXML2_SHIM_H
#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/SAX2.h>
#include <libxml/encoding.h>
#include <libxml/xmlerror.h>
#include <libxml/xmlversion.h>
#endif
