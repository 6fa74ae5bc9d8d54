//! VDL in the middle of a program, without a build script.

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::error::Error;

v23::inline! {
    package "example.com/weather"

    // Sky is what one sees from below.
    type Sky enum { Clear; Cloudy; Storm }

    // Report is what a station sends.
    type Report struct {
        Station string
        Celsius float32
        Sky     Sky
        Rain    map[string]uint16
    }

    // Freezing is where water stops being a report.
    const Freezing = float32(0)
}

fn main() -> Result<(), Box<dyn Error>> {
    let report = Report {
        station: "Oslo".to_owned(),
        celsius: -3.5,
        sky: Sky::Cloudy,
        rain: [("morning".to_owned(), 4)].into(),
    };
    let bytes = v23::vom::encode(&report)?;
    let back: Report = v23::vom::decode(&bytes)?;
    assert_eq!(back, report);
    println!("{} bytes: {}", bytes.len(), v23::Any::new(&back)?);
    if back.celsius < FREEZING {
        println!("{} freezes under a {} sky", back.station, back.sky);
    }
    Ok(())
}
