#!/usr/bin/env python3
"""Checks licences, bans and sources as deny.toml says, and that every dependency is used.

What cargo-deny and cargo-machete check in more depth, with the standard library only."""
import json
import pathlib
import re
import subprocess
import sys
import tomllib

ROOT = pathlib.Path(__file__).resolve().parent.parent
RULES = tomllib.loads((ROOT / "deny.toml").read_text())
ALLOWED = set(RULES["licenses"]["allow"])
BANNED = {entry["crate"] for entry in RULES["bans"]["deny"]}


# The house, and the program that sets PDFs, which is a workspace of its own.
WORKSPACES = [ROOT, ROOT / "backend/pdf"]


def cargo(folder, *arguments):
    return subprocess.run(["cargo", *arguments, "--locked"], cwd=folder, check=True, capture_output=True, text=True).stdout


def packages(folder):
    """Every package that a build for one of the targets takes in; the lock file also lists what no feature turns on."""
    built = set()
    for target in RULES["graph"]["targets"]:
        lines = cargo(folder, "tree", "--workspace", "--target", target, "--prefix", "none", "--format", "{p}").splitlines()
        built |= {tuple(line.split()[:2]) for line in lines if line}
    known = json.loads(cargo(folder, "metadata", "--format-version", "1"))["packages"]
    return [package for package in known if (package["name"], f"v{package['version']}") in built]


def licence_holds(expression):
    """True if one choice of an SPDX expression is allowed as a whole."""
    tokens = re.findall(r"\(|\)|AND|OR|[A-Za-z0-9.+-]+(?: WITH [A-Za-z0-9.+-]+)?", expression.replace("/", " OR "))
    python = [token.lower() if token in ("AND", "OR") else token if token in "()" else str(token in ALLOWED) for token in tokens]
    return bool(python) and eval(" ".join(python))  # only True, False, and, or and brackets are left


def graph():
    for package in (package for folder in WORKSPACES for package in packages(folder)):
        name, source = f"{package['name']} {package['version']}", package["source"]
        if package["name"] in BANNED:
            yield f"{name} is banned"
        if source is None:
            continue
        if not source.startswith("registry+https://github.com/rust-lang/crates.io-index"):
            yield f"{name} comes from {source}"
        if not licence_holds(package["license"] or ""):
            yield f"{name} has the licence {package['license']!r}"


def unused():
    for manifest in [*ROOT.glob("backend/*/Cargo.toml"), ROOT / "migrations/Cargo.toml", ROOT / "tests/Cargo.toml"]:
        wanted = tomllib.loads(manifest.read_text())
        sources = "\n".join(path.read_text() for path in manifest.parent.rglob("*.rs"))
        for name in {**wanted.get("dependencies", {}), **wanted.get("dev-dependencies", {})}:
            if not re.search(rf"\b{name.replace('-', '_')}\b", sources):
                yield f"{manifest.relative_to(ROOT)}: {name} is not used"
    used = "\n".join(path.read_text() for path in ROOT.glob("**/Cargo.toml") if "target" not in path.parts and path != ROOT / "Cargo.toml")
    for name in tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["dependencies"]:
        if not re.search(rf"^{re.escape(name)}[ .]", used, re.MULTILINE):
            yield f"Cargo.toml: {name} is not used by any crate"


faults = {*graph(), *unused()}
print("\n".join(sorted(faults)) or "dependencies: licences, bans, sources and uses are in order")
sys.exit(bool(faults))
