"""Servers on loopback for the rows that clone: sshd with a key of its own, and git daemon."""

import contextlib
import os
import shutil
import socket
import subprocess
import time

from measure import Failed


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@contextlib.contextmanager
def serving(command, port, environment):
    process = subprocess.Popen(command, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, start_new_session=True)
    try:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                break
            time.sleep(0.05)
        else:
            raise Failed(command, process.poll() or 1, "does not listen")
        yield
    finally:
        process.terminate()
        process.wait()


@contextlib.contextmanager
def ssh(bench):
    """Yields the start of an address and git's command for ssh."""
    folder = os.path.join(bench.work, "sshd")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    for key in ("host", "user"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", os.path.join(folder, key)], check=True)
    if os.geteuid() == 0:
        os.makedirs("/run/sshd", exist_ok=True)
    port = free_port()
    with open(os.path.join(folder, "config"), "w", encoding="utf-8") as file:
        file.write(f"ListenAddress 127.0.0.1\nPort {port}\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/user.pub\n"
                   "PidFile none\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\n")
    command = (f"ssh -F none -p {port} -i {folder}/user -o IdentitiesOnly=yes -o BatchMode=yes "
               f"-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR")
    with serving([shutil.which("sshd"), "-D", "-f", os.path.join(folder, "config")], port, bench.environment):
        yield f"ssh://127.0.0.1:{port}", command


@contextlib.contextmanager
def git_daemon(bench):
    port = free_port()
    command = ["git", "-c", "safe.directory=*", "daemon", "--export-all", "--listen=127.0.0.1", f"--port={port}",
               f"--base-path={bench.work}", bench.work]
    with serving(command, port, bench.environment):
        yield f"git://127.0.0.1:{port}"
