//! Enums.

generated!("enums");

use std::collections::BTreeMap;

use self::acme::shade::{Only, Painted, Shade};
use crate::coding::{is_zero, survives};

#[test]
fn enums_are_coded() {
    is_zero::<Shade>("acme/shade.Shade enum{Dark;Light;Twilight}");
    is_zero::<Only>("acme/shade.Only enum{Alone}");
    for shade in Shade::ALL {
        survives(shade);
    }
    survives(&Painted {
        inside: Shade::Light,
        outside: Shade::Dark,
        spots: BTreeMap::from([(Shade::Twilight, Only::Alone)]),
    });
}

#[test]
fn labels_are_texts_and_positions() {
    assert_eq!(Shade::default(), Shade::Dark);
    assert_eq!(Shade::Light.to_string(), "Light");
    assert_eq!(Shade::Light.as_ref(), "Light");
    for (index, shade) in Shade::ALL.iter().enumerate() {
        assert_eq!(shade.index(), index);
        assert_eq!(Shade::from_index(index), Some(*shade));
        assert_eq!(shade.as_str().parse(), Ok(*shade));
    }
    assert_eq!(Shade::from_index(3), None);
    assert_eq!(Shade::try_from("twilight"), Ok(Shade::Twilight));
    let error = "twi".parse::<Shade>().expect_err("no label");
    assert_eq!(error.to_string(), "`twi` is no label of acme/shade.Shade");
}

#[test]
fn labels_that_are_unknown_are_refused() {
    let bytes = v23::vom::encode(&Shade::Twilight).expect("it can be written");
    assert!(v23::vom::decode::<Only>(&bytes).is_err());
}
