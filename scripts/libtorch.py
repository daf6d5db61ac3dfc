#!/usr/bin/env python3
"""Lays out a CPU-only libtorch folder from wheels of torch and of the two CUDA stubs that its CPU library links.

    scripts/libtorch.py FOLDER WHEEL...
"""

import re
import shutil
import sys
import zipfile
from pathlib import Path

LIBRARIES = re.compile(r"torch/lib/(libtorch_cpu\.so|libc10\.so|libgomp-\w+\.so\.1)")
STUBS = re.compile(r".*/lib/(libcudart|libcupti)\.so\.\d+")


def place(name):
    """Where a file of a wheel goes; None when it is not needed."""
    if LIBRARIES.fullmatch(name) or STUBS.fullmatch(name):
        return Path("lib") / Path(name).name
    if name.startswith("torch/include/") and not name.endswith("/"):
        return Path(name).relative_to("torch")
    return None


def main():
    folder, wheels = Path(sys.argv[1]), sys.argv[2:]
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as files:
            for name in files.namelist():
                target = place(name)
                if target:
                    (folder / target).parent.mkdir(parents=True, exist_ok=True)
                    with files.open(name) as source, (folder / target).open("wb") as copy:
                        shutil.copyfileobj(source, copy, 1 << 20)
                elif name == "torch/version.py":
                    version = re.search(r"__version__ = '([^']+)'", files.read(name).decode())
                    # torch-sys compares this with the version that it was written for.
                    (folder / "build-version").write_text(version.group(1) + "\n")


if __name__ == "__main__":
    main()
