#[derive(v23::Vdl)]
#[vdl(transparent, package = "acme")]
struct Pair {
    one: u8,
    two: u8,
}

#[derive(v23::Vdl)]
#[vdl(newtype)]
struct None {
    #[vdl(skip)]
    one: u8,
}

fn main() {}
