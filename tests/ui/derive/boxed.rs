#[derive(v23::Vdl)]
struct Outer {
    #[vdl(boxed)]
    inner: Box<String>,
}

fn main() {}
