use std::collections::BTreeMap;

#[derive(v23::Vdl)]
struct Maybe {
    name: Option<String>,
    number: Option<Box<i32>>,
    bytes: Option<Vec<u8>>,
    nested: BTreeMap<String, Option<bool>>,
    twice: Option<Option<Inner>>,
}

#[derive(v23::Vdl)]
struct Inner;

fn main() {}
