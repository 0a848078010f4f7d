// What is used of libcurl: a table of pointers, filled by `clibcurl_load`.
#ifndef CLIBCURL_FUNCTIONS_H
#define CLIBCURL_FUNCTIONS_H

#include <curl/curl.h>

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
  F(struct curl_slist *, curl_slist_append, (struct curl_slist * list, const char *text))           \
  F(void, curl_slist_free_all, (struct curl_slist * list))                                          \
  F(const char *, curl_easy_strerror, (CURLcode code))

#define DECLARE(type, name, parameters)                                                             \
  extern __attribute__((visibility("hidden"))) type(*found_##name) parameters;
FUNCTIONS(DECLARE)
#undef DECLARE

#endif
