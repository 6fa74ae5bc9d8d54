#[derive(v23::Vdl)]
#[vdl(package = "acme//geo")]
struct Point {
    x: f64,
}

fn main() {}
