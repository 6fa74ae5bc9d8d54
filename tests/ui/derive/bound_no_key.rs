use std::collections::BTreeMap;

#[derive(v23::Vdl)]
struct Outer {
    votes: BTreeMap<Vec<u8>, u32>,
}

fn main() {}
