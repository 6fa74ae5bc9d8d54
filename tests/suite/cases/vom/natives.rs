//! The Rust types that stand for wire types of their own.

use std::fmt::Debug;

use serde_json::Value as Json;
use v23::math::{Complex64, Complex128};
use v23::time::{Deadline, Duration, Time};
use v23::vom::{decode, encode};
use v23::{Any, Error};
use vdl::{VdlRead, VdlWrite};

use super::report::Report;

/// Checks the recorded bytes against what the record says that they mean.
pub(super) fn check(record: &Json, recorded: &[u8], report: &mut Report<'_>) {
    let native = &record["native"];
    match record["kind"].as_str() {
        Some("time") => match native["list"].as_array() {
            Some(list) => {
                let times: Vec<Time> = list.iter().map(parsed).collect();
                check_bytes(&times, recorded, report);
            }
            None => check_time(native, recorded, report),
        },
        Some("duration") => match native["nanoseconds_list"].as_array() {
            Some(list) => {
                let durations: Vec<Duration> = list.iter().map(duration).collect();
                check_bytes(&durations, recorded, report);
            }
            None => check_bytes(&duration(&native["nanoseconds"]), recorded, report),
        },
        Some("deadline") => check_deadline(native, recorded, report),
        Some("complex64") => {
            let number = Complex64::new(parsed(&native["real"]), parsed(&native["imag"]));
            check_bytes(&number, recorded, report);
        }
        Some("complex128") => {
            let number = Complex128::new(parsed(&native["real"]), parsed(&native["imag"]));
            check_bytes(&number, recorded, report);
        }
        Some("error") => check_error(record, recorded, report),
        Some(_) | None => {}
    }
}

/// A Rust value has these bytes, and these bytes are the value.
fn check_bytes<T: VdlRead + VdlWrite + PartialEq + Debug>(
    value: &T,
    recorded: &[u8],
    report: &mut Report<'_>,
) {
    match encode(value) {
        Ok(written) => report.same_bytes("as a Rust type", recorded, &written),
        Err(error) => report.add(format!("encoding as a Rust type: {error}")),
    }
    match decode::<T>(recorded) {
        Ok(seen) if seen == *value => {}
        seen => report.add(format!("as a Rust type: expected {value:?}, seen {seen:?}")),
    }
}

fn parsed<T: std::str::FromStr<Err: Debug>>(json: &Json) -> T {
    let text = json.as_str().expect("natives are told as text");
    text.parse().expect("natives are told correctly")
}

fn check_time(native: &Json, recorded: &[u8], report: &mut Report<'_>) {
    let nanos = native["unix_nanos_part"].as_i64().unwrap_or_default() as i32;
    let time = Time::from_unix(parsed(&native["unix_seconds"]), nanos).expect("times are in range");
    check_bytes(&time, recorded, report);
    let text = &native["rfc3339nano_utc"];
    report.same_text("text", text, &time.to_string());
    if parsed::<Time>(text) != time {
        report.add(format!("{text} is not {time}"));
    }
}

fn duration(json: &Json) -> Duration {
    Duration::from_nanos(parsed(json))
}

fn check_deadline(native: &Json, recorded: &[u8], report: &mut Report<'_>) {
    assert!(
        native["deadline"].is_null(),
        "other deadlines depend on when they are sent"
    );
    check_bytes(&Deadline::NONE, recorded, report);
}

fn check_error(record: &Json, recorded: &[u8], report: &mut Report<'_>) {
    let (native, value) = (&record["native"], &record["value"]);
    let is_list = value.is_array();
    if !is_list && value.get("some").is_none() {
        return;
    }
    let wire = if is_list {
        &value[0]["some"]
    } else {
        &value["some"]
    };
    let decoded = if is_list {
        decode::<Vec<Option<Error>>>(recorded).map(|errors| errors.into_iter().next().flatten())
    } else {
        decode::<Option<Error>>(recorded)
    };
    let seen = match decoded {
        Ok(Some(seen)) => seen,
        other => return report.add(format!("as an error: {other:?}")),
    };
    let error = match native["plain_message"].as_str() {
        Some(text) => Error::from(text.to_owned()),
        None => {
            let params: Vec<Any> = seen.params().to_vec();
            let message = wire["Msg"].as_str().unwrap_or_default();
            Error::from_parts(seen.id().to_owned(), seen.action(), message, params)
        }
    };
    report.same_text("id", &wire["Id"], error.id());
    report.same_text("id", &native["id"], error.id());
    report.same_text("action", &native["action"], error.action().label());
    report.same_text("message", &wire["Msg"], seen.message());
    if is_list {
        check_bytes(&vec![Some(error), None], recorded, report);
    } else {
        check_bytes(&Some(error), recorded, report);
    }
}
