#!/usr/bin/env python3
"""Kills and starves real runs of `sayso tag` until they are complete, and compares every result with a run that nobody touched.

    scripts/kills.py target/release/sayso corpus/samples --kills 200 [--faults] [--more=--no-model]

Kills are SIGKILL, SIGTERM and SIGINT at random moments; torn journals are cut at a random byte; faults are errors that strace puts
into write, fsync, rename, ftruncate and open of the running process. Prints what was done; ends with 1 at the first difference.
"""

import argparse
import collections
import pathlib
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time

FAULTS = [(call, error) for call in ("write", "fdatasync", "fsync", "rename", "ftruncate", "openat") for error in ("ENOSPC", "EIO", "EINTR", "EMFILE")]


def outputs(folder):
    return {name: (folder / name).read_bytes() for name in ("out.jsonl", "out.errors.jsonl")}


class Soak:
    def __init__(self, arguments, folder):
        self.arguments, self.folder = arguments, folder
        self.command = [arguments.binary, "tag", "-q", *arguments.inputs, *arguments.more]
        self.done = collections.Counter()

    def clear(self):
        for path in self.folder.iterdir():
            path.unlink()

    def run(self, *more, before=()):
        command = [*before, *self.command, "-o", str(self.folder / "out.jsonl"), *more]
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)

    def finish(self, what, expected):
        process = self.run("--resume")
        stderr = process.communicate()[1].decode()
        if process.returncode not in (0, 3):
            sys.exit(f"{what}: going on ended with {process.returncode}: {stderr}")
        if outputs(self.folder) != expected:
            sys.exit(f"{what}: the result is another; see {self.folder}")
        left = sorted(path.name for path in self.folder.iterdir())
        if left != ["out.errors.jsonl", "out.jsonl", "out.run.json"]:
            sys.exit(f"{what}: {left} are left")
        self.clear()

    def whole(self):
        started = time.monotonic()
        self.run().communicate()
        seconds = time.monotonic() - started
        expected = outputs(self.folder)
        self.clear()
        return expected, seconds

    def kills(self, expected, seconds):
        chance = random.Random(1)
        while self.done["kills"] < self.arguments.kills:
            for _ in range(chance.randrange(1, 6)):
                how = chance.choice([signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGINT])
                process = self.run("--resume")
                time.sleep(chance.random() ** 2 * seconds)
                process.send_signal(how)
                stderr = process.communicate()[1].decode()
                if "panicked" in stderr:
                    sys.exit(stderr)
                self.done["kills"] += 1
                self.done[how.name] += 1
                journal = self.folder / "out.jsonl.journal"
                if journal.exists() and chance.random() < 0.5:
                    whole = journal.read_bytes()
                    journal.write_bytes(whole[: chance.randrange(len(whole) + 1)])
                    self.done["torn journals"] += 1
            self.finish(f"after {dict(self.done)}", expected)

    def told(self, what, expected):
        """A file that could not be opened may have cost its document: then that is told, and a run anew has everything."""
        output, errors = self.folder / "out.jsonl", self.folder / "out.errors.jsonl"
        if output.exists() and outputs(self.folder) != expected:
            if not errors.read_bytes():
                sys.exit(f"{what}: something is lost and not told; see {self.folder}")
            self.done["told"] += 1
            self.clear()
        self.finish(what, expected)

    def faults(self, expected):
        for call, error in FAULTS:
            for when in (1, 2, 3, 5, 8, 13, 40):
                inject = ["strace", "-f", "-q", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}"]
                process = self.run("--resume", before=inject)
                stderr = process.communicate()[1].decode()
                if "panicked" in stderr:
                    sys.exit(f"{call} {error} {when}: {stderr}")
                self.done["faults"] += 1
                self.done[f"ended with {process.returncode}"] += 1
                what = f"{call} {error} at {when}"
                if call == "openat":
                    self.told(what, expected)
                else:
                    self.finish(what, expected)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary")
    parser.add_argument("inputs", nargs="+")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--faults", action="store_true")
    parser.add_argument("--more", action="append", default=[])
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        soak = Soak(arguments, pathlib.Path(folder))
        expected, seconds = soak.whole()
        print(f"whole run: {seconds:.1f} s, {len(expected['out.jsonl'])} bytes", flush=True)
        soak.kills(expected, seconds)
        if arguments.faults:
            if not shutil.which("strace"):
                sys.exit("--faults needs strace")
            soak.faults(expected)
        print(", ".join(f"{what} {number}" for what, number in soak.done.items()) + ": the same bytes every time")


if __name__ == "__main__":
    main()
