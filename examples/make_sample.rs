//! Makes `data/sample/annex-i-2022.ron` from the text of the filing:
//! `cargo run --example make_sample -- FILING.txt > data/sample/annex-i-2022.ron`

use color_eyre::eyre::{OptionExt, Result, eyre};
use rcoi::import::{self, sample::Sample};

fn main() -> Result<()> {
    let path = std::env::args().nth(1).ok_or_eyre("give the filing's text as the one argument")?;
    let draft = import::read("form-sd-2022.txt", &std::fs::read(&path)?)
        .map_err(|error| eyre!(error.problem(&path).to_string()))?;
    let sample = Sample::of(&draft).ok_or_eyre("the file reads, but not as the filing for 2022")?;
    print!("{}", sample.to_text()?);
    Ok(())
}
