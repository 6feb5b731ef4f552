//! The interface from start to end: choose, open, take the terminal, run, give everything back.

use std::io::{IsTerminal, stdin, stdout};
use std::process::ExitCode;
use std::sync::mpsc::{Sender, channel};

use super::appearance::{Looks, Wishes, keymap};
use super::event_loop::EventLoop;
use super::frame_output::FrameOutput;
use super::perform::Performer;
use super::terminal::TerminalScreen;
use super::{Host, WorkspaceChoice, clock, input, last_workspace, letters, sessions};
use crate::Problem;
use crate::app::{App, Msg, Start};
use crate::domain::Contents;
use crate::report::OwnProposals;
use crate::store::Opened;

/// What the command line asks of the interface.
#[derive(Debug, Default)]
pub struct InterfaceOptions {
    pub choice: WorkspaceChoice,
    pub theme: Option<String>,
    /// Whether the mouse is left to the terminal.
    pub no_mouse: bool,
}

/// Runs the interface and says how the process ends; problems of start and end go to `complain`.
pub fn run(host: &Host, asked: &InterfaceOptions, complain: fn(&Problem)) -> ExitCode {
    match open_and_run(host, asked) {
        Ok(unsaved) if unsaved.is_empty() => ExitCode::SUCCESS,
        Ok(unsaved) => {
            unsaved.iter().for_each(complain);
            ExitCode::from(2)
        }
        Err(problem) => {
            complain(&problem);
            ExitCode::from(2)
        }
    }
}

fn env(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn open_and_run(host: &Host, asked: &InterfaceOptions) -> Result<Vec<Problem>, Problem> {
    if !stdin().is_terminal() || !stdout().is_terminal() {
        return Err(Problem::new(
            "the interface needs a terminal",
            "standard input and output",
            "run rcoi in a terminal, or use a command: rcoi --help lists them",
        ));
    }
    let chosen = host.choose(&asked.choice)?;
    let opened = host.open(&chosen.dir)?;
    let mut notices = host.notices.clone();
    notices.extend(chosen.notice);
    notices.extend(last_workspace::remember(&*host.disk, &host.dirs, &chosen.dir).err());
    let event_loop = build(host, asked, opened, notices)?;
    event_loop.run()
}

/// Puts the interface together; the terminal is taken last, so that what fails before leaves it alone.
fn build(
    host: &Host,
    asked: &InterfaceOptions,
    opened: Opened,
    mut notices: Vec<Problem>,
) -> Result<EventLoop<TerminalScreen>, Problem> {
    let Opened { store, workspace, tail, notices: of_store, read_only } = opened;
    notices.extend(of_store);
    let dir = store.paths().dir().to_owned();
    let mut session = sessions::load(&*host.disk, &host.dirs, &dir);
    let stored = session.theme.take();
    let wishes = Wishes { given: asked.theme.as_deref(), stored: stored.as_deref() };
    let looks = Looks::load(host, &wishes, &env, &mut notices)?;
    let mouse = !asked.no_mouse && host.config.mouse != Some(false);
    let (messages, inbox) = channel();
    let begun_with = Some(looks.current().name().to_owned());
    let own_proposals = letters::own_proposals(&*host.disk, &dir).unwrap_or_else(|problem| {
        notices.push(problem);
        OwnProposals::default()
    });
    let start = Start {
        workspace,
        contents: Contents::default(),
        tail,
        next_seq: store.next_seq(),
        read_only: read_only.map(|why| why.to_string()),
        zone: clock::zone(),
        person: host.person.clone(),
        keymap: keymap(host, &mut notices)?,
        session,
        seed: host.seed()?,
        mouse,
        letter_template: letters::own_template(&*host.disk, &dir).transpose(),
        own_proposals,
        themes: looks.names(),
    };
    let performer = Performer::start(host, store, &messages, (stored, begun_with))?;
    let screen = TerminalScreen::take(mouse).map_err(|error| no_terminal(&error))?;
    let size = screen.size().map_err(|error| no_terminal(&error))?;
    listen(&messages, notices)?;
    Ok(EventLoop {
        app: App::new(start, clock::clock(), size),
        screen,
        inbox: inbox.into(),
        performer,
        looks,
        clock: clock::clock,
        #[cfg(debug_assertions)]
        panic_at: env("RCOI_TEST_PANIC").and_then(|key| crate::app::Key::parse(&key)),
    })
}

fn no_terminal(error: &std::io::Error) -> Problem {
    Problem::new(format!("the terminal cannot be used: {error}"), "", "try another terminal")
}

/// Keys, mouse and signals become messages from now on, behind what the person should know first.
fn listen(messages: &Sender<Msg>, notices: Vec<Problem>) -> Result<(), Problem> {
    for notice in notices {
        // The other end is held by whoever called.
        messages.send(Msg::Notice(notice)).ok();
    }
    #[cfg(unix)]
    {
        super::signals::listen(messages.clone()).map_err(|error| no_terminal(&error))?;
        super::hangup::listen(messages.clone()).map_err(|error| no_terminal(&error))?;
    }
    input::listen(messages.clone()).map_err(|error| no_terminal(&error))
}
