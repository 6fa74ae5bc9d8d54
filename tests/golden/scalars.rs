//! Named scalars.

generated!("scalars");

use std::collections::HashMap;

use self::acme::units::{
    Balance, Celsius, Delta, Flag, Mark, Octet, Offset, Port, Ratio, Reading, Serial, Step, Total, Warm,
};
use crate::coding::{is_zero, survives};

#[test]
fn scalars_are_coded() {
    is_zero::<Celsius>("acme/units.Celsius float64");
    is_zero::<Warm>("acme/units.Warm float64");
    is_zero::<Ratio>("acme/units.Ratio float32");
    is_zero::<Mark>("acme/units.Mark string");
    is_zero::<Octet>("acme/units.Octet byte");
    is_zero::<Flag>("acme/units.Flag bool");
    is_zero::<Port>("acme/units.Port uint16");
    is_zero::<Serial>("acme/units.Serial uint32");
    is_zero::<Total>("acme/units.Total uint64");
    is_zero::<Step>("acme/units.Step int8");
    is_zero::<Delta>("acme/units.Delta int16");
    is_zero::<Offset>("acme/units.Offset int32");
    is_zero::<Balance>("acme/units.Balance int64");
    survives(&Celsius(-40.0));
    survives(&Balance(i64::MIN));
    survives(&Total(u64::MAX));
    survives(&Reading {
        at: Celsius(36.6),
        mark: Mark("here".to_owned()),
        port: Port(u16::MAX),
        total: Total(1 << 40),
        flag: Flag(true),
    });
}

#[test]
fn scalars_are_shown_and_parsed_as_what_they_hold() {
    assert_eq!(Celsius(36.6).to_string(), "36.6");
    assert_eq!(format!("{:>6.1}", Ratio(0.25)), "   0.2");
    assert_eq!("-7".parse(), Ok(Step(-7)));
    assert_eq!("true".parse(), Ok(Flag(true)));
    assert!("256".parse::<Octet>().is_err());
    assert_eq!("a word".parse(), Ok(Mark::from("a word")));
    assert_eq!(f64::from(Celsius::from(1.5)), 1.5);
    assert!(Warm(1.0) < Warm(2.0));
    let copied = Port(80);
    assert_eq!((copied, copied), (Port(80), 80.into()));
}

#[test]
fn words_are_found_by_text() {
    let known = HashMap::from([(Mark::from("here"), 1)]);
    assert_eq!(known.get("here"), Some(&1));
    assert_eq!(Mark::from("here").as_ref(), "here");
    assert_eq!(format!("{:>6}|", Mark::from("here")), "  here|");
}
