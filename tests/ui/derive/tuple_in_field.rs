#[derive(v23::Vdl)]
struct Pair {
    both: (i32, String),
    nothing: (),
}

fn main() {}
