//! Values in the messages of errors.

use std::fmt;

use vdl::coder::{from_value, to_value};
use vdl::{Value, VdlRead, VdlWrite, View, untyped_text};

use crate::vdlroot::time::{Duration, Time};

/// A value as a message shows it: texts, numbers and times bare, all others as VDL writes them.
pub fn shown<T: VdlWrite + ?Sized>(value: &T) -> Shown {
    let Ok(value) = to_value(value) else {
        return Shown("?".to_owned());
    };
    let bare = match value.ty().name() {
        Some("time.Duration") => bare::<Duration>(&value),
        Some("time.Time") => bare::<Time>(&value),
        Some(_) | None => None,
    };
    let text = match (bare, value.as_ref().view()) {
        (Some(text), _) => text,
        (None, View::String(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        (None, _) => untyped_text(value.as_ref(), ""),
    };
    Shown(text)
}

fn bare<T: VdlRead + fmt::Display>(value: &Value) -> Option<String> {
    let native: T = from_value(value).ok()?;
    Some(native.to_string())
}

/// A value in the place of a native type, or why there is none.
pub fn shown_from<T: VdlWrite>(value: Result<T, String>) -> Shown {
    match value {
        Ok(value) => shown(&value),
        Err(why) => Shown(why),
    }
}

/// The text of a value.
#[derive(Debug)]
pub struct Shown(String);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
