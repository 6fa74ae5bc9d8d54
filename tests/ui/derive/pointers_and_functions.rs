#[derive(v23::Vdl)]
struct Handles<'a> {
    raw: *const u8,
    call: fn(u8) -> u8,
    object: Box<dyn Send>,
    changed: &'a mut String,
    phantom: std::marker::PhantomData<u8>,
    phantom_here: PhantomData<u8>,
}

use std::marker::PhantomData;

fn main() {}
