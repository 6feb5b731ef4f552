//! The memory that files being read at the same time share: who asks for more than is left waits until others are done.

use std::sync::{Condvar, Mutex, PoisonError};

/// What all files that are read at the same time may take together, in bytes. One that may take more is read alone.
const ALL: usize = 256 << 20;
/// What a file may take however short it is, in bytes: a few letters can stand for very many.
const AT_LEAST: usize = 16 << 20;
/// How much more a file may take for each of its bytes.
const OF_BYTE: usize = 16;

/// The memory, and those who wait for some of it.
struct Room {
    taken: Mutex<usize>,
    freed: Condvar,
}

static ROOM: Room = Room { taken: Mutex::new(0), freed: Condvar::new() };

/// Memory that was taken for a file; free again when it is dropped.
#[must_use]
#[derive(Debug)]
pub struct TakenRoom(usize);

/// Takes memory for a file of so many bytes, as soon as there is enough.
pub fn take(length: u64) -> TakenRoom {
    let length = usize::try_from(length).unwrap_or(usize::MAX);
    let wanted = length.saturating_mul(OF_BYTE).saturating_add(AT_LEAST).min(ALL);
    let mut taken = ROOM.taken.lock().unwrap_or_else(PoisonError::into_inner);
    while *taken + wanted > ALL {
        taken = ROOM.freed.wait(taken).unwrap_or_else(PoisonError::into_inner);
    }
    *taken += wanted;
    TakenRoom(wanted)
}

impl Drop for TakenRoom {
    fn drop(&mut self) {
        *ROOM.taken.lock().unwrap_or_else(PoisonError::into_inner) -= self.0;
        ROOM.freed.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use rayon::prelude::*;

    use super::*;

    #[test]
    fn a_long_file_is_read_alone_and_all_are_read() {
        let (now, most) = (AtomicUsize::new(0), AtomicUsize::new(0));
        let read = |_| {
            let taken = take(u64::MAX);
            most.fetch_max(now.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            now.fetch_sub(1, Ordering::SeqCst);
            drop(taken);
        };
        (0..64).into_par_iter().for_each(read);
        assert_eq!(most.into_inner(), 1);
        // Short ones are read side by side.
        drop([take(0), take(1_000_000)]);
    }
}
