// One element of the table in shipped.c: the file files/<LANGUAGE>/<PATH>.
// No include guard: each entry of shipped_list.h includes it again.

#define SHIPPED_TEXT_(...) #__VA_ARGS__
#define SHIPPED_TEXT(...) SHIPPED_TEXT_(__VA_ARGS__)

{
    .path = SHIPPED_TEXT(PATH),
    .language = SHIPPED_TEXT(LANGUAGE),
    .bytes =
        (const unsigned char[]){
#embed SHIPPED_TEXT(files/LANGUAGE/PATH)
        },
    .count = sizeof((const unsigned char[]){
#embed SHIPPED_TEXT(files/LANGUAGE/PATH)
    }),
},

#undef PATH
#undef SHIPPED_TEXT
#undef SHIPPED_TEXT_
