#!/usr/bin/env python3
"""Prints the figures of the house: how large it is, and how much hangs on what. Nothing but Python's own library.

    tests/figures.py             the figures
    tests/figures.py --members   also what is in the circles, which names collide, which files are long
    tests/figures.py --time      also how long `cargo test` takes

What is compiled for tests only (`#[cfg(test)]`, and files that such a `mod` brings in) is left out everywhere.
The reader knows comments, texts and braces of Rust and no more; macros are read as they stand.
"""

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SRC = ROOT / "src"

# A comment, a text or a character; what is none of these is code.
TOKEN = re.compile(
    r"""(?P<line>//[^\n]*)|(?P<block>/\*)|(?P<raw>\bb?c?r(?P<hashes>\#*)")|(?P<text>\b[bc]?"|")"""
    r"""|(?P<char>\bb?'(?:\\(?:x[0-9a-fA-F]{2}|u\{[^}]*\}|.)|[^\\'\n])'|'(?:\\(?:x[0-9a-fA-F]{2}|u\{[^}]*\}|.)|[^\\'\n])')"""
)


def end_of_block(text, at):
    """Where a block comment that begins at `at` ends; they nest."""
    depth = 0
    for found in re.compile(r"/\*|\*/").finditer(text, at):
        depth += 1 if found.group() == "/*" else -1
        if depth == 0:
            return found.end()
    return len(text)


def end_of_token(text, found):
    """Where a comment, text or character ends."""
    if found["block"]:
        return end_of_block(text, found.start())
    if found["raw"]:
        close = text.find('"' + found["hashes"], found.end())
        return len(text) if close < 0 else close + 1 + len(found["hashes"])
    if found["text"]:
        close = re.compile(r'(?:[^"\\]|\\.)*"', re.S).match(text, found.end())
        return close.end() if close else len(text)
    return found.end()


def blanked(text):
    """The text with comments as blanks, and with texts and characters as `0`s; line ends stay."""
    parts, at = [], 0
    while found := TOKEN.search(text, at):
        end = end_of_token(text, found)
        fill = " " if found["line"] or found["block"] else "0"
        parts += [text[at : found.start()], re.sub(r"[^\n]", fill, text[found.start() : end])]
        at = end
    return "".join(parts) + text[at:]


def closing(code, at):
    """Where the bracket that opens at `at` is closed."""
    depth = 0
    for i in range(at, len(code)):
        if code[i] in "([{":
            depth += 1
        elif code[i] in ")]}":
            depth -= 1
            if depth == 0:
                return i
    return len(code) - 1


def end_of_item(code, at):
    """Where the item that begins at `at` ends, its attributes included."""
    while at < len(code):
        if code[at] in "([":
            at = closing(code, at)
        elif code[at] == "{":
            return closing(code, at) + 1
        elif code[at] == ";":
            return at + 1
        at += 1
    return at


def without_tests(code):
    """The code with what is for tests only as blanks, and the modules that are for tests only."""
    modules = set()
    while found := re.search(r"#\[cfg\(test\)\]", code):
        end = end_of_item(code, found.end())
        item = code[found.start() : end]
        if named := re.search(r"\bmod\s+(\w+)\s*;\s*$", item):
            modules.add(named[1])
        code = code[: found.start()] + re.sub(r"[^\n]", " ", item) + code[end:]
    return code, modules


def module_of(path):
    """The module that a file is, as the names below the crate."""
    parts = list(path.relative_to(SRC).with_suffix("").parts)
    return tuple(parts[:-1] if parts[-1] in ("mod", "lib", "main") else parts)


def read_sources():
    """The code of every module by its name, without what is for tests only."""
    found, tests = {}, set()
    for path in sorted(SRC.rglob("*.rs")):
        if path == SRC / "main.rs":
            continue
        code = blanked(path.read_text())
        only_tests = "#![cfg(test)]" in code
        code, modules = without_tests(code)
        here = module_of(path)
        tests |= {here + (name,) for name in modules}
        if only_tests:
            tests.add(here)
        found[here] = (path, code)
    is_test = lambda module: any(module[:n] in tests for n in range(1, len(module) + 1))
    return {module: file for module, file in found.items() if not is_test(module)}


def code_lines(code):
    return sum(1 for line in code.splitlines() if line.strip())


# Size ------------------------------------------------------------------------------------------------------------

def function_lengths(code):
    """How many lines each function with a body has, from `fn` to its last brace."""
    lengths = []
    for found in re.finditer(r"\bfn\s+\w+", code):
        at = found.end()
        while at < len(code) and code[at] not in "{;":
            at = closing(code, at) + 1 if code[at] in "([" else at + 1
        if at < len(code) and code[at] == "{":
            lengths.append(code.count("\n", found.start(), closing(code, at)) + 1)
    return lengths


def print_size(sources, members):
    rooms = Counter()
    for module, (_, code) in sources.items():
        rooms[module[0] if module else "lib.rs"] += code_lines(code)
    print(f"code lines: {sum(rooms.values())} in {len(sources)} files")
    for room, lines in rooms.most_common():
        print(f"  {room:<12} {lines:>6}")
    lengths = sorted(length for _, code in sources.values() for length in function_lengths(code))
    p95 = lengths[int(0.95 * (len(lengths) - 1))]
    middle = statistics.median(lengths)
    print(f"functions: {len(lengths)}; lines: median {middle:g}, 95th percentile {p95}, longest {lengths[-1]}")
    # A comment is blank here: the last line of code ends the file before its tests.
    size = lambda code: len(code.rstrip().splitlines())
    long = sorted(((size(code), path) for path, code in sources.values() if size(code) > 400), reverse=True)
    print(f"files over 400 lines before their tests: {len(long)}")
    for lines, path in long if members else []:
        print(f"  {lines:>4} {path.relative_to(ROOT)}")


# Names -----------------------------------------------------------------------------------------------------------

TYPE = re.compile(r"\bpub(?:\s*\([^)]*\))?\s+(?:unsafe\s+)?(?:struct|enum|trait|type)\s+(\w+)")


def print_names(sources, members):
    # A type inside a trait or impl has no `pub`, so that only items are found.
    counts = Counter(name for _, code in sources.values() for name in TYPE.findall(code))
    shared = {name: count for name, count in counts.items() if count > 1}
    types, sharing = sum(counts.values()), sum(shared.values())
    print(f"public types: {types}, of which {sharing} share their name with another ({100 * sharing / types:.1f} %)")
    print(f"their names: {len(counts)}, of which {len(shared)} are declared twice or more ({100 * len(shared) / len(counts):.1f} %)")
    if members:
        listed = sorted(shared.items(), key=lambda item: (-item[1], item[0]))
        print("  " + ", ".join(f"{name} {count}" for name, count in listed))


# Who names whom --------------------------------------------------------------------------------------------------

USE = re.compile(r"\b(pub(?:\s*\([^)]*\))?\s+)?use\s+([^;]+);")
PATH = re.compile(r"(?<![\w:])(?:[A-Za-z_]\w*)(?:\s*::\s*[A-Za-z_]\w*)+")
ITEM = re.compile(r"\b(?:fn|struct|enum|trait|type|const|static|union|macro_rules!)\s+(?:mut\s+)?(\w+)")


def split_tree(tree):
    """The parts of `a, b::{c, d}`."""
    parts, depth, start = [], 0, 0
    for at, c in enumerate(tree):
        depth += (c == "{") - (c == "}")
        if c == "," and depth == 0:
            parts.append(tree[start:at])
            start = at + 1
    return [part.strip() for part in [*parts, tree[start:]] if part.strip()]


def leaves(tree, before=()):
    """The paths of a `use`, each with the name that it gets."""
    for part in split_tree(tree):
        head, brace, rest = part.partition("{")
        names = [name.strip() for name in head.split("::") if name.strip()]
        if brace:
            yield from leaves(rest[: rest.rfind("}")], before + tuple(names))
            continue
        last, _, given = names[-1].partition(" as ")
        path = before + (*names[:-1], last.strip())
        if path[-1] == "self" and len(path) > 1:
            path = path[:-1]
        yield path, given.strip() or path[-1]


class Modules:
    """The modules, what each names by `use`, and where a path leads."""

    def __init__(self, sources):
        self.sources = sources
        self.names = {module: {} for module in sources}
        self.globs = {module: [] for module in sources}
        self.items = {module: set(ITEM.findall(code)) for module, (_, code) in sources.items()}
        for module, (_, code) in sources.items():
            for found in USE.finditer(code):
                for path, name in leaves(found[2]):
                    if name == "*":
                        self.globs[module].append(path[:-1])
                    elif name != "_":
                        self.names[module][name] = path

    def resolve(self, module, path, seen=frozenset()):
        """The module that defines what a path names as seen from a module; none for what is not of this crate."""
        first, rest = path[0], path[1:]
        if first == "crate":
            return self.walk((), rest, seen)
        if first == "self":
            return self.walk(module, rest, seen)
        if first == "super":
            return self.resolve(module[:-1], ("self", *rest), seen) if module else None
        if module + (first,) in self.sources:
            return self.walk(module + (first,), rest, seen)
        if first in self.names[module]:
            return self.imported(module, first, rest, seen)
        return None

    def imported(self, module, name, rest, seen):
        target = self.names[module][name]
        step = (module, name)
        if step in seen or target[0] == name:
            return None
        return self.resolve(module, (*target, *rest), seen | {step})

    def walk(self, module, path, seen):
        """Goes down from a module as far as modules and what they name again lead."""
        if not path:
            return module
        first, rest = path[0], path[1:]
        if first in ("self", "super"):
            return self.resolve(module, path, seen)
        if module + (first,) in self.sources:
            return self.walk(module + (first,), rest, seen)
        if first in self.items[module]:
            return module
        if first in self.names[module]:
            return self.imported(module, first, rest, seen)
        for glob in self.globs[module]:
            there = None if (module, glob) in seen else self.resolve(module, glob, seen | {(module, glob)})
            if there is not None and first in self.items[there]:
                return there
        return module

    def named(self, module):
        """The modules that a module's file names, by `use` or in its code; what it only names again is left out."""
        _, code = self.sources[module]
        paths = [path for found in USE.finditer(code) if not found[1] for path, _ in leaves(found[2])]
        paths = [path[:-1] if path[-1] == "*" else path for path in paths]
        body = USE.sub("", code)
        paths += [tuple(re.split(r"\s*::\s*", found)) for found in PATH.findall(body)]
        # A name that a file passes on and uses itself is in its code without a path.
        again = {name for found in USE.finditer(code) if found[1] for _, name in leaves(found[2])}
        paths += [(name,) for name in set(re.findall(r"\w+", body)) & again]
        found = {self.resolve(module, path) for path in paths if path}
        return found - {None, module}


def circles(graph):
    """The strongly connected components, the largest first (Tarjan's, without recursion)."""
    index, low, on_stack, stack, found = {}, {}, set(), [], []
    for root in graph:
        work = [(root, iter(graph[root]))] if root not in index else []
        if work:
            index[root] = low[root] = len(index)
            stack.append(root)
            on_stack.add(root)
        while work:
            node, children = work[-1]
            for child in children:
                if child not in index:
                    index[child] = low[child] = len(index)
                    stack.append(child)
                    on_stack.add(child)
                    work.append((child, iter(graph[child])))
                    break
                if child in on_stack:
                    low[node] = min(low[node], index[child])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    at = stack.index(node)
                    found.append(stack[at:])
                    on_stack -= set(stack[at:])
                    del stack[at:]
    return sorted(found, key=len, reverse=True)


def print_circles(sources, members):
    modules = Modules(sources)
    graph = {module: modules.named(module) for module in sources}
    of_app = {module: {to for to in names if to[:1] == ("app",)} for module, names in graph.items() if module[:1] == ("app",)}
    for title, part in (("src", graph), ("app", of_app)):
        found = circles(part)
        sizes = [len(circle) for circle in found if len(circle) > 1]
        print(f"largest circle of files in {title}: {sizes[0] if sizes else 1} (all: {sizes or 'none'})")
        for module in sorted(found[0]) if members and sizes else []:
            print(f"  {sources[module][0].relative_to(ROOT)}")
    rooms = defaultdict(set)
    for module, names in graph.items():
        rooms[module[:1]] |= {to[:1] for to in names if to[:1] != module[:1]}
    tangled = [sorted("::".join(room) or "lib.rs" for room in circle) for circle in circles(dict(rooms)) if len(circle) > 1]
    print(f"circles of rooms: {tangled or 'none'}")


def print_screens(sources):
    enum = next(code for _, code in sources.values() if re.search(r"\benum ScreenId\b", code))
    body = enum[(start := enum.index("{", enum.index("enum ScreenId"))) : closing(enum, start)]
    places, files = Counter(), defaultdict(set)
    for path, code in sources.values():
        also = re.findall(r"\bScreenId\s+as\s+(\w+)", code)
        for name in re.findall(r"\b(?:%s)::(\w+)" % "|".join(["ScreenId", *also]), code):
            places[name] += 1
            files[name].add(path)
    everyone = set().union(*files.values())
    print(f"files that name screens: {len(everyone)}, in {sum(places.values())} places")
    for name in re.findall(r"\b([A-Z]\w*)\b", body):
        print(f"  {name:<12} {len(files[name]):>3} files {places[name]:>4} places")


# What it takes ---------------------------------------------------------------------------------------------------

def print_dependencies():
    asked = ["cargo", "metadata", "--format-version", "1", "--locked"]
    told = json.loads(subprocess.run(asked, cwd=ROOT, check=True, capture_output=True).stdout)
    nodes = {node["id"]: node for node in told["resolve"]["nodes"]}
    root = told["resolve"]["root"]

    def of_kind(node, kinds):
        return {dep["pkg"] for dep in node["deps"] if any(kind["kind"] in kinds for kind in dep["dep_kinds"])}

    def reach(begun):
        found, left = set(), list(begun)
        while left:
            one = left.pop()
            if one not in found:
                found.add(one)
                left += of_kind(nodes[one], (None, "build"))
        return found

    direct, dev = of_kind(nodes[root], (None, "build")), of_kind(nodes[root], ("dev",))
    print(f"dependencies: {len(direct)} direct, {len(reach(direct))} in all; with {len(dev)} for tests {len(nodes) - 1}")


def timed(title):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run(["cargo", "test", "--locked", "--quiet"], cwd=ROOT, capture_output=True)
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    failed = "" if done.returncode == 0 else "; it FAILED"
    print(f"{title}: {wall:.0f} s, {cpu:.0f} s of processor{failed}")


def print_times():
    subprocess.run(["cargo", "test", "--locked", "--no-run", "--quiet"], cwd=ROOT, check=True, capture_output=True)
    timed("cargo test with nothing to build")
    os.utime(SRC / "lib.rs")
    timed("cargo test after a touch of src/lib.rs")


def main():
    flags = set(sys.argv[1:])
    if flags - {"--members", "--time"}:
        sys.exit(__doc__)
    sources, members = read_sources(), "--members" in flags
    print_size(sources, members)
    print_names(sources, members)
    print_circles(sources, members)
    print_screens(sources)
    print_dependencies()
    if "--time" in flags:
        print_times()


main()
