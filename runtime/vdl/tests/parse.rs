//! Texts that are read back, good ones and bad ones.

use proptest::collection::vec;
use proptest::prelude::*;
use vdl::{
    Type, Value, ValueRef, View, const_text, parse_constant, parse_constant_in, parse_type,
    parse_value, type_text, untyped_text,
};

use crate::arbitrary::{package, value};

/// Whether two values are the same to the last bit of a NaN's sign.
fn is_same(a: ValueRef<'_>, b: ValueRef<'_>) -> bool {
    a == b || a.to_string().contains("NaN") && a.to_string() == b.to_string()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn types_are_read_back(package in package()) {
        for ty in package.build("some/path/p") {
            for part in ty.walk() {
                prop_assert_eq!(&parse_type(part.unique_string()), &Ok(part.to_owned()));
            }
        }
    }

    #[test]
    fn values_are_read_back(package in package(), bytes in vec(any::<u8>(), 0..150)) {
        let types = package.build("p");
        let mut bytes = &bytes[..];
        for ty in &types {
            let value = value(ty.as_ref(), &mut bytes, &types, 0);
            let text = value.to_string();
            let read = parse_value(&text).map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
            prop_assert!(is_same(read.as_ref(), value.as_ref()), "{}", text);
            prop_assert_eq!(read.ty(), ty);
            prop_assert_eq!(parse_constant(&text, ty).map(|read| read.to_string()), Ok(text));
        }
    }

    #[test]
    fn constants_are_read_back(package in package(), bytes in vec(any::<u8>(), 0..150)) {
        let types = package.build("some/path/p");
        let mut bytes = &bytes[..];
        for ty in &types {
            let value = value(ty.as_ref(), &mut bytes, &types, 0);
            for (text, local) in [
                (const_text(value.as_ref(), "q"), "q"),
                (const_text(value.as_ref(), "some/path/p"), "some/path/p"),
                (untyped_text(value.as_ref(), "some/path/p"), "some/path/p"),
            ] {
                let read = parse_constant_in(&text, ty, local, &types);
                let read = read.map_err(|error| TestCaseError::fail(format!("{text}: {error}")))?;
                prop_assert!(is_same(read.as_ref(), value.as_ref()), "{} {}", text, read);
                prop_assert_eq!(const_text(read.as_ref(), "q"), const_text(value.as_ref(), "q"));
            }
        }
    }

    #[test]
    fn whatever_is_read_ends(text in ".{0,40}") {
        let _ = parse_type(&text);
        let _ = parse_value(&text);
        let _ = parse_constant(&text, &Type::ANY);
    }

    #[test]
    fn whatever_is_changed_ends(
        package in package(),
        bytes in vec(any::<u8>(), 0..60),
        at in any::<prop::sample::Index>(),
        put in prop_oneof!["[;,:{}()\\[\\]?\"` .\\\\a-zA-Z0-9_+-]{0,3}", Just("\u{e9}".to_owned())],
        cut in 0..4_usize,
    ) {
        let types = package.build("p");
        let ty = types.last().expect("there is a type");
        let value = value(ty.as_ref(), &mut &bytes[..], &types, 0);
        for text in [value.to_string(), const_text(value.as_ref(), "p"), ty.to_string()] {
            let mut chars: Vec<char> = text.chars().collect();
            let at = at.index(chars.len());
            chars.splice(at..(at + cut).min(text.chars().count()), put.chars());
            let text: String = chars.into_iter().collect();
            for error in [
                parse_type(&text).err(),
                parse_value(&text).err(),
                parse_constant_in(&text, ty, "p", &types).err(),
            ].into_iter().flatten() {
                prop_assert!(error.offset <= text.len());
                prop_assert!(text.is_char_boundary(error.offset), "{} {}", text, error);
                prop_assert!(!error.to_string().is_empty());
            }
        }
    }
}
