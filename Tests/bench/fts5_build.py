"""Puts the texts of a network into FTS5: python3 fts5_build.py TEXTS DATABASE

What one would write with Python's own sqlite3, made as fast as it goes: one transaction, no journal, no waiting
for the disk, accents folded as mgrnet folds them.
"""

import os
import sqlite3
import sys

from network import read_texts

texts, path = sys.argv[1:]
unfinished = path + ".part"
if os.path.exists(unfinished):
    os.remove(unfinished)
database = sqlite3.connect(unfinished, isolation_level=None)
database.execute("pragma journal_mode = off")
database.execute("pragma synchronous = off")
database.execute("pragma cache_size = -65536")
database.execute("create virtual table docs using fts5(title, body, tokenize = 'unicode61 remove_diacritics 2')")
database.execute("begin")
database.executemany("insert into docs(title, body) values (?, ?)", ((row[1], row[2]) for row in read_texts(texts)))
database.execute("commit")
database.close()
os.replace(unfinished, path)
