#[derive(v23::Vdl)]
#[vdl(package = "acme/geometry", check = "../../vdl/acme/geo/geo.vdl#Celsius")]
struct Celsius(f64);

#[derive(v23::Vdl)]
#[vdl(package = "acme/geo", check = "../../vdl/acme/geo/geo.vdl#Celsius")]
struct Temperature(f64);

#[derive(v23::Vdl)]
#[vdl(check = "../../vdl/acme/geo/geo.vdl#Shade")]
enum Shade {
    Dark,
    Black,
    Light,
}

#[derive(v23::Vdl)]
#[vdl(package = "acme/geo", name = "Point", check = "../../vdl/acme/geo/geo.vdl#Point")]
enum Kind {
    One,
}

fn main() {}
