//! Receives files over and over: how long one takes, and how much memory.
//! `cargo run --release --example measure_receive -- TIMES FILE...`

use std::time::{Duration, Instant};

use color_eyre::eyre::{Result, eyre};
use rcoi::import;

fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let times: u32 = arguments.next().ok_or_else(|| eyre!("how many times?"))?.parse()?;
    for path in arguments {
        let raw = std::fs::read(&path)?;
        let mut best = Duration::MAX;
        for _ in 0..times {
            let start = Instant::now();
            if let Err(error) = import::receive(&path, &raw, None) {
                println!("{path}: {error}");
                break;
            }
            best = best.min(start.elapsed());
        }
        println!("{path}: {best:?} at best of {times}");
    }
    println!("peak of memory: {}", peak().ok_or_else(|| eyre!("unknown"))?);
    Ok(())
}

/// The most memory that this process has held, as Linux tells it.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    status.lines().find_map(|line| line.strip_prefix("VmHWM:")).map(|held| held.trim().to_owned())
}
