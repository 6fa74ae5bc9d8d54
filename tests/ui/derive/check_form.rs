#[derive(v23::Vdl)]
#[vdl(check = "geo.vdl")]
struct Point;

#[derive(v23::Vdl)]
#[vdl(package = "acme/geo", check = "nowhere.vdl#Point")]
struct Nowhere;

#[derive(v23::Vdl)]
#[vdl(package = "acme/geo", check = "../../vdl/acme/geo/geo.vdl#Pont")]
struct Pont;

#[derive(v23::Vdl)]
#[vdl(package = "acme/geo", check = "../../vdl/acme/geo/geo.vdl#Point")]
struct Generic<T> {
    x: T,
}

fn main() {}
