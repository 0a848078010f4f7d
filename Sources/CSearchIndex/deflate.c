// Bodies are kept compressed in the index, so that snippets and `show` need neither git nor the work tree. Texts are
// short: a dictionary of what every one of them says saves as much again as deflate alone.
#include "csearchindex.h"

#include <string.h>
#include <zlib.h>

// Most useful last, as zlib wants it. A change of it is a change of the index's version.
static const char dictionary[] =
    "because should would their there people about which could these other after before between during without "
    "meeting planning project question answer practice manager network community holiday training interview "
    "parce que plusieurs pourquoi toujours souvent depuis pendant jusqu'à entre sans sous chaque quelques autres "
    "réunion organisation planning projet question réponse pratique manager réseau communauté congés formation "
    "entretien collègues équipes semaines personnes travail problème solution exemple résultat région siège "
    " we have been with this that they from will what when where your more than them then into only also "
    " nous avons vous avez ils sont était être avoir fait faire comme mais plus tout tous cette leur leurs ces ses "
    " c'est d'une l'équipe qu'il n'est aujourd'hui \n\n## \n\n- \n\n> ](https://www. ation ement ment ions eurs "
    " is not it was for are you and the of the to the in the and to a on the "
    " pour les dans les sur les avec les par les que le que la de la et les à la est une est un qui des du en le la les des ";

unsigned long mgrnet_deflate(const void *text, unsigned long count, void *out, unsigned long capacity) {
  z_stream stream = {0};
  if (deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK) return 0;
  unsigned long written = 0;
  if (deflateSetDictionary(&stream, (const Bytef *)dictionary, sizeof dictionary - 1) == Z_OK) {
    stream.next_in = (Bytef *)text;
    stream.avail_in = (uInt)count;
    stream.next_out = out;
    stream.avail_out = (uInt)capacity;
    if (deflate(&stream, Z_FINISH) == Z_STREAM_END) written = stream.total_out;
  }
  deflateEnd(&stream);
  return written;
}

unsigned long mgrnet_inflate(const void *bytes, unsigned long count, void *out, unsigned long capacity) {
  z_stream stream = {0};
  if (inflateInit2(&stream, -15) != Z_OK) return 0;
  unsigned long written = 0;
  if (inflateSetDictionary(&stream, (const Bytef *)dictionary, sizeof dictionary - 1) == Z_OK) {
    stream.next_in = (Bytef *)bytes;
    stream.avail_in = (uInt)count;
    stream.next_out = out;
    stream.avail_out = (uInt)capacity;
    if (inflate(&stream, Z_FINISH) == Z_STREAM_END) written = stream.total_out;
  }
  inflateEnd(&stream);
  return written;
}
