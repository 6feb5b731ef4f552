//! `rcoi` is the workplace of the analyst who runs a company's conflict-minerals programme: it reads suppliers' CMRTs,
//! filings and facility tables, checks them, shows what needs a judgement and why, records who decided what, and
//! writes letters and the report.
//!
//! One crate, library and binary. Files become a draft, a draft becomes edits, edits change the workspace, and
//! everything shown or exported is computed from the workspace. The rooms, from the bottom up; a room may name those
//! before it in this list and no other:
//!
//! - [`text`]: text from outside made safe and measurable: cleaning, folding, width, cutting, areas of the screen; what is searched for.
//!   Everyone uses it; it uses nobody.
//! - [`data`]: the tables that ship with the program, as RON files built in. It knows how they are read, not what they
//!   hold: the room that a table is about does.
//! - [`problem`]: what went wrong, where, and what to do: the one form in which failures reach a person.
//! - [`tabular`]: tables and cells as values, and the guard against cells that a spreadsheet would compute. The ground
//!   for everyone who makes a table; in which format it is written, [`export`] knows.
//! - [`domain`]: what a programme is made of. A facility holds claims, each with its source and place; the
//!   workspace changes only by edits, which are what the journal records and undo inverts. Where countries and land are on the globe
//!   stands here as well. It may name the ground alone, and everyone from here on names it.
//! - [`report`]: the workspace as figures and sentences that may be published, in no format. It stands on the domain,
//!   below all that is internal, so that it cannot name any of it.
//! - [`risk`]: flags, rating and suggestion for a facility, with reasons; who needs a judgement. Internal.
//! - [`cmrt`]: the Conflict Minerals Reporting Template as a format: versions, cells by version, answer words by
//!   language. It reads no workbook.
//! - [`demo`]: made-up suppliers and their CMRTs, for `init --demo` and for tests: a builder of workbooks. It stands
//!   below what reads them, so that no reader has a hand in what it is tested with.
//! - [`import`]: bytes to what they say: filings as text or web page, tables as CSV or workbook, suppliers' CMRTs,
//!   reference lists, the sample. Touches neither a file nor a workspace.
//! - [`resolve`]: declared names to facilities: which declarations count, what the reference lists know together, the
//!   register of all declared rows with their outcomes, the matcher of names, and the names that are open with its answers. The
//!   matcher's lists are read with the columns and cells of [`import`].
//! - [`standing`]: where facilities stand on a day: which belong to Annex I and why, and which status each has by the
//!   newest lists. Computed, never stored; the values are the domain's, so that a report can be made of them. What risk lists have of
//!   facilities and of names in rows is computed here too, where the rows are seen, as values of [`risk`].
//! - [`checks`]: rules over the workspace and over declarations, and what they find. Computed, never stored. Rules over
//!   declared rows ask the register of [`resolve`].
//! - [`correspond`]: what goes back and forth with suppliers: their list, the log of requests and who is to be passed on, what changed between
//!   two declarations, letters of every kind, corrections among them, which are what [`checks`] finds, and what later declarations make of
//!   their points; and the figures of the whole inquiry, as values of [`report`]. Internal.
//! - [`intake`]: what enters the workspace and leaves it: declarations with their suppliers, lists, the facilities that
//!   rows bring, decisions on declared names (also as CSV, out and in), what lists propose, what is changed on
//!   facilities by hand, measures of due diligence; each as one edit. What enters from a supplier is noted in the log of [`correspond`].
//! - [`query`]: facilities, suppliers, actions and measures as rows, filtered and sorted, and the columns of everything that is shown
//!   in a table (declared rows are filtered and sorted by the register of [`resolve`]). The last that computes: it may
//!   name whatever has something to show.
//! - [`export`]: a report, a register or rows to bytes, one file a format. Touches no file. The bundle is made of
//!   [`report`] alone.
//! - [`lint`]: a filing, whoever wrote it, as a critical reader sees it: what contradicts its own table, is out of date, or is
//!   missing. It reads with [`import`], asks [`export`] what EDGAR takes, and needs no workspace; of the program's own report it
//!   says besides what of the workspace is not done, and of a section while it is written what of it does not fit the figures.
//! - [`app`]: the interface without a terminal: a core that all screens share, a file or folder a screen with its commands,
//!   questions that belong to who asks; messages in, effects out. It names no room that touches the machine, but asks
//!   for it by effects. Its own page says how it is built. One file of it holds the text area of the editor, a crate that draws with
//!   the drawing library: what it holds is text, cursor and undo, and [`ui`] draws it.
//! - [`store`]: the workspace on disk: snapshot, journal, history, one writer, repair. All writing goes through its
//!   `Disk`. It knows the domain, and the interface does not know it.
//! - [`ui`]: drawing of the interface's state with ratatui. Reads only.
//! - [`runtime`]: everything that touches the machine: clock, folders, files, threads, terminal, signals. It runs [`app`]
//!   with [`ui`] and performs its effects, by [`store`] where they write.
//! - [`cli`]: the command line, one file a headless command. It may name every room; none names it.
//!
//! The rooms before `store` are pure: no terminal, no files, no clock, no environment, no chance; time, identifiers and
//! the person come in as values. `tests/architecture` has the same list and enforces both. A room's own tests may
//! look up.
//!
//! One table stands behind each concept, and what is shown of it comes from there: [`app::SCREENS`], [`app::COMMANDS`]
//! (keys in `assets/keymap.ron`), the columns of each thing in [`query`], [`checks::RULES`], [`risk::FLAGS`], [`import::IMPORTERS`],
//! [`export::EXPORTERS`], [`lint::LINTS`].

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
pub mod lint;
pub mod problem;
pub mod query;
pub mod report;
pub mod resolve;
pub mod risk;
pub mod runtime;
pub mod standing;
pub mod store;
pub mod tabular;
pub mod text;
pub mod ui;

pub use problem::Problem;
