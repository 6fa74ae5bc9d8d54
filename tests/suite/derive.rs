//! `#[derive(Vdl)]`: what derived types are in VDL, and how they are coded.

mod checks;
mod conversions;
mod enums;
mod generics;
mod messages;
mod names;
mod structs;
mod vectors;
mod versions;

use std::fmt::Debug;

use v23::vom;
use vdl::coder::to_value;
use vdl::{Type, Value, VdlRead, VdlType, VdlWrite};

/// A value comes back, alone and in a stream, and its bytes are those of the dynamic value that is the same.
#[track_caller]
fn check_round_trip<T: VdlRead + VdlWrite + PartialEq + Debug>(value: &T) {
    let alone = vom::encode(value).expect("the value can be written");
    assert_eq!(
        &vom::decode::<T>(&alone).expect("the value can be read"),
        value
    );
    let dynamic = to_value(value).expect("the value is a dynamic one");
    assert_eq!(dynamic.ty(), T::vdl_type());
    assert_eq!(vom::encode(&dynamic).ok().as_ref(), Some(&alone));
    assert_eq!(vom::decode::<Value>(&alone).ok().as_ref(), Some(&dynamic));

    let mut encoder = vom::Encoder::new();
    let mut stream = Vec::new();
    for _ in 0..2 {
        let written = encoder.encode(value, &mut stream);
        written.expect("the value can be written to a stream");
    }
    let mut decoder = vom::Decoder::new();
    let mut rest = stream.as_slice();
    for _ in 0..2 {
        let read: T = decoder
            .decode(&mut rest)
            .expect("the value can be read from a stream");
        assert_eq!(&read, value);
    }
}

/// The type is the one with this text.
#[track_caller]
fn check_type<T: VdlType + ?Sized>(expected: &str) {
    assert_eq!(Type::of::<T>().to_string(), expected);
}

/// What a value is when it is read as another type.
fn convert<From: VdlWrite, To: VdlRead>(value: &From) -> Result<To, vom::DecodeError> {
    let bytes = vom::encode(value).expect("the value can be written");
    vom::decode(&bytes)
}
