//! The workspace on disk: a snapshot, a journal of the edits since, the history, and one writer.
//!
//! A workspace is a folder:
//!
//! | path | what |
//! |---|---|
//! | `workspace.ron` | the snapshot, sources included: everything as of one entry, one row a line |
//! | `journal.ron` | a header naming the snapshot by hash, then one entry a line; each line ends with its checksum |
//! | `history/NNNN.ron` | the journals of earlier snapshots, each naming the one before it by hash |
//! | `sources.ron` | a listing of the sources, made from the snapshot, never read back |
//! | `declarations/<sha256>.ron` | declarations' contents: written before the edit that names them, never changed |
//! | `lists/<sha256>.ron` | reference lists' contents, alike |
//! | `originals/` | imported files as they came, by hash |
//! | `reports/`, `letters/` | what was made |
//! | `frozen/` | reports that were frozen, each with its manifest, and beside it a workspace with what it was made of |
//! | `backups/` | the last five snapshots, the present one included; what a repair set aside |
//! | `.lock`, `.owner` | the one writer |
//! | `.acknowledged` | number and hash of the entry that was acknowledged last |
//!
//! The sources stand in the snapshot rather than in a file of their own that it would depend on: two files
//! cannot be renamed as one, and a snapshot whose claims name sources of another moment is worth nothing.
//!
//! Why nothing is lost: an edit is acknowledged after its journal line is synced. A new snapshot takes its
//! place by a synced rename, and only then the journal, which it names as what it holds, moves to the
//! history and a new one begins. Every state in between can be told from the hashes and is finished at the
//! next opening. The store keeps the workspace as the disk has it, and refuses an entry that does not fit.
//!
//! What was acknowledged last stands outside of the journal, too, so that a journal that lost whole lines is noticed.
//!
//! A workspace may come from somebody else: below its folder no link is followed, nothing but plain files is opened, and what is
//! read is bounded. A report takes nobody's file away.
//!
//! All writing goes through [`Disk`]. The store reads no clock and draws no randomness.

mod archive;
mod atomic;
mod bundle;
mod contents;
mod create;
mod disk;
mod error;
mod freezing;
mod invariants;
mod journal;
mod load;
mod lock;
mod mark;
mod migrate;
mod originals;
mod paths;
mod places;
mod record;
mod remedies;
mod repair;
mod seal;
mod tail;
mod text;
mod verify;
mod workspace;

#[cfg(test)]
mod advice_tests;
#[cfg(test)]
mod bundle_tests;
#[cfg(test)]
mod crash;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod safety_tests;
#[cfg(test)]
mod sim;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod verify_tests;

pub use archive::WholeHistory;
pub use atomic::write_atomic;
pub use bundle::{WrittenBundle, write_bundle};
pub use contents::{Content, load as load_contents, named_by, path_of as content_path};
pub use disk::{Disk, DiskFile, DiskLock, Locking, MOST_READ, NodeKind, RealDisk, Stat};
pub use error::{Damage, StoreError};
pub use freezing::{FrozenSources, is_same_work};
pub use lock::{Owner, ReadOnly};
pub use migrate::VERSION;
pub use paths::Paths;
pub use record::{canonical, from_canonical};
pub use repair::{Repaired, repair};
pub use verify::{StoreFinding, StoreSeverity, verify};
pub use workspace::{Opened, SNAPSHOT_BYTES, SNAPSHOT_ENTRIES, Store};

/// What the store's functions return.
pub type StoreResult<T> = Result<T, StoreError>;
