//! Types on the wire: vom §4.

mod decoder;
mod definition;
mod encoder;

pub use self::decoder::TypeDecoder;
pub use self::encoder::TypeEncoder;

pub(super) use self::decoder::read_version;
pub(super) use self::encoder::Form;
