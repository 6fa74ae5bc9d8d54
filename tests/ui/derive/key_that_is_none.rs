use std::collections::{BTreeMap, HashSet};

#[derive(v23::Vdl)]
struct Outer {
    votes: BTreeMap<Vec<u8>, u32>,
    seen: HashSet<f64>,
    nested: Vec<BTreeMap<Box<f32>, BTreeMap<Option<Inner>, u8>>>,
}

#[derive(v23::Vdl)]
struct Inner;

fn main() {}
