#[derive(v23::Vdl)]
#[vdl(package = "broken", check = "broken/broken.vdl#Broken")]
struct Broken {
    field: u8,
}

fn main() {}
