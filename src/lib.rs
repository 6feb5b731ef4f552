//! `rcoi` is the workplace of the analyst who runs a company's conflict-minerals programme: it reads suppliers' CMRTs,
//! filings and facility tables, checks them, shows what needs a judgement and why, records who decided what, and
//! writes letters and the report.
//!
//! One crate, library and binary. Files become a draft, a draft becomes edits, edits change the workspace, and
//! everything shown or exported is computed from the workspace. The rooms, from the bottom up:
//!
//! - [`text`]: text from outside made safe and measurable: cleaning, folding, width, cutting, areas of the screen.
//!   Everyone uses it; it uses nobody.
//! - [`data`]: the tables that ship with the program, as RON files built in.
//! - [`problem`]: what went wrong, where, and what to do: the one form in which failures reach a person.
//! - [`tabular`]: tables and cells as values, and the guard against cells that a spreadsheet would compute.
//! - [`domain`]: what a programme is made of. A facility holds claims, each with its source and place; the
//!   workspace changes only by edits, which are what the journal records and undo inverts.
//! - [`cmrt`]: the Conflict Minerals Reporting Template as a format: versions, cells by version, answer words by
//!   language. It reads no workbook.
//! - [`checks`]: rules over the workspace and over declarations, and what they find. Computed, never stored.
//! - [`risk`]: flags, rating and suggestion for a facility, with reasons; who needs a judgement. Internal.
//! - [`resolve`]: declared names to facilities: what the reference lists know together, the register of all
//!   declared rows with their outcomes, the matcher of names, and the names that are open with its answers.
//! - [`intake`]: what enters the workspace and leaves it: declarations with their suppliers, lists, the facilities that
//!   rows bring, decisions on declared names (also as CSV, out and in), what lists propose, what is changed on
//!   facilities by hand; each as one edit.
//! - [`query`]: rows of facilities with everything tables show of them; filters and sorts over them.
//! - [`import`]: bytes to what they say: filings as text or web page, tables as CSV or workbook, suppliers' CMRTs,
//!   reference lists, the sample. Touches neither a file nor a workspace.
//! - [`correspond`]: what goes back and forth with suppliers: their list, the log of requests, what changed between
//!   two declarations, the letter with corrections. Internal.
//! - [`report`]: the workspace as figures and sentences that may be published, in no format.
//! - [`demo`]: made-up suppliers and their CMRTs, for `init --demo` and for tests: a builder of workbooks.
//! - [`export`]: a report or a table to bytes, one file a format. Touches no file.
//! - [`store`]: the workspace on disk: snapshot, journal, history, one writer, repair. All writing goes through its
//!   `Disk`.
//! - [`app`]: the interface without a terminal: state, commands, keys, layout; messages in, effects out.
//! - [`ui`]: drawing of that state with ratatui. Reads only.
//! - [`runtime`]: everything that touches the machine: clock, folders, files, threads, terminal, signals.
//! - [`cli`]: the command line, one file a headless command.
//!
//! The rooms `text tabular domain cmrt checks resolve intake risk query correspond report import export app` are pure: no
//! terminal, no files, no clock, no environment, no chance; time, identifiers and the person come in as values.
//! `tests/architecture.rs` enforces it.
//!
//! One table stands behind each concept, and everything else comes from it: [`app::SCREENS`], [`app::COMMANDS`]
//! (keys in `assets/keymap.ron`), [`query::FIELDS`], [`checks::RULES`], [`risk::FLAGS`], [`import::IMPORTERS`],
//! [`export::EXPORTERS`].

pub mod app;
pub mod checks;
pub mod cli;
pub mod cmrt;
pub mod correspond;
pub mod data;
pub mod demo;
pub mod domain;
pub mod export;
pub mod import;
pub mod intake;
pub mod problem;
pub mod query;
pub mod report;
pub mod resolve;
pub mod risk;
pub mod runtime;
pub mod store;
pub mod tabular;
pub mod text;
pub mod ui;

pub use problem::Problem;
