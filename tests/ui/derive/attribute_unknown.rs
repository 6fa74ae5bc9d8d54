#[derive(v23::Vdl)]
#[vdl(rename = "Other")]
struct Outer {
    #[vdl(skip_serializing)]
    text: String,
}

#[derive(v23::Vdl)]
#[vdl(tag = "type")]
enum Shade {
    #[vdl(alias = "Black")]
    Dark,
}

fn main() {}
