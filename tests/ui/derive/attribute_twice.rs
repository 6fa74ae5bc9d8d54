#[derive(v23::Vdl)]
#[vdl(name = "One")]
#[vdl(name = "Two")]
struct Outer;

fn main() {}
