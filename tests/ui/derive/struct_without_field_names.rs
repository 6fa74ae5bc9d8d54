#[derive(v23::Vdl)]
struct Pair(i32, Vec<String>);

fn main() {}
