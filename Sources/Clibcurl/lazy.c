// libcurl, found at first use: it drags in some 30 libraries, which no command but `link check` should pay for.
// Its functions with `...` cannot be called from Swift; what is set here is all that is ever asked of it.
#include "clibcurl.h"

#include <curl/curl.h>
#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// The header makes macros of these for its own checks.
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

#define FUNCTIONS(F)                                                                                \
  F(CURLcode, curl_global_init, (long flags))                                                       \
  F(CURL *, curl_easy_init, (void))                                                                 \
  F(CURLcode, curl_easy_setopt, (CURL * easy, CURLoption option, ...))                              \
  F(CURLcode, curl_easy_getinfo, (CURL * easy, CURLINFO info, ...))                                 \
  F(void, curl_easy_cleanup, (CURL * easy))                                                         \
  F(CURLM *, curl_multi_init, (void))                                                               \
  F(CURLMcode, curl_multi_cleanup, (CURLM * multi))                                                 \
  F(CURLMcode, curl_multi_add_handle, (CURLM * multi, CURL *easy))                                  \
  F(CURLMcode, curl_multi_remove_handle, (CURLM * multi, CURL *easy))                               \
  F(CURLMcode, curl_multi_perform, (CURLM * multi, int *running))                                   \
  F(CURLMcode, curl_multi_poll,                                                                     \
    (CURLM * multi, struct curl_waitfd extra[], unsigned int count, int wait, int *events))         \
  F(CURLMsg *, curl_multi_info_read, (CURLM * multi, int *left))                                    \
  F(const char *, curl_easy_strerror, (CURLcode code))

#define DEFINE(type, name, parameters) static type(*found_##name) parameters;
FUNCTIONS(DEFINE)

static char failure[256];
static int ready;

static void load(void) {
  void *library = dlopen("libcurl.so.4", RTLD_LAZY | RTLD_LOCAL);
  if (!library) {
    const char *said = dlerror();
    snprintf(failure, sizeof failure, "%s", said ? said : "libcurl.so.4");
    return;
  }
#define FIND(type, name, parameters)                                                                \
  found_##name = (type(*) parameters)dlsym(library, #name);                                         \
  if (!found_##name) {                                                                              \
    snprintf(failure, sizeof failure, "libcurl.so.4: no " #name);                                   \
    return;                                                                                         \
  }
  FUNCTIONS(FIND)
  if (found_curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
    snprintf(failure, sizeof failure, "curl_global_init failed");
    return;
  }
  ready = 1;
}

const char *clibcurl_load(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, load);
  return ready ? NULL : failure;
}

// A request under way.
struct transfer {
  struct transfer *next, *previous;
  CURL *easy;
  size_t number;
  int permanent, temporary;
  char said[CURL_ERROR_SIZE];
};

struct requests {
  CURLM *multi;
  struct transfer *first;
  char address[8192];
  char said[CURL_ERROR_SIZE];
};

static void release(struct requests *requests, struct transfer *transfer) {
  if (transfer->previous) transfer->previous->next = transfer->next;
  if (transfer->next) transfer->next->previous = transfer->previous;
  if (requests->first == transfer) requests->first = transfer->next;
  found_curl_multi_remove_handle(requests->multi, transfer->easy);
  found_curl_easy_cleanup(transfer->easy);
  free(transfer);
}

// Counts redirects, at the empty line that ends each answer's header.
static size_t header(char *line, size_t size, size_t count, void *given) {
  struct transfer *transfer = given;
  size_t length = size * count;
  if (length > 2 || (length > 0 && line[0] != '\r' && line[0] != '\n')) return length;
  long status = 0;
  found_curl_easy_getinfo(transfer->easy, CURLINFO_RESPONSE_CODE, &status);
  if (status == 301 || status == 308) {
    transfer->permanent++;
  } else if (status == 302 || status == 303 || status == 307) {
    transfer->temporary++;
  }
  return length;
}

// The body says nothing: its first byte is enough.
static size_t body(char *bytes, size_t size, size_t count, void *given) {
  (void)bytes, (void)size, (void)count, (void)given;
  return 0;
}

void *clibcurl_multi(void) {
  struct requests *requests = calloc(1, sizeof *requests);
  if (!requests) return NULL;
  requests->multi = found_curl_multi_init();
  if (!requests->multi) {
    free(requests);
    return NULL;
  }
  return requests;
}

void clibcurl_multi_free(void *multi) {
  struct requests *requests = multi;
  while (requests->first) release(requests, requests->first);
  found_curl_multi_cleanup(requests->multi);
  free(requests);
}

int clibcurl_start(void *multi, size_t number, const char *url, int head, long timeout, const char *agent) {
  struct requests *requests = multi;
  struct transfer *transfer = calloc(1, sizeof *transfer);
  if (!transfer) return CURLE_OUT_OF_MEMORY;
  CURL *easy = found_curl_easy_init();
  if (!easy) {
    free(transfer);
    return CURLE_OUT_OF_MEMORY;
  }
  transfer->easy = easy;
  transfer->number = number;
  transfer->next = requests->first;
  if (transfer->next) transfer->next->previous = transfer;
  requests->first = transfer;

  CURLcode code = CURLE_OK;
#define SET(option, value)                                                                          \
  if (code == CURLE_OK) code = found_curl_easy_setopt(easy, option, value)
  SET(CURLOPT_PROTOCOLS_STR, "http,https");
  SET(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
  SET(CURLOPT_URL, url);
  SET(CURLOPT_PRIVATE, (void *)transfer);
  SET(CURLOPT_ERRORBUFFER, transfer->said);
  SET(CURLOPT_NOSIGNAL, 1L);
  SET(CURLOPT_FOLLOWLOCATION, 1L);
  SET(CURLOPT_MAXREDIRS, 10L);
  SET(CURLOPT_TIMEOUT_MS, timeout);
  SET(CURLOPT_USERAGENT, agent);
  // In memory: some sites redirect for ever those who forget.
  SET(CURLOPT_COOKIEFILE, "");
  SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  SET(CURLOPT_HEADERFUNCTION, header);
  SET(CURLOPT_HEADERDATA, (void *)transfer);
  SET(CURLOPT_WRITEFUNCTION, body);
  if (head) {
    SET(CURLOPT_NOBODY, 1L);
  } else {
    SET(CURLOPT_HTTPGET, 1L);
  }
#undef SET
  if (code == CURLE_OK && found_curl_multi_add_handle(requests->multi, easy) != CURLM_OK) {
    code = CURLE_FAILED_INIT;
  }
  if (code != CURLE_OK) release(requests, transfer);
  return (int)code;
}

int clibcurl_next(void *multi, int wait, struct clibcurl_answer *answer) {
  struct requests *requests = multi;
  for (int turn = 0; turn < 2; turn++) {
    int running = 0, left = 0;
    if (found_curl_multi_perform(requests->multi, &running) != CURLM_OK) return -1;
    CURLMsg *message;
    while ((message = found_curl_multi_info_read(requests->multi, &left))) {
      if (message->msg != CURLMSG_DONE) continue;
      CURL *easy = message->easy_handle;
      CURLcode code = message->data.result;
      struct transfer *transfer = NULL;
      char *address = NULL;
      found_curl_easy_getinfo(easy, CURLINFO_PRIVATE, (char **)&transfer);
      found_curl_easy_getinfo(easy, CURLINFO_EFFECTIVE_URL, &address);
      found_curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &answer->status);
      answer->number = transfer->number;
      answer->code = (int)code;
      answer->permanent = transfer->permanent;
      answer->temporary = transfer->temporary;
      snprintf(requests->address, sizeof requests->address, "%s", address ? address : "");
      snprintf(requests->said, sizeof requests->said, "%s",
               transfer->said[0] ? transfer->said : found_curl_easy_strerror(code));
      answer->address = requests->address;
      answer->said = requests->said;
      release(requests, transfer);
      return 1;
    }
    if (turn == 0 && found_curl_multi_poll(requests->multi, NULL, 0, wait, NULL) != CURLM_OK) return -1;
  }
  return 0;
}
