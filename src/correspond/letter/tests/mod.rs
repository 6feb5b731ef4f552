//! Letters from small lists of findings.

mod recipients;
mod templates;

use base64::prelude::{BASE64_STANDARD, Engine};
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::checks::About;
use crate::correspond::fixture::{self, form, id};
use crate::domain::cmrt::Version;
use crate::domain::{DeclarationId, SourceId};

fn finding(sheet: &str, cell: &str, severity: Severity, message: &str, remedy: &str) -> Finding {
    let at = if sheet.is_empty() { Place::File } else { Place::Cell(sheet.to_owned(), cell.to_owned()) };
    let (rule, message, remedy) = ("ANY_RULE", message.to_owned(), remedy.to_owned());
    Finding { rule, severity, at, message, remedy, about: About::default() }
}

fn findings() -> Vec<Finding> {
    use Severity::{Error, HighRisk, Info, Warning};
    let rows = (7..=12).map(|row| {
        finding(
            "Smelter List",
            &format!("D{row}"),
            Error,
            "the name is missing",
            "Give the smelter\u{2019}s name.",
        )
    });
    let mut all: Vec<Finding> = rows.collect();
    all.extend([
        finding("Declaration", "D28", HighRisk, "You answer Yes for Gold", ""),
        finding("Declaration", "D16", Error, "The e-mail address is missing", "Fill it in"),
        finding("Product List", "B6", Error, "No product is listed", ""),
        finding("Declaration", "G76", Warning, "The address of the policy is missing", ""),
        finding("", "", Warning, "The template is an old one", "Send the current one"),
        finding("Declaration", "D8", Info, "Only worth knowing", ""),
        finding("Smelter List", "F9", Error, "the name is missing", "Give the smelter\u{2019}s name"),
        finding("Notes", "A1", Warning, "A cell holds #REF!", ""),
    ]);
    all
}

struct Case {
    ws: Workspace,
    declaration: Declaration,
    form: Form,
    findings: Vec<Finding>,
    changes: Vec<String>,
}

impl Case {
    fn new() -> Self {
        let mut ws = fixture::workspace(&[("Delta Cables Ltd", "7"), ("Rival Wires", "8")]);
        let supplier = id(&ws, "Delta Cables Ltd");
        let contacts = [("Bo Holm", ""), ("Zoë Löw, Dr.", "zoe@delta.example")];
        let contact = |(name, email): (&str, &str)| Contact {
            name: name.to_owned(),
            email: email.to_owned(),
            phone: String::new(),
        };
        ws.suppliers.get_mut(&supplier).unwrap().contacts = contacts.map(contact).to_vec();
        let declaration = Declaration {
            id: DeclarationId::new("d"),
            supplier,
            source: SourceId::new("s"),
            form: String::new(),
            look_up: None,
            company: "Delta".to_owned(),
            version: Version::new(650),
            language: None,
            scope: None,
            date: None,
            received: date(2027, 3, 1),
            rows: 0,
        };
        Self { ws, declaration, form: form(Vec::new()), findings: findings(), changes: Vec::new() }
    }

    fn workbook<'a>(&'a self, file: &'a str) -> LetterWorkbook<'a> {
        LetterWorkbook { declaration: &self.declaration, form: &self.form, file, findings: &self.findings }
    }

    fn write(&self, wording: Wording<'_>) -> Result<Letter, LetterError> {
        self.write_on(&[self.workbook("delta\u{202e}.xlsx")], wording)
    }

    fn write_on(
        &self,
        workbooks: &[LetterWorkbook<'_>],
        wording: Wording<'_>,
    ) -> Result<Letter, LetterError> {
        let supplier = &self.ws.suppliers[&self.declaration.supplier];
        let at = fixture::stamp().at;
        let sender = Sender { analyst: "Ada Byron", company: "Acme & Söhne", at, due: date(2027, 3, 17) };
        letter(LetterSubject { supplier, workbooks, changes: &self.changes }, sender, wording)
    }

    fn letter(&self) -> Letter {
        self.write(Wording::default()).unwrap()
    }

    fn refused(&self, text: &str) -> Problem {
        self.write(Wording::own_or_built_in(Some(text))).unwrap_err().into()
    }
}

const EXPECTED: &str = "\
To: Zoë Löw, Dr. <zoe@delta.example>
Subject: Acme & Söhne: corrections to your CMRT 6.5, please by 17 March 2027

Dear Zoë Löw, Dr.,

Thank you for the declaration of Delta Cables Ltd that we received on 1 March 2027:

    File:      delta.xlsx
    Template:  CMRT 6.5
    Dated:     15 February 2027

On looking through it we found what is listed below. Please correct it in the workbook, or write to us where an entry is right as it stands, and send us the whole workbook again by 17 March 2027.

The workbook
1. The template is an old one. Send the current one.

Company information
2. The e-mail address is missing. Fill it in. (Declaration, cell D16)

Questions on the metals
3. You answer Yes for Gold. (Declaration, cell D28)

Questions about your company
4. The address of the policy is missing. (Declaration, cell G76)

Smelter list
5. The name is missing. Give the smelter’s name. (Smelter List, cells D7 to D12 and F9)

Product list
6. No product is listed. (Product List, cell B6)

Elsewhere
7. A cell holds #REF!. (Notes, cell A1)

If a point is not clear, please reply to this message.

Kind regards
Ada Byron
Acme & Söhne
";

#[test]
fn a_letter_says_what_was_received_and_what_to_correct() {
    assert_eq!(Case::new().letter().text(), EXPECTED);
}

#[test]
fn a_letter_tells_of_nobody_else_and_draws_no_conclusion() {
    let text = Case::new().letter().text().to_lowercase();
    for word in
        ["rival", "conflict free", "conflict-free", "low risk", "high risk", "high-risk", "rating", "comply"]
    {
        assert!(!text.contains(word), "{word}");
    }
}

#[test]
fn who_is_not_known_is_not_named() {
    let mut case = Case::new();
    case.ws.suppliers.values_mut().for_each(|supplier| supplier.contacts.clear());
    assert_eq!(case.letter().to.unwrap().email, "ana@delta.example", "the declaration's contact");
    case.form.fields.clear();
    case.form.date = None;
    let letter = case.letter();
    assert_eq!(letter.to, None);
    assert!(letter.text().starts_with("Subject: ") && letter.body.starts_with("Dear Sir or Madam,\n"));
    assert!(!letter.body.contains("Dated:") && !String::from_utf8(letter.eml()).unwrap().contains("To:"));
}

#[test]
fn changes_are_told_when_asked() {
    let mut case = Case::new();
    case.changes = vec!["Dropped: Gold: A".to_owned(), "Added: Tin: B\n".to_owned()];
    assert!(case.letter().body.contains("intended:\n\n- Dropped: Gold: A\n- Added: Tin: B\n\nIf a point"));
}

#[test]
fn without_corrections_there_is_no_letter() {
    let mut case = Case::new();
    case.findings.retain(|finding| finding.severity == Severity::Info);
    assert_eq!(case.write(Wording::default()), Err(LetterError::Nothing("Delta Cables Ltd".to_owned())));
}

#[test]
fn a_workspace_has_words_of_its_own() {
    let own = "\u{feff}Subject: Über {{ count }} points\r\n\r\n{% for section in sections %}{% for point in \
               section.points %}{{ point.message }}\r\n{% endfor %}{% endfor %}";
    let letter = Case::new().write(Wording::own_or_built_in(Some(own))).unwrap();
    assert_eq!(letter.subject, "Über 7 points");
    assert!(letter.body.starts_with("The template is an old one\nThe e-mail"), "{}", letter.body);
}

#[test]
fn a_broken_template_is_told_with_its_line() {
    let case = Case::new();
    for (text, place, what) in [
        ("Subject: x\n\n{% for a in %}", "line 3", "syntax error"),
        ("Subject: x\n{{ ratings }}", "line 2", "undefined"),
        ("Subject: x\n{{ company.x.y }}", "line 2", "undefined"),
        ("Dear all\n", "line 1", "Subject"),
        ("", "line 1", "Subject"),
        ("Subject: {{ number[9] }}\n", "line 1", ""),
    ] {
        let problem = case.refused(text);
        assert!(problem.place.ends_with(place) && problem.what.contains(what), "{text}: {problem}");
        assert!(problem.place.starts_with(OWN_TEMPLATE) && !problem.remedy.is_empty());
    }
    assert!(case.refused("Subject: x\n\nHello").what.contains("leaves out"), "never half a letter");
}

#[test]
fn the_table_has_every_cell_with_its_point() {
    let table = Case::new().letter().table(date(2027, 3, 3));
    let lines: Vec<String> =
        table.rows.iter().map(|row| row.iter().map(Cell::words).collect::<Vec<_>>().join("|")).collect();
    assert_eq!(lines.len(), 13, "fourteen less what is only worth knowing");
    assert_eq!(lines[0], "1|warning|||The template is an old one|Send the current one|delta.xlsx");
    assert_eq!(lines[4], "5|error|Smelter List|D7|The name is missing|Give the smelter’s name|delta.xlsx");
}

#[test]
fn workbooks_that_count_side_by_side_go_into_one_letter() {
    let case = Case::new();
    let workbooks = [case.workbook("relay-a.xlsx"), case.workbook("relay-b.xlsx")];
    let letter = case.write_on(&workbooks, Wording::default()).unwrap();
    let one = case.letter().points.len();
    assert_eq!((letter.points.len(), letter.points.last().unwrap().number), (2 * one, 2 * one));
    for said in
        ["    File:      relay-a.xlsx, relay-b.xlsx\n", "relay-b.xlsx: Smelter list\n", "to your CMRT 6.5,"]
    {
        assert!(letter.text().contains(said), "{said}: {}", letter.text());
    }
}

/// Header values by name, unfolded, and the body decoded.
fn parsed(eml: &[u8]) -> (Vec<(String, String)>, String) {
    let text = std::str::from_utf8(eml).unwrap();
    assert!(text.split("\r\n").all(|line| !line.contains('\n') && line.len() <= 998), "{text}");
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    let unfolded = head.replace("\r\n ", " ").replace("\r\n\t", " ");
    let headers: Vec<(String, String)> = unfolded
        .split("\r\n")
        .map(|line| line.split_once(": ").unwrap())
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let encoding = headers.iter().find(|(name, _)| name == "Content-Transfer-Encoding").unwrap().1.clone();
    let body = match encoding.as_str() {
        "quoted-printable" => String::from_utf8(unquoted(&body.replace("=\r\n", ""))).unwrap(),
        "7bit" => body.to_owned(),
        "base64" => String::from_utf8(BASE64_STANDARD.decode(body.replace("\r\n", "")).unwrap()).unwrap(),
        other => panic!("{other}"),
    };
    (headers, body.replace("\r\n", "\n"))
}

fn unquoted(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'=' {
            let hex = [bytes.next().unwrap(), bytes.next().unwrap()];
            out.push(u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap());
        } else {
            out.push(byte);
        }
    }
    out
}

#[test]
fn a_message_is_a_draft_that_reads_back_as_the_letter() {
    let letter = Case::new().letter();
    let eml = letter.eml();
    assert_eq!(eml, letter.eml(), "the same letter gives the same bytes");
    let (headers, body) = parsed(&eml);
    assert_eq!(body.trim_end(), letter.body.trim_end());
    let value = |name: &str| headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
    assert_eq!((value("X-Unsent"), value("From")), (Some("1"), None));
    assert_eq!(value("Date"), Some("Wed, 3 Mar 2027 09:00:00 +0000"));
    assert!(value("Message-ID").is_some_and(|id| id.ends_with("@rcoi.invalid>")), "{headers:?}");
    assert!(value("To").is_some_and(|to| to.starts_with("=?utf-8?") && to.ends_with("<zoe@delta.example>")));
    assert!(value("Content-Type").is_some_and(|kind| kind.contains("text/plain") && kind.contains("utf-8")));
    assert!(value("Subject").is_some_and(|subject| subject.contains("=?utf-8?")), "{headers:?}");
}

#[test]
fn files_of_letters_have_plain_names_of_their_own() {
    let ws = fixture::workspace(&[("Löt/Co: \"x\"", ""), ("ACME", ""), ("Acme", ""), ("?!", "")]);
    let name = |supplier: &str| {
        file_name(&ws, (&ws.suppliers[&id(&ws, supplier)], LetterKind::Corrections), date(2027, 3, 3))
    };
    assert_eq!(name("Löt/Co: \"x\""), "lot-co-x-corrections-2027-03-03.eml");
    assert_eq!(name("?!"), "supplier-corrections-2027-03-03.eml");
    assert_ne!(name("ACME"), name("Acme"));
}

proptest! {
    #[test]
    fn every_cell_of_every_correction_is_in_the_letter(cells in prop::collection::btree_set((1..40_u32, 0..4_u8), 1..30)) {
        let mut case = Case::new();
        let cell = |(row, col): &(u32, u8)| format!("{}{row}", char::from(b'A' + col));
        case.findings = cells
            .iter()
            .map(|at| finding("Smelter List", &cell(at), Severity::Error, "The same", ""))
            .collect();
        let letter = case.letter();
        prop_assert_eq!(letter.points.len(), 1);
        let mut named = std::collections::BTreeSet::new();
        let words = letter.points[0].cells();
        let list = words.trim_start_matches("Smelter List, cell").trim_start_matches('s').trim();
        for part in list.replace(" and ", ", ").split(", ") {
            let ends: Vec<_> = part.split(" to ").map(|cell| crate::domain::cmrt::CellAddress::parse(cell).unwrap()).collect();
            let column = u8::try_from(ends[0].col - 1).unwrap();
            named.extend((ends[0].row..=ends[ends.len() - 1].row).map(|row| (row, column)));
        }
        prop_assert_eq!(named, cells);
    }
}
