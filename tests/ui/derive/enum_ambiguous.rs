#[derive(v23::Vdl)]
enum Shade {
    Dark {},
    Light(),
}

fn main() {}
