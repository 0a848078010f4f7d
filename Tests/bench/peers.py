"""The peers, each set up as its own manual says, before anything is measured."""

import email.utils
import os
import shutil
import subprocess
import sys

from network import read_texts
from records import AUTHOR


def environment(work):
    """One for all: no settings of the machine, one author, English."""
    home = os.path.join(work, "home")
    os.makedirs(home, exist_ok=True)
    with open(os.path.join(home, ".gitconfig"), "w", encoding="utf-8") as file:
        file.write(f"[user]\n\tname = {AUTHOR[1]}\n\temail = {AUTHOR[2]}\n[init]\n\tdefaultBranch = main\n"
                   "[advice]\n\tdetachedHead = false\n[safe]\n\tdirectory = *\n")
    return {
        "PATH": os.environ["PATH"], "HOME": home, "LC_ALL": "C.UTF-8", "GIT_CONFIG_NOSYSTEM": "1", "NO_COLOR": "1",
        "XDG_CONFIG_HOME": os.path.join(home, "config"), "NOTMUCH_CONFIG": os.path.join(home, "notmuch"),
        "PYTHONPATH": os.path.dirname(os.path.abspath(__file__)), "TERM": "dumb",
    }


class Peers:
    def __init__(self, network, environment):
        self.network = network
        self.environment = environment
        self.folder = network.folder
        self.tree = os.path.join(self.folder, "git-tree")
        self.sparse = os.path.join(self.folder, "git-sparse")
        self.mgrnet_tree = os.path.join(self.folder, "mgrnet-tree")
        self.mail = os.path.join(self.folder, "mail")
        self.fts = os.path.join(self.folder, "fts5.sqlite")

    def call(self, *argv):
        subprocess.run(argv, check=True, env=self.environment, stdout=subprocess.DEVNULL)

    def make_tree(self, path):
        """A clone with a work tree and the objects of its own in one pack."""
        if os.path.exists(os.path.join(path, ".git", "made")):
            return path
        shutil.rmtree(path, ignore_errors=True)
        self.call("git", "clone", "-q", "--no-hardlinks", self.network.bare, path)
        self.call("git", "-C", path, "commit-graph", "write", "--reachable", "--no-progress")
        # The index's times must be older than the index, or git reads every file again ("racily clean").
        self.call("sleep", "1.1")
        self.call("git", "-C", path, "update-index", "-q", "--really-refresh")
        open(os.path.join(path, ".git", "made"), "w").close()
        return path

    def make_sparse(self):
        """One community of the million in the work tree, the others as trees in a sparse index."""
        path = self.sparse
        if os.path.exists(os.path.join(path, ".git", "made")):
            return path
        shutil.rmtree(path, ignore_errors=True)
        self.call("git", "clone", "-q", "--no-checkout", "--shared", self.network.bare, path)
        self.call("git", "-C", path, "config", "index.sparse", "true")
        self.call("git", "-C", path, "sparse-checkout", "set", "--cone", "--sparse-index",
                  self.network.facts["example_folder"])
        self.call("git", "-C", path, "checkout", "-q", "main")
        open(os.path.join(path, ".git", "made"), "w").close()
        return path

    def make_mail(self):
        """The same texts as messages in a maildir, replies in the threads of their posts, indexed."""
        if os.path.exists(os.path.join(self.mail, "made")):
            self.configure_notmuch()
            return
        shutil.rmtree(self.mail, ignore_errors=True)
        titles = {}
        for number, (identifier, title, body, author, parent, when) in enumerate(read_texts(self.network.texts)):
            folder = os.path.join(self.mail, f"{number // 5000:03}")
            if number % 5000 == 0:
                for part in ("cur", "new", "tmp"):
                    os.makedirs(os.path.join(folder, part))
            if title:
                titles[identifier] = title
            lines = [
                f"From: {author} <{author}@example.org>", "To: network@example.org",
                f"Subject: {title or 'Re: ' + titles.get(parent, '')}", f"Message-ID: <{identifier}@example.org>",
                f"Date: {email.utils.formatdate(int(when))}",
                "MIME-Version: 1.0", "Content-Type: text/plain; charset=utf-8", "Content-Transfer-Encoding: 8bit"]
            if parent:
                lines.append(f"In-Reply-To: <{parent}@example.org>")
            name = os.path.join(folder, "cur", f"{when}.{identifier}:2,S")
            with open(name, "w", encoding="utf-8") as file:
                file.write("\n".join(lines) + "\n\n" + body + "\n")
        self.configure_notmuch()
        self.call("notmuch", "new", "--quiet")
        self.call("notmuch", "compact", "--quiet")
        open(os.path.join(self.mail, "made"), "w").close()

    def configure_notmuch(self):
        with open(self.environment["NOTMUCH_CONFIG"], "w", encoding="utf-8") as file:
            file.write(f"[database]\npath={self.mail}\n[user]\nname={AUTHOR[1]}\nprimary_email={AUTHOR[2]}\n"
                       "[new]\ntags=inbox\nignore=made\n[search]\nexclude_tags=\n[maildir]\nsynchronize_flags=false\n")

    def fts_command(self):
        """What builds the FTS5 database; run by the row that measures it, and once for those that search it."""
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fts5_build.py")
        return (sys.executable, script, self.network.texts, self.fts)

    def make_fts(self):
        if not os.path.exists(self.fts):
            self.call(*self.fts_command())
