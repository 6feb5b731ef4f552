#!/usr/bin/env python3
"""Shows that twice the input takes about twice the time: fuzz/doubling.py BINARY [TIMES]. Each kind of hostile file is made in
two lengths and read into a new workspace by a release build; a line a kind says what the program computed for each, in seconds
(the least of TIMES runs), and their ratio. Exit code 1 when a ratio is over 2.3. Needs Python 3 only."""
import os, shutil, subprocess, sys, tempfile

import faults as made

BINARY = os.path.realpath(sys.argv[1])
TIMES = int(sys.argv[2]) if len(sys.argv) > 2 else 3
#: What is shorter is mostly the start of the program.
LEAST = 0.02
MOST = 2.3

cells = lambda n: ''.join(f'<row r="{i}">' + '<c><v>1</v></c>' * 5 + '</row>' for i in range(2, n))
page = lambda tables: '<html><body>' + ''.join(f'<table><tr><td>Metal<td>Smelter name<td>Country<td>c{i}<tr><td>Gold<td>Dowa {i}<td>JAPAN<td>x</table>' for i in range(tables))
formats = lambda n: b''.join(made.rec(0x41E, made.struct.pack('<HHB', 200 + i, 1, 0) + b'd') for i in range(n))
sheet = lambda rows: made.begin(16) + b''.join(made.numbers(r, 60) for r in range(1, rows)) + made.end
nested = lambda n: made.START + ''.join(f'<Worksheet ss:Name="S{i}">' for i in range(n)) + '<Table>' + ''.join(made.texts('Gold', f'n{i}') for i in range(n * 200)) + '</Table>' + '</Worksheet>' * n + '</Workbook>'

KINDS = {
    'verifier of an encrypted header': ('xlsx', lambda n: made.encrypted(n * 60_000)),
    'formats of .xls': ('xls', lambda n: made.xls(1, formats(n * 8_000) + made.rec(0xE0, made.struct.pack('<HH', 0, 200 + n * 8_000 - 1) + b'\0' * 16), sheet(n * 600))),
    'attributes of a tag': ('htm', lambda n: '<html><body><p ' + ' '.join(f'a{i}=1' for i in range(n * 120_000)) + '>x'),
    'tables with differing headers': ('htm', lambda n: page(n * 8_000)),
    'nested worksheets': ('xml', lambda n: nested(n * 30)),
    'many sheets on one part': ('xlsx', lambda n: made.book(made.HEAD + cells(12_000) + made.TAIL, sheets=[(f'S{i}', 'r1') for i in range(n * 32)])),
    'many sheets on one offset': ('xls', lambda n: made.xls(n * 32, b'', sheet(2_500))),
    'rows of a table': ('csv', lambda n: 'metal,name,country\n' + ''.join(f'Gold,Dowa Metals {i},JAPAN\n' for i in range(n * 25_000))),
    'lines of a filing': ('txt', lambda n: 'Conflict Minerals Report\n' + ''.join(f'Gold    Dowa Metals {i}    JAPAN    Active\n' for i in range(n * 20_000))),
}


def seconds(folder, file):
    """What the program computes until it has read a file."""
    least = None
    for _ in range(TIMES):
        workspace = os.path.join(folder, 'workspace')
        shutil.rmtree(workspace, ignore_errors=True)
        quiet = {'stdout': subprocess.DEVNULL, 'stderr': subprocess.DEVNULL}
        subprocess.run([BINARY, 'init', workspace, '--company', 'Example', '--year', '2026', '--person', 't'], **quiet, check=True)
        child = subprocess.Popen([BINARY, '-w', workspace, '--person', 't', 'import', '--dry-run', file], **quiet)
        usage = os.wait4(child.pid, 0)[2]
        took = usage.ru_utime + usage.ru_stime
        least = took if least is None else min(least, took)
    return least


over = False
with tempfile.TemporaryDirectory() as folder:
    os.environ.update({f'XDG_{kind}_HOME': os.path.join(folder, kind) for kind in ('CONFIG', 'DATA', 'STATE')})
    for kind, (ending, make) in KINDS.items():
        took = []
        for size in (1, 2):
            file = os.path.join(folder, f'made-{size}.{ending}')
            content = make(size)
            with open(file, 'wb') as out:
                out.write(content.encode() if isinstance(content, str) else content)
            took.append(seconds(folder, file))
        ratio = max(took[1], LEAST) / max(took[0], LEAST)
        over |= ratio > MOST
        print(f'{ratio:5.2f}  {took[0]:7.2f} {took[1]:7.2f}  {kind}', flush=True)
sys.exit(over)
