//! Values in the messages of errors.

use std::fmt;

use vdl::coder::to_value;
use vdl::{VdlWrite, View, untyped_text};

/// A value as a message shows it: texts and numbers bare, all others as VDL writes them.
pub fn shown<T: VdlWrite + ?Sized>(value: &T) -> Shown {
    let Ok(value) = to_value(value) else {
        return Shown("?".to_owned());
    };
    let text = if let View::String(bytes) = value.as_ref().view() {
        String::from_utf8_lossy(bytes).into_owned()
    } else {
        untyped_text(value.as_ref(), "")
    };
    Shown(text)
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
