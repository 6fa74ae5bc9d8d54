#[derive(v23::Vdl)]
#[vdl(transparent)]
struct Quad([i32; 4]);

fn main() {}
