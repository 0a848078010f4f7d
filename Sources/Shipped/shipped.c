#include "shipped.h"

// `#embed` is a directive, and no macro can make one. So the list is a file of its own
// (shipped_list.h) and each entry of it includes the row: two lines for a new file.
static const struct shipped_file files[] = {
#include "shipped_list.h"
};

const struct shipped_file *const shipped_files = files;
const unsigned long shipped_files_count = sizeof files / sizeof files[0];
