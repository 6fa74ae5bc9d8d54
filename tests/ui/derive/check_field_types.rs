use std::collections::BTreeMap;

#[derive(v23::Vdl)]
#[vdl(package = "acme/geo", check = "../../vdl/acme/geo/geo.vdl#Point")]
struct Point {
    x: f32,
    y: f64,
    label: Vec<u8>,
}

#[derive(v23::Vdl)]
#[vdl(package = "acme/geo", check = "../../vdl/acme/geo/geo.vdl#Shape")]
enum Shape {
    At(Point),
    Many(BTreeMap<String, Shape>),
    In(Point),
}

#[derive(v23::Vdl)]
#[vdl(package = "acme/geo", check = "../../vdl/acme/geo/geo.vdl#Grid")]
struct Grid([i32; 5]);

fn main() {}
