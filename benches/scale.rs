//! A workspace of 1,000 suppliers with 300 declared rows each, about 5,000 of them different: what it takes on the
//! disk and in memory, loading and checking it, and every kind of key until its frame stands, at 200x60. The goals:
//! open in a second, 500 MB, 200 bytes a row, 16 ms a key. `RCOI_BENCH_SUPPLIERS` says how many suppliers instead:
//! 10000 declare 3,000,000 rows, where a decision on a name is to take 33 ms and a filter 100.

#![expect(
    clippy::unwrap_used,
    reason = "a bench that cannot be set up must stop, writes what it opens, and looks at few effects"
)]

use std::cell::RefCell;
use std::fs;
use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use divan::Bencher;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use rcoi::app::key::EraseSide;
use rcoi::app::keymap::{DEFAULT, Keymap};
use rcoi::app::msg::LoadedContents;
use rcoi::app::{App, Clock, Code, Effect, Key, Msg, Session, Start, update};
use rcoi::demo::{DAY, scale, scale_look_up};
use rcoi::domain::cmrt::Form;
use rcoi::domain::{Charter, ContentKind, Contents, IdGen, ListBody, Stamp, Workspace};
use rcoi::intake::{self, Arrival, Attach, Batch, ReceivedCmrt, ReceivedList};
use rcoi::resolve::open::{AskedName, BasisChange, MatchBasis, MatchOrder, OpenName};
use rcoi::resolve::rows::Register;
use rcoi::runtime::jobs;
use rcoi::store::{self, Content, Owner, Paths, RealDisk, Store};
use rcoi::ui::{Theme, draw};
use tempfile::TempDir;

/// How many suppliers, where the environment does not say.
const SUPPLIERS: usize = 1_000;
const ROWS: usize = 300;
const DISTINCT: usize = 5_000;
const SEED: u64 = 7;

/// The workspace on the disk.
struct World {
    _temp: TempDir,
    dir: PathBuf,
    names: Vec<(ContentKind, String)>,
    workspace: Workspace,
}

static WORLD: LazyLock<World> = LazyLock::new(World::make);

fn suppliers() -> usize {
    std::env::var("RCOI_BENCH_SUPPLIERS").map_or(SUPPLIERS, |given| given.parse().unwrap())
}

fn main() {
    // Made in a process of its own, so that the peak is that of opening.
    if let Some(dir) = std::env::var_os("RCOI_BENCH_OPEN") {
        return tell_memory(&PathBuf::from(dir));
    }
    let rows = (suppliers() * ROWS) as u64;
    println!("on the disk: {} bytes a row", size_of(&WORLD.dir) / rows);
    let own = std::env::current_exe().unwrap();
    std::process::Command::new(own).env("RCOI_BENCH_OPEN", &WORLD.dir).status().unwrap();
    divan::main();
}

/// Opens, loads and checks everything, and tells how much memory that took.
fn tell_memory(dir: &std::path::Path) {
    let opened = Store::open_reading(Arc::new(RealDisk), dir).unwrap();
    let workspace = opened.workspace;
    let names = store::named_by(&workspace);
    let mut app = App::new(start(workspace), clock(), (200, 60));
    let (contents, _) = store::load_contents(&RealDisk, &Paths::new(dir), &names);
    load(&mut app, contents);
    draw(&app, &Theme::dark(), &mut buffer());
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    for line in status.lines().filter(|line| line.starts_with("VmHWM") || line.starts_with("VmRSS")) {
        println!("{} declared rows open: {line}", app.core.register.len());
    }
}

fn size_of(dir: &std::path::Path) -> u64 {
    let entries = fs::read_dir(dir).unwrap().map(Result::unwrap);
    let size = |entry: fs::DirEntry| match entry.metadata().unwrap() {
        data if data.is_dir() => size_of(&entry.path()),
        data => data.len(),
    };
    entries.map(size).sum()
}

fn clock() -> Clock {
    Clock { now: jiff::Timestamp::UNIX_EPOCH, today: DAY }
}

fn buffer() -> Buffer {
    Buffer::empty(Rect::new(0, 0, 200, 60))
}

fn owner() -> Owner {
    Owner { host: "bench".to_owned(), pid: 1, since: clock().now, person: "ana".to_owned() }
}

fn arrival(number: usize, name: String, form: Form, list: &(String, Arc<ListBody>)) -> (Arrival, Content) {
    let form = Form { look_up: Some(list.0.clone()), ..form };
    let content = Content::form(&form).unwrap();
    let received = ReceivedCmrt {
        file: format!("supplier-{number:04}.xlsx"),
        sha256: content.sha256.chars().rev().collect(),
        form: Arc::new(form),
        form_sha: content.sha256.clone(),
        look_up: Some(list.clone()),
    };
    (Arrival { received, attach: Attach::New(name), day: DAY }, content)
}

fn offered(list: &(String, Arc<ListBody>)) -> ReceivedList {
    ReceivedList {
        file: "look-up.xlsx".to_owned(),
        sha256: list.0.clone(),
        title: "Look-up".to_owned(),
        version: None,
        as_of: Some(DAY),
        body_sha: list.0.clone(),
        body: list.1.clone(),
        remarks: Vec::new(),
    }
}

impl World {
    fn make() -> Self {
        let body = scale_look_up(DISTINCT - DISTINCT / 10, SEED);
        let content = Content::list(&body).unwrap();
        let list = (content.sha256.clone(), Arc::new(body));
        let forms = scale(suppliers(), ROWS, DISTINCT, SEED).enumerate();
        let (arrivals, mut contents): (Vec<Arrival>, Vec<Content>) =
            forms.map(|(number, (name, form))| arrival(number, name, form, &list)).unzip();
        contents.push(content);
        let charter = Charter { company: "Example".to_owned(), year: 2026, sample: false };
        let mut workspace = Workspace::new(charter);
        let stamp = Stamp { by: "ana".to_owned(), at: clock().now };
        let batch = Batch { arrivals, lists: vec![offered(&list)], ..Batch::default() };
        let none = Contents::default();
        let intake = intake::plan(&workspace, &none, batch, &mut IdGen::new([1; 16]), &stamp).unwrap();
        intake.edit.apply(&mut workspace).unwrap();
        let temp = TempDir::new().unwrap();
        let dir = temp.path().join("workspace");
        drop(Store::init(Arc::new(RealDisk), &dir, &workspace, &owner()).unwrap());
        for content in contents {
            content.write(&RealDisk, &Paths::new(&dir)).unwrap();
        }
        Self { _temp: temp, names: store::named_by(&workspace), dir, workspace }
    }

    fn contents(&self) -> Contents {
        let (contents, problems) = store::load_contents(&RealDisk, &Paths::new(&self.dir), &self.names);
        assert!(problems.is_empty(), "{problems:?}");
        contents
    }
}

fn start(workspace: Workspace) -> Start {
    Start {
        workspace,
        contents: Contents::default(),
        tail: Vec::new(),
        next_seq: 1,
        read_only: None,
        zone: jiff::tz::TimeZone::UTC,
        person: "ana".to_owned(),
        keymap: Keymap::parse(DEFAULT).unwrap(),
        session: Session::default(),
        seed: [1; 16],
        mouse: true,
        letter_template: None,
        own_proposals: rcoi::report::OwnProposals::default(),
        themes: vec!["dark".to_owned()],
    }
}

/// What the runtime does with what the application asks for: orders are carried out.
fn give(app: &mut App, message: Msg) {
    for effect in update(app, message, clock()) {
        if let Effect::CheckForms(number, context, forms) = effect {
            give(app, Msg::Checked(number, context.check_all(&forms)));
        } else if let Effect::MatchNames(order) = effect {
            give(app, Msg::Matched(Box::new(order.carry_out())));
        }
    }
}

fn loaded(contents: Contents, register: Register) -> Msg {
    Msg::ContentsLoaded(Box::new(LoadedContents { contents, register, problems: Vec::new() }))
}

fn load(app: &mut App, contents: Contents) {
    let register = Register::build(&app.core.workspace, &contents);
    give(app, loaded(contents, register));
}

/// The application with everything loaded and checked.
fn app() -> App {
    let mut app = App::new(start(WORLD.workspace.clone()), clock(), (200, 60));
    load(&mut app, WORLD.contents());
    app
}

/// Presses keys; names to be matched are given back, since that goes on where nobody waits for it.
fn press(app: &mut App, keys: &str) -> Vec<Effect> {
    let mut orders = Vec::new();
    for c in keys.chars() {
        let key = match c {
            '\n' => Key::plain(Code::Enter),
            '\u{8}' => Key::plain(Code::Erase(EraseSide::Before)),
            '\u{1b}' => Key::plain(Code::Esc),
            c => Key::char(c),
        };
        let effects = update(app, Msg::Key(key), clock());
        orders.extend(effects.into_iter().filter(|effect| matches!(effect, Effect::MatchNames(_))));
    }
    orders
}

/// Answers orders.
fn answer(app: &mut App, orders: Vec<Effect>) {
    for effect in orders {
        if let Effect::MatchNames(order) = effect {
            give(app, Msg::Matched(Box::new(order.carry_out())));
        }
    }
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn open_load_contents() -> Contents {
    WORLD.contents()
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn open_first_frame(bencher: Bencher<'_, '_>) {
    bencher.with_inputs(|| WORLD.workspace.clone()).bench_local_values(|workspace| {
        let app = App::new(start(workspace), clock(), (200, 60));
        let mut buffer = buffer();
        draw(&app, &Theme::dark(), &mut buffer);
        (app, buffer)
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn open_take_contents(bencher: Bencher<'_, '_>) {
    let contents = WORLD.contents();
    let register = Register::build(&WORLD.workspace, &contents);
    let app = || App::new(start(WORLD.workspace.clone()), clock(), (200, 60));
    let new = || (app(), loaded(contents.clone(), register.clone()));
    bencher.with_inputs(new).bench_local_values(|(mut app, message)| {
        let effects = update(&mut app, message, clock());
        (app, effects)
    });
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn open_register(bencher: Bencher<'_, '_>) {
    let contents = WORLD.contents();
    bencher.bench_local(|| Register::build(&WORLD.workspace, &contents));
}

/// The first check, as the thread of the tasks carries it out.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn open_check_all(bencher: Bencher<'_, '_>) {
    let mut app = App::new(start(WORLD.workspace.clone()), clock(), (200, 60));
    let contents = WORLD.contents();
    let register = Register::build(&WORLD.workspace, &contents);
    let effects = update(&mut app, loaded(contents, register), clock());
    let check = effects.into_iter().rfind(|effect| matches!(effect, Effect::CheckForms(..))).unwrap();
    let Effect::CheckForms(number, context, forms) = check else { return };
    bencher.bench_local(|| jobs::check(number, &context, &forms));
}

/// Keys that bring the application where the measured key is pressed, that key, and those that undo it.
const CASES: [(&str, &str, &str, &str); 29] = [
    ("suppliers: move", "5", "j", "k"),
    ("suppliers: show", "2", "5", "2"),
    ("suppliers: search, first letter", "5/", "1", "\u{8}"),
    ("suppliers: sort by a column", "5ll", "s", "s"),
    ("suppliers: log a request", "5ra", "\n", "ura"),
    ("suppliers: undo that", "5ra\n", "u", "ra\n"),
    ("suppliers: filter by state", "5", "t", "\u{1b}"),
    ("rows: show", "5", "L", "5"),
    ("rows: move", "L", "j", "k"),
    ("rows: bottom", "L", "G", "g"),
    ("rows: search, first letter", "L/", "s", "\u{8}"),
    ("rows: search, third letter", "L/re", "f", "\u{8}"),
    ("rows: sort by name", "Lll", "s", "s"),
    ("rows: filter by metal", "L", "m", "\u{1b}"),
    ("rows: filter by outcome", "L", "t", "\u{1b}"),
    ("smelters: show", "5", "2", "5"),
    ("smelters: move", "2", "j", "k"),
    ("smelters: search, first letter", "2/", "r", "\u{8}"),
    ("smelters: add a note", "2nx", "\n", "unx"),
    ("smelters: dispose", "2d", "a", "ud"),
    ("lists: show", "5", "I", "5"),
    ("lists: ask about withdrawing", "I", "w", "\u{1b}"),
    ("overview: show", "5", "1", "5"),
    ("declaration: show", "5", "\n", "\u{1b}"),
    ("matches: show", "5", "4", "5"),
    ("matches: next candidate", "4", "j", "k"),
    ("matches: leave for later", "4", "s", "-"),
    ("matches: none of them", "4x", "u", "ux"),
    ("matches: undo that", "4xu", "u", "xu"),
];

/// The matcher on all open names, as after an import.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn open_match_all(bencher: Bencher<'_, '_>) {
    let contents = WORLD.contents();
    let register = Register::build(&WORLD.workspace, &contents);
    let names: Vec<AskedName> =
        register.open_names().into_iter().map(|open| OpenName::from(open).name).collect();
    println!("{} names open", names.len());
    let match_basis = MatchBasis::of(&WORLD.workspace, &contents, register.lists());
    let order = MatchOrder { number: 1, match_basis, names, change: BasisChange::Lists };
    bencher.bench_local(|| order.carry_out());
}

/// How the list leaves on which all rows depend, as the thread of the plans makes it.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn plan_withdrawing_the_list(bencher: Bencher<'_, '_>) {
    let mut app = app();
    press(&mut app, "I");
    let order = || {
        let effects = update(&mut app, Msg::Key(Key::char('w')), clock());
        effects.into_iter().find_map(|effect| {
            let Effect::PlanWithdrawal(_, order, id) = effect else { return None };
            Some((order, id))
        })
    };
    bencher.with_inputs(order).bench_local_values(|order| {
        let (order, id) = order.unwrap();
        order.withdrawal(&id)
    });
}

#[divan::bench(args = CASES.map(|(name, ..)| name), sample_count = 10, sample_size = 1)]
fn key_to_frame(bencher: Bencher<'_, '_>, case: &str) {
    let (_, before, measured, back) = CASES.into_iter().find(|(name, ..)| *name == case).unwrap();
    let theme = Theme::dark();
    let app = RefCell::new(app());
    let orders = press(&mut app.borrow_mut(), before);
    answer(&mut app.borrow_mut(), orders);
    let orders = RefCell::new(Vec::new());
    draw(&app.borrow(), &theme, &mut buffer());
    let mut is_first = true;
    let ready = || {
        if !std::mem::take(&mut is_first) {
            let mut asked = orders.take();
            asked.extend(press(&mut app.borrow_mut(), back));
            answer(&mut app.borrow_mut(), asked);
        }
        buffer()
    };
    bencher.with_inputs(ready).bench_local_values(|mut buffer| {
        orders.borrow_mut().extend(press(&mut app.borrow_mut(), measured));
        draw(&app.borrow(), &theme, &mut buffer);
        buffer
    });
}
