#[derive(v23::Vdl)]
#[vdl(as_enum)]
struct A {
    #[vdl(skip, rename = "Other")]
    skipped: String,
    #[vdl(with = "path", bytes)]
    converted: String,
}

#[derive(v23::Vdl)]
#[vdl(deny_unknown)]
enum B {
    One,
}

#[derive(v23::Vdl)]
#[vdl(deny_unknown)]
struct C(#[vdl(rename = "Other")] String);

#[derive(v23::Vdl)]
#[vdl(with = "path")]
struct D(String);

fn main() {}
