//! Opens workbooks and reads all of their sheets: how long it takes, and how much memory.
//! `cargo run --release --example measure_book -- FILE...`

use std::time::Instant;

use color_eyre::eyre::{Result, eyre};
use rcoi::import::book::{self, Bounds};

fn main() -> Result<()> {
    for path in std::env::args().skip(1) {
        let raw = std::fs::read(&path)?;
        let start = Instant::now();
        let mut opened = match book::open(&raw, None) {
            Ok(opened) => opened,
            Err(error) => {
                println!("{path}: {error} ({})", error.place());
                continue;
            }
        };
        println!(
            "{path}: {:?}, dates from 1904: {}, opened in {:?}",
            opened.container(),
            opened.date1904(),
            start.elapsed()
        );
        let sheets: Vec<_> = opened.sheets().to_vec();
        for info in sheets {
            let start = Instant::now();
            match opened.read(&info.name, Bounds::ALL) {
                Ok(sheet) => println!(
                    "  {:<24} {:>7} cells to row {:>5} in {:?}",
                    info.name,
                    sheet.cells().len(),
                    sheet.last_row(),
                    start.elapsed()
                ),
                Err(error) => println!("  {:<24} {error} ({})", info.name, error.place()),
            }
        }
    }
    println!("peak of memory: {}", peak().ok_or_else(|| eyre!("unknown"))?);
    Ok(())
}

/// The most memory that this process has held, as Linux tells it.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(|held| held.trim().to_owned())
}
