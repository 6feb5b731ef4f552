//! What has happened and waits: keys, answers, signals.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use crate::app::Msg;

/// The most characters that are taken as one, so that the screen shows how far a flood of them is.
const MOST_TYPED: usize = 64 * 1024;

/// The messages that wait, in their order.
#[derive(Debug)]
pub struct Inbox {
    messages: Receiver<Msg>,
    /// The next one, when it was looked at already.
    next: Option<Msg>,
}

impl From<Receiver<Msg>> for Inbox {
    fn from(messages: Receiver<Msg>) -> Self {
        Self { messages, next: None }
    }
}

impl Inbox {
    /// Waits for the next one, at most so long where a time is given.
    pub fn wait(&mut self, most: Option<Duration>) -> Msg {
        if let Some(next) = self.next.take() {
            return next;
        }
        let Some(most) = most else { return self.messages.recv().unwrap_or(Msg::Terminate) };
        match self.messages.recv_timeout(most) {
            Ok(message) => message,
            Err(RecvTimeoutError::Timeout) => Msg::Tick,
            Err(RecvTimeoutError::Disconnected) => Msg::Terminate,
        }
    }

    /// The next one, if one waits.
    pub fn waiting(&mut self) -> Option<Msg> {
        self.next.take().or_else(|| self.messages.try_recv().ok())
    }

    /// A message; when a character was typed, as one with those that wait right behind it: what a terminal without bracketed
    /// paste makes of a page of text would else be looked for letter by letter.
    pub fn with_typed_behind(&mut self, message: Msg) -> Msg {
        let Some(first) = typed(&message) else { return message };
        let mut text = String::from(first);
        while text.len() < MOST_TYPED
            && let Some(next) = self.waiting()
        {
            match typed(&next) {
                Some(c) => text.push(c),
                None => {
                    self.next = Some(next);
                    break;
                }
            }
        }
        if text.len() == first.len_utf8() { message } else { Msg::Typed(text) }
    }
}

fn typed(message: &Msg) -> Option<char> {
    if let Msg::Key(key) = message { key.typed() } else { None }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc::channel;

    use super::*;
    use crate::app::Key;

    #[test]
    fn characters_that_wait_together_are_one_and_nothing_else_is_touched() {
        let (messages, received) = channel();
        let mut inbox = Inbox::from(received);
        for key in ["a", "space", "b", "enter", "c"] {
            messages.send(Msg::Key(Key::parse(key).unwrap())).unwrap();
        }
        let mut taken = Vec::new();
        while let Some(message) = inbox.waiting() {
            taken.push(format!("{:?}", inbox.with_typed_behind(message)));
        }
        let alone = |key: &str| format!("{:?}", Msg::Key(Key::parse(key).unwrap()));
        assert_eq!(taken, ["Typed(\"a b\")".to_owned(), alone("enter"), alone("c")]);
        drop(messages);
        assert!(matches!(inbox.wait(None), Msg::Terminate));
    }
}
