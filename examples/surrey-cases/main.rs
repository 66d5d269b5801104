//! Writes the case sample: `cargo run --example surrey-cases -- CONTENT [COPIES]`.
//!
//! `CONTENT` is a content folder such as `examples/surrey-cases/content`, whose files of cases a test holds against what is written here.
//! With a hundred and thirty copies the sample has a million answers, and still the same scores.
#![expect(clippy::disallowed_methods, reason = "an example is a program of its own")]
#![expect(clippy::print_stderr, reason = "and speaks to whoever runs it")]

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

mod generate;

fn main() -> ExitCode {
    let mut args = env::args().skip(1);
    let Some(folder) = args.next() else {
        eprintln!("usage: surrey-cases CONTENT [COPIES]");
        return ExitCode::from(2);
    };
    let copies = args.next().and_then(|copies| copies.parse().ok()).unwrap_or(1);
    match write(Path::new(&folder), copies) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{folder}: {error}");
            ExitCode::from(2)
        }
    }
}

fn write(content: &Path, copies: usize) -> io::Result<()> {
    for (path, text) in generate::generate(generate::SEED, copies) {
        let path = content.join(path);
        fs::create_dir_all(path.parent().unwrap_or(content))?;
        fs::write(path, text)?;
    }
    Ok(())
}
