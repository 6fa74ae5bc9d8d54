#[derive(v23::Vdl)]
enum Shade {
    Dark,
}

#[derive(v23::Vdl)]
struct Outer {
    shade: Option<Shade>,
}

fn main() {}
