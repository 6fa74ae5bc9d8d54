//! What holds for every generated type: values survive coding, and `Default` is the zero of VDL.

use std::fmt::Debug;

use v23::vom;
use vdl::coder::{from_value, to_value};
use vdl::{Value, VdlRead, VdlType, VdlWrite};

/// Writes a value and reads it back, through bytes and through a value whose Rust type nobody knows.
pub(crate) fn survives<T: VdlRead + VdlWrite + PartialEq + Debug>(value: &T) {
    let bytes = vom::encode(value).expect("the value can be written");
    let read: T = vom::decode(&bytes).expect("what was written can be read");
    assert_eq!(read, *value);
    let dynamic: Value = vom::decode(&bytes).expect("what was written can be read");
    assert_eq!(
        dynamic,
        to_value(value).expect("the value can be converted")
    );
    let again = vom::encode(&dynamic).expect("the value can be written");
    assert_eq!(vom::decode::<T>(&again).expect("it can be read"), *value);
    assert_eq!(
        from_value::<T>(dynamic.as_ref()).expect("it can be converted"),
        *value
    );
}

/// Checks the type by its unique name, and that `Default` is its zero.
pub(crate) fn is_zero<T>(unique: &str)
where
    T: VdlType + VdlRead + VdlWrite + Default + PartialEq + Debug,
{
    assert_eq!(T::vdl_type().unique_string(), unique);
    let zero = T::default();
    survives(&zero);
    let value = to_value(&zero).expect("the value can be converted");
    assert!(value.is_zero(), "{value}");
    assert_eq!(T::zero(), zero);
}
