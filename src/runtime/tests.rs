//! The interface's threads and its loop, without a terminal and on a disk that fails when told to.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use tempfile::TempDir;

use super::appearance::{Looks, Wishes, keymap};
use super::event_loop::EventLoop;
use super::frame_output::FrameOutput;
use super::perform::Performer;
use super::writer::{WriteOrder, WriterThread};
use super::{Dirs, Host, WorkspaceChoice, clock};
use crate::app::{App, Key, Msg, Session, Start};
use crate::domain::{Cause, Edit, Entry, EntryId, FacilityId, Metal};
use crate::store::{Disk, DiskFile, Locking, RealDisk, Stat};
use crate::ui::{Theme, draw, dump};

/// The real disk, of which the next writes fail.
#[derive(Debug, Clone, Default)]
struct Flaky {
    failures: Arc<AtomicU32>,
}

#[derive(Debug)]
struct FlakyFile(Box<dyn DiskFile>, Flaky);

impl DiskFile for FlakyFile {
    fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.overwrite(bytes)
    }

    fn write_all(&mut self, bytes: &[u8]) -> io::Result<()> {
        let left = self.1.failures.load(Ordering::SeqCst);
        if left > 0 {
            self.1.failures.store(left - 1, Ordering::SeqCst);
            // Half of it is there, as after a full disk.
            self.0.write_all(&bytes[..bytes.len() / 2])?;
            return Err(io::ErrorKind::StorageFull.into());
        }
        self.0.write_all(bytes)
    }

    fn set_len(&mut self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.0.sync()
    }

    fn stat(&self) -> io::Result<Stat> {
        self.0.stat()
    }
}

impl Disk for Flaky {
    fn stat_through(&self, path: &Path) -> io::Result<Stat> {
        RealDisk.stat_through(path)
    }

    fn read_through(&self, path: &Path) -> io::Result<Vec<u8>> {
        RealDisk.read_through(path)
    }

    fn create_dir(&self, path: &Path) -> io::Result<()> {
        RealDisk.create_dir(path)
    }

    fn set_private(&self, dir: &Path) -> io::Result<()> {
        RealDisk.set_private(dir)
    }

    fn stat(&self, path: &Path) -> io::Result<Stat> {
        RealDisk.stat(path)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        RealDisk.list(dir)
    }

    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        RealDisk.read(path)
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(FlakyFile(RealDisk.create(path)?, self.clone())))
    }

    fn append(&self, path: &Path) -> io::Result<Box<dyn DiskFile>> {
        Ok(Box::new(FlakyFile(RealDisk.append(path)?, self.clone())))
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        RealDisk.rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove(path)
    }

    fn remove_dir(&self, path: &Path) -> io::Result<()> {
        RealDisk.remove_dir(path)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        RealDisk.sync_dir(dir)
    }

    fn try_lock(&self, path: &Path) -> io::Result<Locking> {
        RealDisk.try_lock(path)
    }
}

/// A home with the sample in it, on the flaky disk.
struct Bench {
    _temp: TempDir,
    disk: Flaky,
    host: Host,
    dir: PathBuf,
}

fn bench() -> Bench {
    let temp = TempDir::new().unwrap();
    let disk = Flaky::default();
    let host = Host::new(Arc::new(disk.clone()), Dirs::inside(temp.path()), Some("Ada"));
    let dir = host.choose(&WorkspaceChoice::Sample).unwrap().dir;
    Bench { _temp: temp, disk, host, dir }
}

impl Bench {
    fn writer(&self) -> (WriterThread, Receiver<Msg>) {
        let (messages, inbox) = channel();
        let store = self.host.open(&self.dir).unwrap().store;
        (WriterThread::start(store, messages).unwrap(), inbox)
    }

    fn recorded(&self) -> Vec<(u64, String)> {
        let past = self.host.open_reading(&self.dir).unwrap().store.load_history().unwrap();
        past.entries.into_iter().map(|entry| (entry.seq, entry.title)).collect()
    }

    fn event_loop(&self, frames: &Frames) -> (EventLoop<FakeScreen>, Sender<Msg>) {
        let opened = self.host.open(&self.dir).unwrap();
        let looks = Looks::load(&self.host, &Wishes::default(), &|_| None, &mut Vec::new()).unwrap();
        let (messages, inbox) = channel();
        let start = Start {
            workspace: opened.workspace,
            contents: crate::domain::Contents::default(),
            tail: opened.tail,
            next_seq: opened.store.next_seq(),
            read_only: None,
            zone: clock::zone(),
            person: "Ada".to_owned(),
            keymap: keymap(&self.host, &mut Vec::new()).unwrap(),
            session: Session::default(),
            seed: self.host.seed().unwrap(),
            mouse: true,
            letter_template: None,
            own_proposals: crate::report::OwnProposals::default(),
            themes: looks.names(),
        };
        let event_loop = EventLoop {
            app: App::new(start, clock::clock(), (120, 30)),
            screen: FakeScreen(Arc::clone(frames)),
            inbox: inbox.into(),
            performer: Performer::start(&self.host, opened.store, &messages, (None, None)).unwrap(),
            looks,
            clock: clock::clock,
            #[cfg(debug_assertions)]
            panic_at: None,
        };
        (event_loop, messages)
    }
}

/// The texts of the frames drawn.
type Frames = Arc<Mutex<Vec<String>>>;

/// A screen that only remembers.
struct FakeScreen(Frames);

impl FrameOutput for FakeScreen {
    fn size(&self) -> io::Result<(u16, u16)> {
        Ok((120, 30))
    }

    fn draw(&mut self, app: &App, theme: &Theme) -> io::Result<()> {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 120, 30));
        draw(app, theme, &mut buffer);
        self.0.lock().unwrap().push(dump::text(&buffer));
        Ok(())
    }

    fn set_mouse(&mut self, _: bool) -> io::Result<()> {
        Ok(())
    }

    fn copy(&mut self, _: &str) -> io::Result<()> {
        Ok(())
    }

    fn lend(&mut self, uses: &mut dyn FnMut()) -> io::Result<()> {
        uses();
        Ok(())
    }

    fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn commit(seq: u64, title: &str) -> WriteOrder {
    WriteOrder::Commit(Box::new(Entry {
        seq,
        id: EntryId::new(format!("entry{seq}")),
        by: "Ada".to_owned(),
        at: clock::now(),
        cause: Cause::Do,
        title: title.to_owned(),
        edit: Edit::AddFacility(FacilityId::new(title), Metal::Tin),
    }))
}

#[test]
fn after_a_failure_what_was_on_its_way_is_dropped_and_the_number_can_be_used_again() {
    let bench = bench();
    let (writer, inbox) = bench.writer();
    writer.tell(commit(1, "one")).unwrap();
    assert!(matches!(inbox.recv(), Ok(Msg::Saved(1))));
    bench.disk.failures.store(1, Ordering::SeqCst);
    writer.tell(commit(2, "two")).unwrap();
    writer.tell(commit(3, "three")).unwrap();
    let Ok(Msg::SaveFailed(2, problem)) = inbox.recv() else { panic!("it was saved") };
    assert!(problem.what.contains("not saved") && problem.what.contains("full"), "{problem}");
    writer.tell(commit(2, "two again")).unwrap();
    assert!(matches!(inbox.recv(), Ok(Msg::Saved(2))));
    writer.finish().unwrap();
    assert_eq!(inbox.iter().count(), 0);
    assert_eq!(bench.recorded(), [(1, "one".to_owned()), (2, "two again".to_owned())]);
}

#[test]
fn whatever_was_told_is_on_the_disk_when_the_writer_is_gone() {
    let bench = bench();
    let (writer, _inbox) = bench.writer();
    for seq in 1..=20 {
        writer.tell(commit(seq, &format!("entry {seq}"))).unwrap();
    }
    drop(writer);
    assert_eq!(bench.recorded().len(), 20);
}

#[test]
fn a_long_journal_becomes_a_snapshot_while_working() {
    let bench = bench();
    let (writer, inbox) = bench.writer();
    for seq in 1..=crate::store::SNAPSHOT_ENTRIES {
        writer.tell(commit(seq, &format!("entry {seq}"))).unwrap();
    }
    writer.tell(WriteOrder::History).unwrap();
    let entries_of =
        |message| if let Msg::HistoryLoaded(entries) = message { Some(entries.len()) } else { None };
    let whole = inbox.iter().find_map(entries_of);
    assert_eq!(whole, Some(256));
    assert!(bench.dir.join("history/0001.ron").exists());
}

fn press(messages: &Sender<Msg>, keys: &[&str]) {
    for key in keys {
        messages.send(Msg::Key(Key::parse(key).unwrap())).unwrap();
    }
}

#[test]
fn messages_that_wait_together_are_drawn_once() {
    let (bench, frames) = (bench(), Frames::default());
    let (event_loop, messages) = bench.event_loop(&frames);
    press(&messages, &["2"]);
    press(&messages, &["j"; 100]);
    press(&messages, &["q"]);
    assert_eq!(event_loop.run(), Ok(Vec::new()));
    let frames = frames.lock().unwrap();
    assert_eq!(frames.len(), 1);
    assert!(frames[0].contains("Overview"), "{}", frames[0]);
}

#[test]
fn what_was_decided_is_on_the_disk_when_the_loop_ends_and_the_screen_comes_back() {
    let (bench, frames) = (bench(), Frames::default());
    let (event_loop, messages) = bench.event_loop(&frames);
    press(&messages, &["3", ".", ".", "u", "q"]);
    assert_eq!(event_loop.run(), Ok(Vec::new()));
    assert_eq!(bench.recorded().len(), 3);
    let session = super::sessions::load(&*bench.host.disk, &bench.host.dirs, &bench.dir);
    assert_eq!(session.screen, Some(crate::app::ScreenId::Triage));
}

#[test]
fn what_fails_at_the_very_end_is_told() {
    let (bench, frames) = (bench(), Frames::default());
    let (event_loop, messages) = bench.event_loop(&frames);
    press(&messages, &["3", ".", "q"]);
    bench.disk.failures.store(u32::MAX, Ordering::SeqCst);
    let unsaved = event_loop.run().unwrap();
    assert!(unsaved.iter().any(|problem| problem.what.contains("not saved")), "{unsaved:?}");
    bench.disk.failures.store(0, Ordering::SeqCst);
    assert_eq!(bench.recorded(), []);
}

#[test]
fn nothing_runs_while_nothing_happens() {
    let (bench, frames) = (bench(), Frames::default());
    let (event_loop, _messages) = bench.event_loop(&frames);
    assert_eq!(event_loop.timeout(), None);
}
