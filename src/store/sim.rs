//! A disk in memory that fails, fills up, and forgets what was not synced, at a chosen step.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard};

use super::disk::{Disk, DiskFile, DiskLock, Locking, NodeKind, Stat};
pub(super) use super::faults::{Fault, Survives};

#[derive(Debug, Clone, PartialEq, Eq)]
enum Node {
    Dir,
    File(u64),
    Link(PathBuf),
    Pipe,
}

impl Node {
    fn kind(&self) -> NodeKind {
        match self {
            Self::Dir => NodeKind::Folder,
            Self::File(_) => NodeKind::File,
            Self::Link(_) => NodeKind::Link,
            Self::Pipe => NodeKind::Special,
        }
    }
}

#[derive(Debug, Clone)]
enum NameOp {
    Put(PathBuf, Node),
    Delete(PathBuf),
    Rename(PathBuf, PathBuf, Node),
}

#[derive(Debug, Clone)]
enum FileOp {
    Write(Vec<u8>),
    SetLen(u64),
    Overwrite(Vec<u8>),
}

#[derive(Debug, Clone, Default)]
struct Inode {
    now: Vec<u8>,
    durable: Vec<u8>,
    pending: Vec<FileOp>,
}

type Names = BTreeMap<PathBuf, Node>;

#[derive(Debug, Clone)]
struct State {
    inodes: BTreeMap<u64, Inode>,
    names: Names,
    durable: Names,
    pending: Vec<NameOp>,
    locks: BTreeSet<PathBuf>,
    next: u64,
    steps: u64,
    written: u64,
    fault: Fault,
    dead: bool,
    denied: bool,
    unlockable: bool,
}

/// The disk; clones are the same disk.
#[derive(Debug, Clone)]
pub(super) struct SimDisk(Arc<Mutex<State>>);

fn apply_name(names: &mut Names, op: &NameOp) {
    match op {
        NameOp::Put(path, node) => {
            names.insert(path.clone(), node.clone());
        }
        NameOp::Delete(path) => {
            names.remove(path);
        }
        NameOp::Rename(from, to, node) => {
            let below: Vec<PathBuf> =
                names.keys().filter(|path| path.starts_with(from) && *path != from).cloned().collect();
            for path in below {
                let node = names.remove(&path).unwrap();
                names.insert(to.join(path.strip_prefix(from).unwrap()), node);
            }
            names.remove(from);
            names.insert(to.clone(), node.clone());
        }
    }
}

fn apply_file(bytes: &mut Vec<u8>, op: &FileOp, survives: Survives) {
    match op {
        FileOp::Write(more) => bytes.extend_from_slice(&more[..survives.bytes(more.len())]),
        FileOp::SetLen(len) if survives != Survives::Nothing => bytes.resize(*len as usize, 0),
        FileOp::SetLen(_) => {}
        FileOp::Overwrite(new) => {
            let fits = survives.bytes(new.len());
            bytes.resize(bytes.len().max(fits), 0);
            bytes[..fits].copy_from_slice(&new[..fits]);
        }
    }
}

fn failure() -> io::Error {
    io::Error::other("simulated failure")
}

fn missing() -> io::Error {
    io::Error::from(io::ErrorKind::NotFound)
}

/// What a step is to do.
enum Step {
    Go,
    Partly,
    Pretend,
}

impl State {
    fn alive(&self) -> io::Result<()> {
        if self.dead { Err(failure()) } else { Ok(()) }
    }

    /// Counts a step that changes something, and says how it goes.
    fn step(&mut self) -> io::Result<Step> {
        self.alive()?;
        if self.denied {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied));
        }
        self.steps += 1;
        match self.fault {
            Fault::Crash(at) if at == self.steps => {
                self.dead = true;
                Ok(Step::Partly)
            }
            Fault::Fail(at) if at == self.steps => Ok(Step::Partly),
            Fault::FailAfterwards(at) if at == self.steps => Ok(Step::Pretend),
            Fault::None | Fault::Crash(_) | Fault::Fail(_) | Fault::FailAfterwards(_) | Fault::Full(_) => {
                Ok(Step::Go)
            }
        }
    }

    /// A step that happens as a whole or not at all.
    fn whole(&mut self, change: impl FnOnce(&mut Self) -> io::Result<()>) -> io::Result<()> {
        match self.step()? {
            Step::Go => change(self),
            Step::Partly => Err(failure()),
            Step::Pretend => change(self).and(Err(failure())),
        }
    }

    fn rename_op(&mut self, op: NameOp) {
        apply_name(&mut self.names, &op);
        self.pending.push(op);
    }

    fn check_parent(&self, path: &Path) -> io::Result<()> {
        let parent = path.parent().unwrap();
        let is_root = parent == Path::new("/");
        if is_root || self.names.get(parent) == Some(&Node::Dir) { Ok(()) } else { Err(missing()) }
    }

    fn file(&self, path: &Path) -> io::Result<u64> {
        match self.names.get(path) {
            Some(Node::File(id)) => Ok(*id),
            Some(Node::Dir) => Err(io::Error::from(io::ErrorKind::IsADirectory)),
            Some(Node::Link(_) | Node::Pipe) => Err(io::Error::from(io::ErrorKind::InvalidInput)),
            None => Err(missing()),
        }
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        self.alive()?;
        let node = self.names.get(path).ok_or_else(missing)?;
        let (len, id) = match node {
            Node::File(id) => (self.inodes[id].now.len() as u64, *id),
            Node::Dir | Node::Link(_) | Node::Pipe => (0, 0),
        };
        Ok(Stat { len, kind: node.kind(), private: true, shared: false, identity: (0, id) })
    }

    /// Where a path leads when its last part is a link.
    fn led(&self, path: &Path) -> PathBuf {
        match self.names.get(path) {
            Some(Node::Link(target)) => target.clone(),
            Some(Node::Dir | Node::File(_) | Node::Pipe) | None => path.to_owned(),
        }
    }

    fn write(&mut self, id: u64, bytes: &[u8]) -> io::Result<()> {
        let step = self.step()?;
        let room = match self.fault {
            Fault::Full(limit) => usize::try_from(limit.saturating_sub(self.written)).unwrap(),
            Fault::None | Fault::Crash(_) | Fault::Fail(_) | Fault::FailAfterwards(_) => bytes.len(),
        };
        let fits = match step {
            Step::Go | Step::Pretend => room.min(bytes.len()),
            Step::Partly => bytes.len() / 2,
        };
        self.written += fits as u64;
        let inode = self.inodes.get_mut(&id).unwrap();
        inode.now.extend_from_slice(&bytes[..fits]);
        inode.pending.push(FileOp::Write(bytes[..fits].to_vec()));
        if matches!(step, Step::Partly | Step::Pretend) {
            return Err(failure());
        }
        if fits < bytes.len() { Err(io::Error::from(io::ErrorKind::StorageFull)) } else { Ok(()) }
    }
}

impl SimDisk {
    /// An empty disk on which `fault` will happen.
    pub fn new(fault: Fault) -> Self {
        Self(Arc::new(Mutex::new(State {
            inodes: BTreeMap::new(),
            names: BTreeMap::new(),
            durable: BTreeMap::new(),
            pending: Vec::new(),
            locks: BTreeSet::new(),
            next: 1,
            steps: 0,
            written: 0,
            fault,
            dead: false,
            denied: false,
            unlockable: false,
        })))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        // A test that panicked while it held the lock has failed already.
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Every file that has a name, with its bytes.
    pub fn content(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let state = self.state();
        let files = state.names.keys().filter_map(|path| Some((path, state.file(path).ok()?)));
        files.map(|(path, id)| (path.clone(), state.inodes[&id].now.clone())).collect()
    }

    /// How many changing steps were taken.
    pub fn steps(&self) -> u64 {
        self.state().steps
    }

    /// How many bytes were written.
    pub fn written(&self) -> u64 {
        self.state().written
    }

    /// Puts a link to a path here, or a pipe, as somebody else has it in a folder.
    pub fn plant(&self, path: &Path, target: Option<&Path>) {
        let node = target.map_or(Node::Pipe, |target| Node::Link(target.to_owned()));
        let mut state = self.state();
        state.names.insert(path.to_owned(), node.clone());
        state.durable.insert(path.to_owned(), node);
    }

    /// Sets what will happen; steps are counted from the beginning still.
    pub fn set_fault(&self, fault: Fault) {
        self.state().fault = fault;
    }

    /// Refuses every change from now on.
    pub fn deny(&self) {
        self.state().denied = true;
    }

    /// Cannot lock files from now on.
    pub fn forbid_locks(&self) {
        self.state().unlockable = true;
    }

    /// Another disk of the same content, on which nothing will happen: as found by the next process after one
    /// was killed. What was not synced is there, and can still be lost.
    pub fn fork(&self) -> Self {
        let mut state = self.state().clone();
        state.locks = BTreeSet::new();
        state.steps = 0;
        state.fault = Fault::None;
        state.dead = false;
        Self(Arc::new(Mutex::new(state)))
    }

    /// The disk as it is found after the power went: what was synced, and as much more as `survives` says.
    pub fn after_crash(&self, survives: Survives) -> Self {
        let mut state = self.state().clone();
        let of = state.pending.len();
        let mut names = state.durable.clone();
        for (index, op) in state.pending.iter().enumerate() {
            if survives.keeps_name(index, of) {
                apply_name(&mut names, op);
            }
        }
        let lost: Vec<PathBuf> = names.keys().filter(|path| has_lost_parent(&names, path)).cloned().collect();
        for path in lost {
            names.remove(&path);
        }
        for inode in state.inodes.values_mut() {
            let mut bytes = inode.durable.clone();
            let last = inode.pending.len().saturating_sub(1);
            for (index, op) in inode.pending.iter().enumerate() {
                let part = if index < last && survives != Survives::Nothing {
                    Survives::Everything
                } else {
                    survives
                };
                apply_file(&mut bytes, op, part);
            }
            *inode = Inode { now: bytes.clone(), durable: bytes, pending: Vec::new() };
        }
        state.names = names.clone();
        state.durable = names;
        state.pending = Vec::new();
        state.locks = BTreeSet::new();
        state.steps = 0;
        state.fault = Fault::None;
        state.dead = false;
        Self(Arc::new(Mutex::new(state)))
    }
}

fn has_lost_parent(names: &Names, path: &Path) -> bool {
    path.ancestors().skip(1).any(|above| above != Path::new("/") && !names.contains_key(above))
}

#[derive(Debug)]
struct SimFile(SimDisk, u64);

impl DiskFile for SimFile {
    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.state().write(self.1, bytes)
    }

    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()> {
        let id = self.1;
        self.0.state().whole(|state| {
            let inode = state.inodes.get_mut(&id).unwrap();
            let op = FileOp::Overwrite(bytes.to_vec());
            apply_file(&mut inode.now, &op, Survives::Everything);
            inode.pending.push(op);
            Ok(())
        })
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        let id = self.1;
        self.0.state().whole(|state| {
            let inode = state.inodes.get_mut(&id).unwrap();
            inode.now.resize(usize::try_from(len).unwrap(), 0);
            inode.pending.push(FileOp::SetLen(len));
            Ok(())
        })
    }

    fn sync(&mut self) -> io::Result<()> {
        let id = self.1;
        self.0.state().whole(|state| {
            let inode = state.inodes.get_mut(&id).unwrap();
            inode.durable = inode.now.clone();
            inode.pending = Vec::new();
            Ok(())
        })
    }

    fn stat(&self) -> io::Result<Stat> {
        let state = self.0.state();
        state.alive()?;
        let len = state.inodes[&self.1].now.len() as u64;
        Ok(Stat { len, kind: NodeKind::File, private: true, shared: false, identity: (0, self.1) })
    }
}

#[derive(Debug)]
struct SimLock(SimDisk, PathBuf);

impl DiskLock for SimLock {}

impl Drop for SimLock {
    fn drop(&mut self) {
        self.0.state().locks.remove(&self.1);
    }
}

impl Disk for SimDisk {
    fn create_dir(&self, path: &Path) -> io::Result<()> {
        self.state().whole(|state| {
            state.check_parent(path)?;
            if state.names.contains_key(path) {
                return Err(io::Error::from(io::ErrorKind::AlreadyExists));
            }
            state.rename_op(NameOp::Put(path.to_owned(), Node::Dir));
            Ok(())
        })
    }

    fn set_private(&self, _dir: &Path) -> io::Result<()> {
        self.state().whole(|_| Ok(()))
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        self.state().stat(path)
    }

    fn stat_through(&self, path: &Path) -> io::Result<Stat> {
        let state = self.state();
        state.stat(&state.led(path))
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let state = self.state();
        state.alive()?;
        if state.names.get(dir) != Some(&Node::Dir) {
            return Err(missing());
        }
        let children = state.names.keys().filter(|path| path.parent() == Some(dir));
        Ok(children.map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect())
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        let state = self.state();
        state.alive()?;
        state.file(path).map(|id| state.inodes[&id].now.clone())
    }

    fn read_through(&self, path: &Path) -> io::Result<Vec<u8>> {
        let led = self.state().led(path);
        self.read(&led)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let mut made = 0;
        self.state().whole(|state| {
            state.check_parent(path)?;
            if state.names.get(path) == Some(&Node::Dir) {
                return Err(io::Error::from(io::ErrorKind::IsADirectory));
            }
            if state.names.contains_key(path) {
                state.rename_op(NameOp::Delete(path.to_owned()));
            }
            made = state.next;
            state.next += 1;
            state.inodes.insert(made, Inode::default());
            state.rename_op(NameOp::Put(path.to_owned(), Node::File(made)));
            Ok(())
        })?;
        Ok(Box::new(SimFile(self.clone(), made)))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        let state = self.state();
        state.alive()?;
        if state.denied {
            return Err(io::Error::from(io::ErrorKind::PermissionDenied));
        }
        let id = state.file(path)?;
        Ok(Box::new(SimFile(self.clone(), id)))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.state().whole(|state| {
            let node = state.names.get(from).ok_or_else(missing)?.clone();
            state.rename_op(NameOp::Rename(from.to_owned(), to.to_owned(), node));
            Ok(())
        })
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.state().whole(|state| {
            if state.stat(path)?.kind == NodeKind::Folder {
                return Err(io::Error::from(io::ErrorKind::IsADirectory));
            }
            state.rename_op(NameOp::Delete(path.to_owned()));
            Ok(())
        })
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        self.state().whole(|state| {
            if state.names.keys().any(|child| child.parent() == Some(path)) {
                return Err(io::Error::from(io::ErrorKind::DirectoryNotEmpty));
            }
            state.rename_op(NameOp::Delete(path.to_owned()));
            Ok(())
        })
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        self.state().whole(|state| {
            if dir != Path::new("/") && state.names.get(dir) != Some(&Node::Dir) {
                return Err(missing());
            }
            let pending = std::mem::take(&mut state.pending);
            for op in pending {
                let (NameOp::Put(path, _) | NameOp::Delete(path) | NameOp::Rename(_, path, _)) = &op;
                if path.parent() == Some(dir) {
                    apply_name(&mut state.durable, &op);
                } else {
                    state.pending.push(op);
                }
            }
            Ok(())
        })
    }

    fn try_lock(&self, path: &Path) -> io::Result<Locking> {
        if self.state().names.contains_key(path) {
            let state = self.state();
            state.alive()?;
            state.file(path)?;
            if state.denied {
                return Err(io::Error::from(io::ErrorKind::PermissionDenied));
            }
        } else {
            self.create(path)?;
        }
        let mut state = self.state();
        if state.unlockable {
            return Ok(Locking::Unsupported(io::Error::from(io::ErrorKind::Unsupported)));
        }
        if !state.locks.insert(path.to_owned()) {
            return Ok(Locking::Busy);
        }
        Ok(Locking::Held(Box::new(SimLock(self.clone(), path.to_owned()))))
    }
}
