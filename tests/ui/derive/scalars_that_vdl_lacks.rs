#[derive(v23::Vdl)]
struct Numbers {
    len: usize,
    offset: isize,
    wide: u128,
    wider: Vec<i128>,
    letter: char,
}

fn main() {}
