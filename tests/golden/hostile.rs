//! Packages called like crates, modules and primitive types, with types and constants that get in their way.

generated!("hostile");

use self::acme_test::{_2nd, a_b, bool as in_bool, core as in_core, crate_, self_, u8 as in_u8, v23 as in_v23};
use crate::coding::survives;

#[test]
fn hostile_names_are_coded() {
    survives(&in_bool::U8 { u8: 1, r#bool: true, str: "s".to_owned() });
    survives(&in_u8::U8::default());
    survives(&self_::U8::default());
    survives(&crate_::U8::default());
    survives(&_2nd::U8::default());
    survives(&a_b::U8::default());
    survives(&in_core::Option::default());
    survives(&in_v23::UnionX::default());
    survives(&core::Result::default());
    survives(&std::Option::default());
    survives(&v23::Any::default());
}

#[test]
fn constants_with_hostile_names_are_there() {
    assert_eq!((in_bool::STR, in_u8::BOOL), ("x", true));
    assert_eq!(in_v23::MIXED.len(), 15);
    assert_eq!((in_v23::MIN64, in_v23::MAX64), (i64::MIN, u64::MAX));
    assert_eq!(in_v23::BIG2[0].f, 1.5);
    assert_eq!(in_v23::M.len(), 2);
}
