#ifndef SHIPPED_H
#define SHIPPED_H
#endif
