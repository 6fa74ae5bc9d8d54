#[derive(v23::Vdl)]
struct A {
    #[vdl(transparent)]
    field: String,
}

#[derive(v23::Vdl)]
#[vdl(skip)]
enum B {
    #[vdl(with = "path")]
    One(String),
    Two(#[vdl(rename = "Three")] String),
    Four(#[vdl(skip)] String),
}

fn main() {}
