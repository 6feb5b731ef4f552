#!/usr/bin/env python3
"""Makes hostile and large files into the folder given, for faults.sh. Needs Python 3 only."""
import base64, io, os, struct, sys, zipfile

OUT = sys.argv[1] if len(sys.argv) > 1 else '.'


def put(name, data):
    if __name__ != '__main__':
        return
    data = data.encode() if isinstance(data, str) else data
    open(os.path.join(OUT, name), 'wb').write(data)


# Workbooks of OOXML

def book(sheet, strings='<sst/>', sheets=(('S', 'r1'),), more=(), relations=()):
    out = io.BytesIO()
    archive = zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED, compresslevel=9)
    listed = ''.join(f'<sheet name="{n}" r:id="{r}"/>' for n, r in sheets)
    known = (('r1', 'worksheet', 's.xml'), ('r2', 'sharedStrings', 'st.xml'), ('r3', 'styles', 'styles.xml'), *relations)
    related = ''.join(f'<Relationship Id="{i}" Type="x/{t}" Target="{g}"/>' for i, t, g in known)
    parts = [('[Content_Types].xml', '<Types/>'), ('xl/workbook.xml', f'<workbook xmlns:r="r"><sheets>{listed}</sheets></workbook>'),
             ('xl/_rels/workbook.xml.rels', f'<Relationships>{related}</Relationships>'), ('xl/s.xml', sheet), ('xl/st.xml', strings), *more]
    for name, content in parts:
        archive.writestr(name, content)
    archive.close()
    return out.getvalue()


def row(n, values):
    return f'<row r="{n}">' + ''.join(f'<c t="inlineStr"><is><t>{v}</t></is></c>' for v in values) + '</row>'


HEAD = '<worksheet><sheetData>' + row(1, ['Metal', 'Smelter name', 'Country', 'CID'])
TAIL = '</sheetData></worksheet>'
cells = ''.join(f'<row r="{i}">' + '<c><v>1</v></c>' * 5 + '</row>' for i in range(2, 12000))

# One shared string in very many cells; several of them; one that holds escapes; and a middling one in more cells.
shared = lambda rows, columns, at='0': HEAD + ''.join(f'<row r="{i}">' + f'<c t="s"><v>{at}</v></c>' * columns + '</row>' for i in range(2, rows)) + TAIL
put('shared-string.xlsx', book(shared(750, 40), '<sst><si><t>' + 'abcdefghij' * 100_000 + '</t></si></sst>'))
put('shared-strings-escaped.xlsx', book(shared(2000, 60), '<sst><si><t>' + '_x0041_bcdefghij' * 50_000 + '</t></si></sst>'))
put('shared-string-middling.xlsx', book(shared(15000, 60), '<sst><si><t>' + 'abcdefghij' * 200 + '</t></si></sst>'))
put('shared-string-names.xlsx', book(HEAD + ''.join(f'<row r="{i}"><c t="inlineStr"><is><t>Gold</t></is></c><c t="s"><v>0</v></c><c t="inlineStr"><is><t>JAPAN</t></is></c></row>' for i in range(2, 60_000)) + TAIL, '<sst><si><t>' + 'Dowa Metal ' * 3_000 + '</t></si></sst>'))
# One text in a cell, a megabyte long, in every one of many cells
put('inline-strings.xlsx', book(HEAD + ''.join(row(i, ['x' * 500_000]) for i in range(2, 100)) + TAIL))
# Sheets that are one part; and parts that are alike but not one
put('one-part-64-sheets.xlsx', book(HEAD + cells + TAIL, sheets=[(f'S{i}', 'r1') for i in range(64)]))
put('one-part-other-spelling.xlsx', book(HEAD + cells + TAIL, sheets=[(f'S{i}', f'q{i}') for i in range(64)], relations=[(f'q{i}', 'worksheet', './' * i + ('S.xml' if i % 2 else 's.xml')) for i in range(64)]))
put('like-parts-64-sheets.xlsx', book(HEAD + TAIL, sheets=[(f'S{i}', f'q{i}') for i in range(64)], relations=[(f'q{i}', 'worksheet', f'p{i}.xml') for i in range(64)], more=[(f'xl/p{i}.xml', HEAD + cells + TAIL) for i in range(64)]))
put('small-parts.xlsx', book(HEAD + TAIL, sheets=[(f'S{i}', f'q{i}') for i in range(64)], relations=[(f'q{i}', 'worksheet', f'p{i}.xml') for i in range(64)], more=[(f'xl/p{i}.xml', HEAD + '<row>' + '<c><v>1</v></c>' * 60_000 + '</row>' + TAIL) for i in range(64)]))
put('one-name-64-sheets.xlsx', book(HEAD + cells + TAIL, sheets=[('S', 'r1') for i in range(64)]))
put('million-cells.xlsx', book(HEAD + ''.join(f'<row r="{i}">' + ''.join(f'<c><v>{i * j}.5</v></c>' for j in range(60)) + '</row>' for i in range(2, 16_000)) + TAIL))
put('merged.xlsx', book(HEAD + cells + '</sheetData>' + ''.join(f'<mergeCell ref="A{i}:E{i + 1}"/>' for i in range(2, 40_000)) + '</worksheet>'))
put('attributes-of-cell.xlsx', book(HEAD + '<row ' + ' '.join(f'a{i}="1"' for i in range(100_000)) + '/>' + TAIL))
# Strings of many different lengths; a hostile table of formats
put('formats.xlsx', book(HEAD + cells + TAIL, more=[('xl/styles.xml', '<styleSheet><numFmts>' + ''.join(f'<numFmt numFmtId="{200 + i}" formatCode="d"/>' for i in range(30_000)) + '</numFmts><cellXfs>' + '<xf numFmtId="30199"/>' * 30_000 + '</cellXfs></styleSheet>')]))
put('relations.xlsx', book(HEAD + TAIL, sheets=[(f'S{i}', f'q{29_000 + i}') for i in range(900)], relations=[(f'q{i}', 'worksheet', 's.xml') for i in range(30_000)]))


# Compound files

def cfb(streams):
    size = 512; fat = []; data = []
    def add(content):
        content += b'\0' * (-len(content) % size); n = len(content) // size; start = len(fat)
        fat.extend(start + i + 1 if i < n - 1 else 0xFFFFFFFE for i in range(n)); data.append(content); return start
    metas = []
    for name, content in streams:
        content = content.ljust(4096, b'\0'); metas.append((name, add(content), len(content)))
    free = 0xFFFFFFFF
    def entry(name, kind, right, child, start, length):
        written = name.encode('utf-16le') + b'\0\0' if name else b''
        return written.ljust(64, b'\0') + struct.pack('<HBBIII', len(written), kind, 1, free, right, child) + b'\0' * 36 + struct.pack('<IQ', start, length)
    order = sorted(range(len(metas)), key=lambda i: (len(metas[i][0]), metas[i][0].upper())); entries = {}
    for k, i in enumerate(order): entries[i] = entry(metas[i][0], 2, order[k + 1] + 1 if k + 1 < len(order) else free, free, metas[i][1], metas[i][2])
    folder = entry('Root Entry', 5, free, order[0] + 1, 0xFFFFFFFE, 0) + b''.join(entries[i] for i in range(len(metas)))
    while len(folder) % size: folder += entry('', 0, free, free, 0, 0)
    first = add(folder); tables = 1
    while tables * 128 < len(fat) + tables: tables += 1
    at = len(fat); fat.extend([0xFFFFFFFD] * tables); fat.extend([free] * (tables * 128 - len(fat)))
    assert tables <= 109, 'too large for a header alone'
    head = bytes([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) + b'\0' * 16 + struct.pack('<HHHHH', 0x3E, 3, 0xFFFE, 9, 6) + b'\0' * 6 + struct.pack('<9I', 0, tables, first, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0)
    return head + struct.pack('<109I', *([at + i for i in range(tables)] + [free] * (109 - tables))) + b''.join(data) + struct.pack(f'<{len(fat)}I', *fat)


def encrypted(verifier, value=64, rounds=1000, key=32, salt=16, package=8192):
    b64 = lambda content: base64.b64encode(content).decode()
    common = f'saltSize="{salt}" blockSize="16" keyBits="256" hashSize="64" cipherAlgorithm="AES" cipherChaining="ChainingModeCBC" hashAlgorithm="SHA512" saltValue="' + b64(bytes(salt)) + '"'
    told = f'<encryption><keyData {common}/><keyEncryptors><keyEncryptor uri="p"><p:encryptedKey spinCount="{rounds}" {common} encryptedVerifierHashInput="{b64(bytes(verifier))}" encryptedVerifierHashValue="{b64(bytes(value))}" encryptedKeyValue="{b64(bytes(key))}"/></keyEncryptor></keyEncryptors></encryption>'
    return cfb([('EncryptionInfo', struct.pack('<HHI', 4, 4, 0x40) + told.encode()), ('EncryptedPackage', struct.pack('<Q', package) + bytes(package))])


put('verifier.xlsx', encrypted(120_000))
put('verifier-value.xlsx', encrypted(16, value=1_000_000))
put('rounds.xlsx', encrypted(16, rounds=2_000_000))
put('salt.xlsx', encrypted(16, salt=2_000_000, rounds=10))

rec = lambda kind, content: struct.pack('<HH', kind, len(content)) + content
begin = lambda kind: rec(0x809, struct.pack('<HHHHII', 0x600, kind, 0, 0, 0, 0)); end = rec(0x0A, b'')
def sheet_at(offset, name): return rec(0x85, struct.pack('<IBBBB', offset, 0, 0, len(name), 0) + name.encode())
numbers = lambda r, n: rec(0xBD, struct.pack('<HH', r, 0) + b''.join(struct.pack('<HI', 0, (i << 2) | 2) for i in range(n)) + struct.pack('<H', n - 1))
def xls(n, before, sheet, step=0):
    globals_ = lambda offset: begin(5) + b''.join(sheet_at(offset + i * step, f'S{i}') for i in range(n)) + before + end
    return cfb([('Workbook', globals_(len(globals_(0))) + sheet)])


rows = begin(16) + b''.join(numbers(r, 60) for r in range(1, 2500)) + end
put('same-offset-64-sheets.xls', xls(64, b'', rows))
# Sheets that begin within each other: each has the rest of the stream.
put('overlapping-64-sheets.xls', xls(64, b'', b''.join(begin(16) for _ in range(64)) + b''.join(numbers(r, 60) for r in range(1, 2500)) + end * 64, step=20))
formats = b''.join(rec(0x41E, struct.pack('<HHB', 200 + i, 1, 0) + b'd') for i in range(30_000))
put('formats.xls', xls(1, formats + rec(0xE0, struct.pack('<HH', 0, 30_199) + b'\0' * 16), rows))
text = rec(0xFC, struct.pack('<II', 1, 1) + struct.pack('<HB', 8000, 0) + b'q' * 8000)
labels = b''.join(rec(0xFD, struct.pack('<HHHI', 1 + i // 60, i % 60, 0, 0)) for i in range(200_000))
put('shared-string.xls', xls(1, text, begin(16) + labels + end))

# SpreadsheetML

START = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">'
texts = lambda *words: '<Row>' + ''.join(f'<Cell><Data ss:Type="String">{word}</Data></Cell>' for word in words) + '</Row>'
put('nested-worksheets.xml', START + ''.join(f'<Worksheet ss:Name="S{i}">' for i in range(60)) + '<Table>' + ''.join(texts('Gold', f'n{i}') for i in range(12_000)) + '</Table>' + '</Worksheet>' * 60 + '</Workbook>')
put('many-cells.xml', START + '<Worksheet ss:Name="S"><Table>' + ''.join(texts('Gold', f'Dowa {i}', 'JAPAN', 'x', 'y', 'z') for i in range(60_000)) + '</Table></Worksheet></Workbook>')

# Web pages

HTML = '<html><body><table>'
put('rowspan.htm', HTML + '<tr>' + ('<td rowspan=2000>' + 'q' * 8_000 + '</td>') * 250 + '</tr>' + '<tr></tr>' * 1999 + '</table>')
put('rowspan-small.htm', HTML + '<tr><td>Metal<td>Smelter name<td>Country</tr>' + ('<tr>' + ('<td rowspan=2000>' + 'Dowa ' * 100 + '</td>') * 60 + '</tr>' + '<tr></tr>' * 1999) * 8 + '</table>')
put('headers-differ.htm', '<html><body>' + ''.join(f'<table><tr><td>Metal</td><td>Smelter name</td><td>Country</td><td>c{i}</td></tr><tr><td>Gold</td><td>A</td><td>JAPAN</td><td>x</td></tr></table>' for i in range(20_000)))
put('headers-differ-named.htm', '<html><body>' + ''.join(f'<table><tr><td>Metal</td><td>Smelter name</td><td>Country</td><td>c{i}</td></tr><tr><td>Gold</td><td>Dowa Metals {i}</td><td>JAPAN</td><td>x</td></tr></table>' for i in range(20_000)))
put('headers-of-one-table.htm', HTML + ''.join(f'<tr><td>Metal</td><td>Smelter name</td><td>Country</td><td>c{i}</td></tr><tr><td>Gold</td><td>Dowa Metals {i}</td><td>JAPAN</td><td>x</td></tr>' for i in range(20_000)) + '</table>')
put('attributes.htm', '<html><body><p ' + ' '.join(f'a{i}=1' for i in range(120_000)) + '>x')
put('attributes-end-tag.htm', '<html><body></p ' + ' '.join(f'a{i}=1' for i in range(120_000)) + '>x')
put('attributes-of-cells.htm', HTML + ''.join('<tr><td ' + ' '.join(f'a{i}="{j}"' for i in range(2_000)) + '>Gold<td>Dowa' for j in range(60)))
put('attributes-in-quotes.htm', '<html><body><p a=">' + ' '.join(f'b{i}=1' for i in range(100)) + '" ' + ' '.join(f"a{i}='>'" for i in range(120_000)) + '>x')
put('page-20-mb.htm', HTML + '<tr><td>Metal<td>Smelter name<td>Country</tr>' + ''.join(f'<tr><td>Gold</td><td>Dowa Metals and Mining Company {i}</td><td>JAPAN</td></tr>\n' for i in range(280_000)) + '</table>')
put('page-of-cells.htm', HTML + '<tr>' + '<td>' * 900_000)
put('page-of-short-cells.htm', HTML + '<tr><td>Metal<td>Smelter name<td>Country' + ''.join('<tr>' + '<td>Gold' * 60 for _ in range(15_000)) + '</table>')
put('page-of-paragraphs.htm', '<html><body>' + '<p>Gold refiners are listed below: Dowa, JAPAN' * 450_000)
put('page-of-items.htm', '<html><body><p>Smelters and refiners<h2>Gold</h2><ul>' + ''.join(f'<li>Dowa Metals {i} Co., Ltd., JAPAN' for i in range(500_000)))
put('page-of-tables.htm', '<html><body>' + '<table><tr><td>Gold<td>Dowa</table>' * 500_000)
put('page-of-nested.htm', '<html><body>' + ('<table><tr><td>a<td>' * 25 + 'x' + '</table>' * 25) * 8_000)
put('page-of-marks.htm', HTML + '<tr><td>Metal<td>Smelter name<td>Country' + ''.join(f'<tr><td>Gold<td>Dowa Metals {i}<sup>({i})</sup><td>JAPAN' for i in range(60_000)) + '</table>' + ''.join(f'<p>({i}) Active since May.' for i in range(60_000)))
put('one-text.htm', '<html><body><p>' + 'Dowa Metals, Japan. ' * 1_000_000)
put('comment.htm', '<html><body><p>x' + '<!--' + '-' * 20_000_000)
put('entities.htm', '<html><body><p>' + '&amp;' * 4_000_000)

# CSV and text

put('list-38-mb.csv', 'metal,name,country,status\n' + ''.join(f'Gold,"Example Refinery of Precious Metals and Company Limited number {i}",ITALY,Active\n' for i in range(440_000)))
put('list-200000-rows.csv', 'metal,name,country,status\n' + ''.join(f'Gold,Example Refinery {i} Ltd.,ITALY,Active\n' for i in range(199_999)))
put('cells.csv', 'metal,name,country,status\n' + ('a,' * 60 + 'b\n') * 190_000)
put('commas.csv', 'metal,name,country,status\nGold,Dowa,JAPAN,Active\n' + ',' * 38_000_000)
put('one-letter-lines.csv', 'metal,name,country,status\nGold,Dowa,JAPAN,Active\n' + 'x\n' * 15_000_000)
put('one-cell.csv', 'metal,name,country,status\nGold,"' + 'Dowa ' * 7_000_000)
put('long-names.csv', 'metal,name,country,status\n' + ''.join(f'Gold,{"Dowa Refinery " * 2_000}{i},JAPAN,Active\n' for i in range(1_300)))
put('remarks.csv', 'metal,name,country,status\n' + ''.join(f'Gold,Dowa {i},JAPAN,{"no such status " * 20}\n' for i in range(100_000)))
put('lines.txt', 'Form SD\nConflict Minerals Report\n' + ''.join(f'Gold    Dowa Metals {i}    JAPAN    Active\n' for i in range(400_000)))
put('prose.txt', 'Form SD\nConflict Minerals Report for the year ended December 31, 2022\n' + 'We rely on our suppliers for gold from Dowa Metals, Japan, which is conformant.\n' * 450_000)
put('bullets.txt', 'Form SD\nSmelters and refiners\nGold\n' + ''.join(f'- Dowa Metals {i} Co., Ltd., JAPAN\n' for i in range(600_000)))
put('list-30-mb.md', '| Metal | Name | Country |\n|---|---|---|\n' + ''.join(f'| Gold | Dowa Metals and Mining Company {i} | JAPAN |\n' for i in range(550_000)))
put('64-mib.txt', 'Form SD\n' + 'a b c d e f g\n' * 4_700_000)
