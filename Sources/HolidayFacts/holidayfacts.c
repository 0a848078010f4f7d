#include "holidayfacts.h"

static const unsigned char bytes[] = {
#embed "days.txt"
};
const unsigned char *const holiday_facts = bytes;
const unsigned long holiday_facts_count = sizeof bytes;
