//! From a key to its frame, with 5,000 facilities of five claims each, at 200x60: update and drawing, without
//! the terminal. The goal is under 5 ms a keystroke, and under 50 ms for a page of text pasted or typed in one burst.

use divan::Bencher;
use jiff::civil::date;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rcoi::app::keymap::{DEFAULT, Keymap};
use rcoi::app::{App, Clock, Key, Msg, Session, Start, update};
use rcoi::domain::{
    Charter, Cid, Claim, CountryValue, Edit, IdGen, Metal, Origin, Place, Source, SourceId, SourceKind,
    Status, Value, Workspace,
};
use rcoi::ui::{Theme, draw};

const FACILITIES: usize = 5_000;

fn main() {
    divan::main();
}

fn clock() -> Clock {
    let now = jiff::Timestamp::UNIX_EPOCH;
    Clock { now, today: date(2026, 11, 22) }
}

fn claims(number: usize, source: &SourceId) -> Vec<Claim> {
    let line = u32::try_from(number + 1).unwrap_or(1);
    let countries = ["CHINA", "JAPAN", "BRAZIL", "RWANDA", "INDONESIA", "UNITED STATES OF AMERICA"];
    let country = countries.get(number % countries.len()).copied().unwrap_or("CHINA");
    let status = Status::STATED.get(number % 3).copied().unwrap_or(Status::Active);
    let mut values = vec![
        Value::Name(format!("Facility {number} Refining Co., Ltd.")),
        Value::Alias(format!("Plant {number}")),
        Value::Country(CountryValue::read(country)),
        Value::Status(status, None),
    ];
    values.extend(Cid::parse(&format!("CID{number:06}")).map(Value::Cid));
    let stated = |value| Claim {
        value,
        origin: Origin::Stated { source: source.clone(), place: Place::Line(line, 2) },
        as_of: None,
    };
    values.into_iter().map(stated).collect()
}

fn workspace() -> Workspace {
    let mut ws = Workspace::new(Charter { company: "Example".to_owned(), year: 2026, sample: false });
    let source = SourceId::new("0123456789abcdef");
    let record = Source {
        id: source.clone(),
        file: "list.csv".to_owned(),
        sha256: "0".repeat(64),
        kind: SourceKind::FacilityTable,
        role: None,
        title: "list".to_owned(),
        as_of: None,
        imported_at: jiff::Timestamp::UNIX_EPOCH,
        rows: 5_000,
        statements: Vec::new(),
    };
    let mut ids = IdGen::new([9; 16]);
    let mut edits = vec![Edit::AddSource(Box::new(record))];
    for number in 0..FACILITIES {
        let id = ids.facility();
        let metal = Metal::ALL.get(number % 4).copied().unwrap_or(Metal::Tin);
        edits.push(Edit::AddFacility(id.clone(), metal));
        edits.extend(claims(number, &source).into_iter().map(|claim| Edit::AddClaim(id.clone(), claim)));
    }
    if let Err(error) = Edit::Batch(edits).apply(&mut ws) {
        eprintln!("the benchmark's workspace is wrong: {error}");
    }
    ws
}

fn app(keys: &str) -> App {
    let start = Start {
        workspace: workspace(),
        contents: rcoi::domain::Contents::default(),
        tail: Vec::new(),
        next_seq: 1,
        read_only: None,
        zone: jiff::tz::TimeZone::UTC,
        person: "ana".to_owned(),
        keymap: Keymap::parse(DEFAULT).unwrap_or_default(),
        session: Session::default(),
        seed: [1; 16],
        mouse: true,
        letter_template: None,
        own_proposals: rcoi::report::OwnProposals::default(),
        themes: vec!["dark".to_owned()],
    };
    let mut app = App::new(start, clock(), (200, 60));
    update(&mut app, Msg::Resize(200, 60), clock());
    press(&mut app, keys);
    app
}

fn press(app: &mut App, keys: &str) {
    for c in keys.chars() {
        update(app, Msg::Key(Key::char(c)), clock());
    }
}

/// Keys that bring the application where the measured key is pressed, and that key.
const CASES: [(&str, &str); 8] = [
    ("move the cursor", "2|j"),
    ("search: first letter", "2/|r"),
    ("search: third letter", "2/re|f"),
    ("sort by name", "2ll|s"),
    ("overview", "2|1"),
    ("triage: accept", "3|."),
    ("triage: next", "3|j"),
    ("open help", "2|?"),
];

#[divan::bench(args = CASES.map(|(name, _)| name), sample_count = 40)]
fn key_to_frame(bencher: Bencher<'_, '_>, case: &str) {
    let (_, keys) = CASES.into_iter().find(|(name, _)| *name == case).unwrap_or(("", "2|j"));
    let (before, measured) = keys.split_once('|').unwrap_or(("2", "j"));
    let theme = Theme::dark();
    bencher.with_inputs(|| (app(before), Buffer::empty(Rect::new(0, 0, 200, 60)))).bench_values(
        |(mut app, mut buffer)| {
            press(&mut app, measured);
            draw(&app, &theme, &mut buffer);
            (app, buffer)
        },
    );
}

/// Keys that open a field.
const FIELDS: [(&str, &str); 6] = [
    ("palette", ":"),
    ("help", "2?"),
    ("search", "2/"),
    ("search history", "H/"),
    ("prompt", "3n"),
    ("countries", "2c"),
];

/// How much is pasted, in bytes, and what is repeated so often: more than a field takes is refused, as much as it takes is taken.
const PASTES: [(&str, usize, &str); 4] = [
    ("1 MB", 1_000_000, "a page of text "),
    ("64 KB", 64 * 1024, "a page of text "),
    ("64 KB, one word", 64 * 1024, "refining"),
    ("250 B", 250, "co ltd facility r e f i n i n g "),
];

fn field_and_paste(case: &str) -> (&'static str, String) {
    let (field, paste) = case.split_once(": ").unwrap_or(("palette", "1 MB"));
    let (_, keys) = FIELDS.into_iter().find(|(name, _)| *name == field).unwrap_or(("", ":"));
    let (_, size, text) = PASTES.into_iter().find(|(name, ..)| *name == paste).unwrap_or(("", 1, "x"));
    (keys, text.chars().cycle().take(size).collect())
}

fn pastes() -> Vec<String> {
    let all = FIELDS.iter().flat_map(|(field, _)| PASTES.map(|(paste, ..)| format!("{field}: {paste}")));
    all.collect()
}

fn message_to_frame(bencher: Bencher<'_, '_>, case: &str, message: fn(String) -> Msg) {
    let (keys, text) = field_and_paste(case);
    let theme = Theme::dark();
    bencher.with_inputs(|| (app(keys), text.clone(), Buffer::empty(Rect::new(0, 0, 200, 60)))).bench_values(
        |(mut app, text, mut buffer)| {
            update(&mut app, message(text), clock());
            draw(&app, &theme, &mut buffer);
            (app, buffer)
        },
    );
}

#[divan::bench(args = pastes(), sample_count = 10)]
fn paste_to_frame(bencher: Bencher<'_, '_>, case: &str) {
    message_to_frame(bencher, case, Msg::Paste);
}

#[divan::bench(args = pastes(), sample_count = 10)]
fn burst_to_frame(bencher: Bencher<'_, '_>, case: &str) {
    message_to_frame(bencher, case, Msg::Typed);
}

/// A letter more where a field is full to the last but one.
#[divan::bench(args = FIELDS.map(|(name, _)| name), sample_count = 10)]
fn letter_into_a_long_text(bencher: Bencher<'_, '_>, field: &str) {
    let (keys, text) = field_and_paste(&format!("{field}: 64 KB"));
    let shorter: String = text.chars().skip(1).collect();
    let theme = Theme::dark();
    let full = || {
        let mut app = app(keys);
        update(&mut app, Msg::Paste(shorter.clone()), clock());
        (app, Buffer::empty(Rect::new(0, 0, 200, 60)))
    };
    bencher.with_inputs(full).bench_values(|(mut app, mut buffer)| {
        update(&mut app, Msg::Key(Key::char('x')), clock());
        draw(&app, &theme, &mut buffer);
        (app, buffer)
    });
}
