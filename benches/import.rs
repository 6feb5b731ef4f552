//! Import: one CMRT of full size read and checked, and a thousand of them on two threads.

#![expect(clippy::unwrap_used, reason = "a bench fails by panicking")]

use std::thread;

use rcoi::checks::declaration::CheckContext;
use rcoi::demo::{DAY, scale_workbooks};
use rcoi::import::{Incoming, receive};

/// How many rows each file declares.
const ROWS: usize = 300;

/// How many files the batch has; they repeat a few different ones.
const FILES: usize = 1_000;

fn main() {
    divan::main();
}

fn read_and_check(name: &str, raw: &[u8]) -> usize {
    let Incoming::Declaration(draft) = receive(name, raw, None).unwrap() else { return 0 };
    let findings = CheckContext::new(DAY).check(&draft.form, draft.look_up.as_ref(), DAY);
    draft.form.rows.len() + findings.len()
}

#[divan::bench(sample_count = 20)]
fn one_file(bencher: divan::Bencher<'_, '_>) {
    let (name, raw) = scale_workbooks(1, ROWS, 7).next().unwrap();
    bencher.bench_local(|| read_and_check(&name, &raw));
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn thousand_files_on_two_threads(bencher: divan::Bencher<'_, '_>) {
    let files: Vec<_> = scale_workbooks(8, ROWS, 7).collect();
    bencher.bench_local(|| {
        thread::scope(|scope| {
            for half in 0..2 {
                let files = &files;
                scope.spawn(move || {
                    let numbers = (half..FILES).step_by(2);
                    numbers.filter_map(|number| files.get(number % files.len())).for_each(|(name, raw)| {
                        divan::black_box(read_and_check(name, raw));
                    });
                });
            }
        });
    });
}
