#[derive(v23::Vdl)]
#[vdl(transparent = "yes")]
struct A(String);

#[derive(v23::Vdl)]
#[vdl(name)]
struct B(String);

#[derive(v23::Vdl)]
struct C {
    #[vdl(rename(Other))]
    field: String,
    #[vdl(default = 3)]
    number: u8,
}

fn main() {}
