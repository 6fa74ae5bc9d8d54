#[derive(v23::Vdl)]
#[vdl(package = "acme/geo", name = "Point", check = "../../vdl/acme/geo/geo.vdl#Point")]
struct Other {
    x: f64,
    z: f64,
    label: String,
    more: String,
}

#[derive(v23::Vdl)]
#[vdl(package = "acme/geo", check = "../../vdl/acme/geo/geo.vdl#Point")]
struct Point {
    y: f64,
    x: f64,
}

fn main() {}
