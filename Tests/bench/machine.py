"""What the figures were measured on."""

import os
import platform
import shutil
import subprocess


def describe(mgrnet):
    """Lines of Markdown: processor, memory, system, versions."""
    model = first("/proc/cpuinfo", "model name") or platform.processor() or platform.machine()
    kilobytes = (first("/proc/meminfo", "MemTotal") or "0").split()[0]
    system = (first("/etc/os-release", "PRETTY_NAME", "=") or platform.system()).strip('"')
    versions = [version(*command) for command in (
        ("git", "--version"), ("notmuch", "--version"), ("rg", "--version"), ("sqlite3", "--version"))]
    if mgrnet:
        versions.insert(0, version(mgrnet, "--version"))
    return [
        f"- {model}, {os.cpu_count()} cores, {int(kilobytes) / 1048576:.0f} GiB; {system}, Linux {platform.release()}",
        f"- {'; '.join(text for text in versions if text)}; Python {platform.python_version()}",
    ]


def first(path, key, separator=":"):
    try:
        with open(path, encoding="utf-8") as file:
            for line in file:
                name, _, value = line.partition(separator)
                if name.strip() == key:
                    return value.strip()
    except OSError:
        pass
    return None


def path_of(program):
    return shutil.which(program)


def version(*command):
    name = os.path.basename(command[0])
    try:
        text = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split("\n")[0]
    except (OSError, subprocess.CalledProcessError):
        return f"{name} missing"
    words = text.split()
    number = next((word for word in words if word[:1].isdigit()), "") or text
    return f"{name} {number}"
