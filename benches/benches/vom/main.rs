//! VOM against its peers, on the same data, in one run.
//!
//! `cargo bench -p benches --bench vom [WORD…]`, where words select the groups whose names contain one of them. Numbers
//! and method are in `benches/README.md`.

mod data;
mod go;
mod ours;
mod peers;
mod proto;

use std::time::Duration;

use benches::timing::{Candidate, measure};

use self::data::Data;

/// The allocator of the commands, instead of that of the system.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Outcome<T> = Result<T, Box<dyn std::error::Error>>;

const ROUNDS: usize = 60;
const SAMPLE: Duration = Duration::from_millis(2);

fn main() -> Outcome<()> {
    let data = Data::new()?;
    let mut candidates = Vec::new();
    ours::candidates(&data, &mut candidates)?;
    peers::candidates(&data, &mut candidates)?;
    match go::candidates(&data) {
        Ok(more) => candidates.extend(more),
        Err(why) => report(&format!("The Go codec is not measured: {why}")),
    }
    let words: Vec<String> = std::env::args()
        .skip(1)
        .filter(|word| !word.starts_with('-'))
        .collect();
    candidates
        .retain(|candidate| words.is_empty() || words.iter().any(|w| candidate.group.contains(w)));
    measure(&mut candidates, ROUNDS, SAMPLE);
    let mut groups: Vec<&str> = Vec::new();
    for candidate in &candidates {
        if !groups.contains(&&*candidate.group) {
            groups.push(&candidate.group);
        }
    }
    groups.sort_unstable();
    for group in groups {
        let of_group = || candidates.iter().filter(|one| one.group == group);
        let base = of_group().find(|one| one.name == "prost");
        report(&format!("\n{group:38}      min   median  × prost    bytes"));
        for candidate in of_group() {
            report(&row(candidate, base.map(|base| base.nanoseconds().0)));
        }
    }
    Ok(())
}

fn row(candidate: &Candidate, base: Option<f64>) -> String {
    let (min, median) = candidate.nanoseconds();
    let ratio = base.map_or_else(String::new, |base| format!("{:.2}", min / base));
    format!(
        "  {:36} {} {} {ratio:>8} {:8}",
        candidate.name,
        time(min),
        time(median),
        candidate.bytes
    )
}

fn time(nanoseconds: f64) -> String {
    if nanoseconds < 1_000.0 {
        format!("{nanoseconds:5.1} ns")
    } else {
        format!("{:5.1} µs", nanoseconds / 1e3)
    }
}

#[expect(
    clippy::print_stdout,
    reason = "the table is the purpose of this program"
)]
fn report(line: &str) {
    println!("{line}");
}
