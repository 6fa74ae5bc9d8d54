#[derive(v23::Vdl)]
struct Outer {
    #[vdl(flatten)]
    inner: Inner,
}

#[derive(v23::Vdl)]
struct Inner;

fn main() {}
