//! What the fuzz targets share, one door a kind of bytes from outside. `cargo test` sends the seeds and mutations of them
//! through the same doors (`tests/it/replay.rs`).

pub mod doors;
pub mod letters;
pub mod memory;
pub mod packed;
pub mod stored;
