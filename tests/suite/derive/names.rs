//! Names of types and fields.

use v23::Vdl;
use vdl::coder::Signature;
use vdl::{Type, VdlType};

use super::check_type;

#[derive(Vdl)]
struct Here {
    http_url: bool,
    sha256_sum: bool,
    #[vdl(rename = "XYZ")]
    other: bool,
    _leading: bool,
}

mod r#mod {
    use v23::Vdl;

    #[derive(Vdl)]
    #[vdl(rename_all = "UPPERCASE", name = "hidden")]
    pub(super) struct Raw {
        pub(super) two_words: bool,
    }
}

#[test]
fn the_place_makes_the_name() {
    check_type::<Here>(
        "suite/derive/names.Here struct{HttpUrl bool;Sha256Sum bool;XYZ bool;Leading bool}",
    );
    check_type::<r#mod::Raw>("suite/derive/names/mod.hidden struct{TWOWORDS bool}");
}

#[test]
fn signatures_are_those_of_the_types() {
    fn check<T: VdlType>() {
        let ty = Type::of::<T>();
        assert!(T::SIGNATURE.is(Signature::of(ty.as_ref())), "{ty}");
    }
    check::<Here>();
    check::<r#mod::Raw>();
    check::<Vec<std::collections::BTreeMap<String, Option<Here>>>>();
    check::<[std::collections::HashSet<u16>; 3]>();
    assert!(!<Vec<u8>>::SIGNATURE.is(<Vec<i8>>::SIGNATURE));
    assert!(!<[u8; 3]>::SIGNATURE.is(<[u8; 4]>::SIGNATURE));
    assert!(!<[u8; 3]>::SIGNATURE.is(<Vec<u8>>::SIGNATURE));
    assert!(!Signature::UNKNOWN.is(Signature::UNKNOWN));
}

#[test]
fn two_types_of_one_made_name_are_found_at_first_use() {
    fn first() -> Type {
        #[derive(Vdl)]
        struct Twin {
            a: bool,
        }
        let _ = Twin { a: true }.a;
        Type::of::<Twin>()
    }
    fn second() -> Type {
        #[derive(Vdl)]
        struct Twin {
            b: bool,
        }
        let _ = Twin { b: true }.b;
        Type::of::<Twin>()
    }
    let name = first().name().map(str::to_owned);
    assert_eq!(name.as_deref(), Some("suite/derive/names.Twin"));
    assert!(std::panic::catch_unwind(second).is_err());
}
