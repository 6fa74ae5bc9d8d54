//! Times, durations and deadlines, as the standard package `time` sends them: vom §15.
//!
//! A [`Time`] is a point in time, a [`Duration`] the distance between two of them, and both have the whole range of
//! their wire form, hundreds of billions of years. A [`Deadline`] is a point on the clock of this process that is sent
//! as the time that is left.
//!
//! ```
//! use v23::time::{Duration, Time};
//!
//! let lunch: Time = "2015-06-01T12:00:00+02:00".parse()?;
//! let tea = lunch.checked_add("3h30m".parse()?).ok_or("the end of time")?;
//! assert_eq!(tea.to_string(), "2015-06-01T13:30:00Z");
//! assert_eq!(tea.checked_since(lunch), Some(Duration::from_secs(12_600)));
//! assert_eq!(Time::ZERO.to_string(), "0001-01-01T00:00:00Z");
//! # Ok::<_, Box<dyn std::error::Error>>(())
//! ```
//!
//! Arithmetic is checked or saturating; there are no operators, since values come from peers and sums of them may not
//! exist. Types of the standard library convert in both directions, and so do those of the crates `jiff`, `chrono` and
//! `time` if the feature of that name is on; a conversion that can fail is a `TryFrom` with the error [`OutOfRange`].
//!
//! This is no calendar: there are no zones and no leap seconds, and every day has 86400 seconds.

mod civil;
mod coding;
mod convert;
mod deadline;
mod duration;
mod error;
mod scan;
mod timestamp;

pub use self::deadline::Deadline;
pub use self::duration::Duration;
pub use self::error::{OutOfRange, ParseError};
pub use self::timestamp::Time;
#[doc(hidden)]
pub use super::packages::time::wire;
