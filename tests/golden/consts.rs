//! Constants.

generated!("consts");

use v23::time::Duration;
use vdl::Type;

use self::acme::consts::{
    ANYTHING, BYTES, CHOSEN, DEEP, EVERYTHING, Either, FOLDED, FREEZING, HIDDEN, HUGE, Held, KIND, Key, LATE, LEAST, MAGIC,
    MOST, Mark, NAMED, NAMES, NONE, NOT_TEXT, NUMBERS, ONE_PIXEL, ORIGIN, Path, Point, QUICK, RATIOS, SMALL, SOMEWHERE, SPAN,
    Shade, THIRD, TINY, URL_LEN, WAY, WORD, YES,
};

#[test]
fn what_needs_no_memory_is_const() {
    const ALL: (bool, u8, i64, u64, i8) = (YES, SMALL, LEAST, MOST, TINY);
    assert_eq!(ALL, (true, 255, i64::MIN, u64::MAX, i8::MIN));
    const TEXT: &str = WORD;
    assert_eq!(TEXT, "a \"word\" with a\nbreak and {braces}");
    const PLACE: Point = SOMEWHERE;
    assert_eq!(PLACE, Point { x: -0.5, y: 3, shade: Shade::Light });
    const CHOICE: Either = CHOSEN;
    assert_eq!(CHOICE, Either::Point(PLACE));
    assert_eq!((THIRD, HUGE, FOLDED), (1.0 / 3.0, f64::MAX, 19));
    assert_eq!((LATE, FREEZING.0, HIDDEN, URL_LEN), (Shade::Light, 0.0, 255, 80));
    assert_eq!((ORIGIN, ONE_PIXEL[0], ONE_PIXEL[99]), (Point::default(), 7, 0));
    assert_eq!(MAGIC, Key([0xDE, 0xAD, 0xBE, 0xEF]));
}

#[test]
fn what_needs_memory_is_made_when_it_is_used() {
    assert_eq!(*QUICK, Mark::from("Quick"));
    assert_eq!(*WAY, Path(vec![Point::default(), SOMEWHERE]));
    assert_eq!((&BYTES[..], NAMED.as_ref()), (&b"abc"[..], &[0, 0xFF][..]));
    assert!(NUMBERS.iter().eq(&[1, 2, 3]));
    assert_eq!(NAMES["a"], ["b"]);
    assert_eq!(RATIOS.len(), 1);
    assert_eq!(DEEP.next.as_ref().map(|next| next.name.as_str()), Some("below"));
    assert!(DEEP.any.is::<Path>() && ANYTHING.is_nil());
    assert_eq!(EVERYTHING.len(), 8);
    assert_eq!(EVERYTHING[1].decode::<i16>().ok(), Some(7));
    assert!(EVERYTHING[3].is::<Shade>() && EVERYTHING[7].is_nil());
    assert_eq!(EVERYTHING[6].decode::<Option<Held>>().ok(), Some(None));
    assert_eq!(KIND.unique_string(), Type::of::<std::collections::BTreeMap<String, Held>>().unique_string());
    assert_eq!(*SPAN, Duration::from_secs(3));
    assert!(NONE.is_none());
}

#[test]
fn strings_that_are_no_text_are_bytes() {
    assert_eq!(NOT_TEXT, b"\xFF");
}
