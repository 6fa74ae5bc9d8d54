#[derive(v23::Vdl)]
#[vdl(name = "acme/geo.Point")]
struct Point {
    #[vdl(rename = "x")]
    x: f64,
    #[vdl(rename = "Y-Axis")]
    y: f64,
    größe: f64,
    _1: f64,
}

fn main() {}
