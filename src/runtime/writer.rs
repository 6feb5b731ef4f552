//! The writer: one thread that owns the store, so that no key waits for the disk.
//!
//! It does what it is told in order. An edit is answered [`Msg::Saved`] when it is on the disk. When an edit
//! fails, it is answered [`Msg::SaveFailed`], and the application takes it and all later ones back. Those that
//! were already on their way then have a number that is not the next; they are dropped without a word, because
//! an answer could arrive after the application has given the number to a new edit.

use std::io;
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::bundles;
use super::freezing;
use super::imports::Original;
use super::parts;
use crate::Problem;
use crate::app::Msg;
use crate::app::effect::FreezeOrder;
use crate::app::msg::WrittenFiles;
use crate::domain::{Contents, Entry, Freeze};
use crate::store::{Owner, Store, StoreError, StoreResult, WrittenBundle};

/// What the writer is told.
#[derive(Debug)]
pub enum WriteOrder {
    /// Read the whole history.
    History,
    /// Record an edit.
    Commit(Box<Entry>),
    /// Write contents that the next edit names. When that fails, so does the edit.
    Contents(Box<Contents>),
    /// Keep a file as it came: its hash, and where it lies or what it held.
    KeepOriginal(String, Original),
    /// Write a report under this name.
    Report(String, Vec<(String, Vec<u8>)>),
    /// Freeze a report.
    Freeze(Box<FreezeOrder>, Owner),
    /// Write internal files.
    Internal(Vec<(String, Vec<u8>)>),
}

/// The thread, and the way to tell it something. Dropping it waits until everything told is done.
#[derive(Debug)]
pub struct WriterThread {
    orders: Option<Sender<WriteOrder>>,
    thread: Option<JoinHandle<()>>,
}

impl WriterThread {
    /// Starts the thread; its answers go to `messages`.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn start(store: Store, messages: Sender<Msg>) -> io::Result<Self> {
        let (orders, received) = channel();
        let watched = messages.clone();
        let work = Work { store, messages, snapshot_after: 0, contents_failed: None };
        let thread = parts::start("writer", watched, move || work.run(&received))?;
        Ok(Self { orders: Some(orders), thread: Some(thread) })
    }

    /// Tells the thread something.
    ///
    /// # Errors
    /// When the thread has failed.
    pub fn tell(&self, order: WriteOrder) -> Result<(), Problem> {
        let told = self.orders.as_ref().map(|orders| orders.send(order));
        match told {
            Some(Ok(())) => Ok(()),
            Some(Err(_)) | None => Err(failed()),
        }
    }

    /// Waits until everything told is done, with a snapshot at the end.
    ///
    /// # Errors
    /// When the thread has failed.
    pub fn finish(mut self) -> Result<(), Problem> {
        self.orders = None;
        match self.thread.take().map(JoinHandle::join) {
            Some(Err(_)) => Err(failed()),
            Some(Ok(())) | None => Ok(()),
        }
    }
}

impl Drop for WriterThread {
    fn drop(&mut self) {
        self.orders = None;
        if let Some(thread) = self.thread.take() {
            // It tells of its own failures.
            thread.join().ok();
        }
    }
}

fn failed() -> Problem {
    parts::failed("the writer")
}

/// The thread's side.
struct Work {
    store: Store,
    messages: Sender<Msg>,
    /// No snapshot is tried before the entry of this number, because the last try failed.
    snapshot_after: u64,
    /// Why the contents that the next edit names were not written.
    contents_failed: Option<StoreError>,
}

/// After how many more entries a snapshot that failed is tried again.
const RETRY: u64 = 64;

impl Work {
    fn run(mut self, orders: &Receiver<WriteOrder>) {
        for order in orders {
            let answer = self.carry_out(order);
            self.answer(answer);
            self.snapshot_if_due();
        }
        if let Err(error) = self.store.close() {
            self.messages.send(Msg::Failed(error.problem())).ok();
        }
    }

    fn carry_out(&mut self, order: WriteOrder) -> Option<Msg> {
        match order {
            WriteOrder::History => self.history(),
            WriteOrder::Commit(entry) => self.commit(&entry),
            WriteOrder::Contents(contents) => {
                self.contents_failed = self.store.keep_contents(&contents).err();
                None
            }
            WriteOrder::KeepOriginal(hash, original) => {
                self.keep_original(&hash, original).err().map(|error| Msg::Failed(error.problem()))
            }
            WriteOrder::Report(name, files) => {
                let written = self.store.write_report(&name, &files).map_err(|error| error.problem());
                let names = names_of(&files);
                Some(Msg::Written(written.map(|written| WrittenFiles { place: said(&written), names })))
            }
            WriteOrder::Freeze(order, owner) => Some(Msg::Frozen(self.freeze(*order, &owner))),
            WriteOrder::Internal(files) => {
                let written = bundles::write_internal(&self.store, &files);
                let (place, names) = (|path: PathBuf| path.display().to_string(), names_of(&files));
                Some(Msg::Written(written.map(|path| WrittenFiles { place: place(path), names })))
            }
        }
    }

    /// Freezes a report, unless it is of another state than the disk has: an edit before it may have failed.
    fn freeze(&self, order: FreezeOrder, owner: &Owner) -> Result<(u64, Box<Freeze>), Problem> {
        let FreezeOrder { report, stamp, next_seq } = order;
        if self.store.next_seq() != next_seq {
            let what = "nothing was frozen: an edit that the report rests on was not saved";
            return Err(Problem::new(what, "", "look at the report again, and freeze it then"));
        }
        let freeze = freezing::freeze(&self.store, &report, (owner, stamp))?;
        Ok((next_seq - 1, Box::new(freeze)))
    }

    /// A file that changed since it was read has another hash, and is not kept: that is told.
    fn keep_original(&self, hash: &str, original: Original) -> StoreResult<()> {
        let Original { path, extension, bytes } = original;
        let bytes = match bytes {
            Some(bytes) => bytes,
            None => self.store.disk().read(&path).map_err(|error| StoreError::Io {
                doing: "read",
                path: path.clone(),
                error,
            })?,
        };
        self.store.keep_original(hash, &extension, &bytes).map(drop)
    }

    fn commit(&mut self, entry: &Entry) -> Option<Msg> {
        if entry.seq > self.store.next_seq() {
            tracing::warn!("entry {} was dropped with the one before it that failed", entry.seq);
            return None;
        }
        let recorded = match self.contents_failed.take() {
            Some(error) => Err(error),
            None => self.store.append(entry),
        };
        Some(match recorded {
            Ok(()) => Msg::Saved(entry.seq),
            Err(error) => {
                tracing::error!("entry {} was not recorded: {error}", entry.seq);
                Msg::SaveFailed(entry.seq, not_recorded(&error))
            }
        })
    }

    fn history(&self) -> Option<Msg> {
        match self.store.load_history() {
            Ok(past) => {
                past.notices.into_iter().for_each(|notice| self.answer(Some(Msg::Notice(notice))));
                Some(Msg::HistoryLoaded(past.entries))
            }
            Err(error) => Some(Msg::Failed(error.problem())),
        }
    }

    fn snapshot_if_due(&mut self) {
        if !self.store.wants_snapshot() || self.store.next_seq() <= self.snapshot_after {
            return;
        }
        if let Err(error) = self.store.snapshot() {
            self.snapshot_after = self.store.next_seq() + RETRY;
            self.answer(Some(Msg::Failed(error.problem())));
        }
    }

    fn answer(&self, message: Option<Msg>) {
        if let Some(message) = message {
            // Nobody listens once the interface has ended.
            self.messages.send(message).ok();
        }
    }
}

fn names_of(files: &[(String, Vec<u8>)]) -> Vec<String> {
    files.iter().map(|(name, _)| name.clone()).collect()
}

/// Where a report was written, and what was kept of what stood in its way.
fn said(written: &WrittenBundle) -> String {
    let place = written.dir.display().to_string();
    std::iter::once(place).chain(written.kept_said()).collect::<Vec<_>>().join("; ")
}

fn not_recorded(error: &StoreError) -> Problem {
    let problem = error.problem();
    Problem::new(format!("not saved, and taken back: {}", problem.what), problem.place, problem.remedy)
}
