#[derive(v23::Vdl)]
#[vdl(check = "../../vdl/acme/geo/geo.vdl#Celsius")]
struct Celsius(f64);

fn main() {}
