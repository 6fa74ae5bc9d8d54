//! Arrays and lists.

generated!("sequences");

use self::acme::sequences::{All, Blob, Digest, Names, Octet, OctetQuad, Octets, Quad, Row, Tree};
use crate::coding::{is_zero, survives};

#[test]
fn sequences_are_coded() {
    is_zero::<Quad>("acme/sequences.Quad [4]int32");
    is_zero::<Row>("acme/sequences.Row [33]acme/sequences.Quad [4]int32");
    is_zero::<Digest>("acme/sequences.Digest [32]byte");
    is_zero::<Names>("acme/sequences.Names []string");
    is_zero::<Blob>("acme/sequences.Blob []byte");
    is_zero::<Octets>("acme/sequences.Octets []acme/sequences.Octet byte");
    is_zero::<OctetQuad>("acme/sequences.OctetQuad [4]acme/sequences.Octet byte");
    is_zero::<Tree>("acme/sequences.Tree []acme/sequences.Tree");
    let mut row = Row::default();
    row.0[32] = Quad([1, -2, 3, i32::MIN]);
    survives(&All {
        quad: Quad([1, 2, 3, 4]),
        row,
        digest: Digest([0xAB; 32]),
        names: Names(vec!["a".to_owned(), String::new()]),
        blob: Blob(vec![0, 255, 7]),
        octets: Octets(vec![Octet(0), Octet(255)]),
        four: OctetQuad([Octet(9); 4]),
        tree: Tree(vec![Tree(vec![]), Tree(vec![Tree::default()])]),
        lists: vec![vec![], vec!["x".to_owned()]],
        bytes: vec![vec![1, 2], vec![]],
    });
    survives(&All::default());
}

#[test]
fn arrays_are_like_arrays() {
    let quad = Quad::from([1, 2, 3, 4]);
    assert_eq!((quad[1], &quad[2..]), (2, &[3, 4][..]));
    assert_eq!(quad.as_ref().len(), 4);
    assert_eq!(quad.into_iter().sum::<i32>(), 10);
    assert_eq!((&quad).into_iter().max(), Some(&4));
    assert_eq!(<[i32; 4]>::from(quad), [1, 2, 3, 4]);
}

#[test]
fn lists_are_like_lists() {
    let mut names: Names = ["a".to_owned()].into_iter().collect();
    names.extend(["b".to_owned()]);
    assert_eq!((names.len(), names.is_empty()), (2, false));
    assert_eq!(names.iter().next().map(String::as_str), Some("a"));
    assert_eq!(names.as_ref(), ["a", "b"]);
    assert_eq!((&names).into_iter().count(), 2);
    assert_eq!(Vec::from(names.clone()), names.into_iter().collect::<Vec<_>>());
}

#[test]
fn bytes_are_shown_in_hexadecimal() {
    assert_eq!(format!("{:?}", Blob::from(&[0_u8, 0x1F, 0xFF][..])), "Blob(001fff)");
    let shown = format!("{:?}", Blob(vec![7; 65]));
    assert!(shown.ends_with("07… 65 bytes)"), "{shown}");
}
