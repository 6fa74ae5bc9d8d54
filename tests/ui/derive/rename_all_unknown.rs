#[derive(v23::Vdl)]
#[vdl(rename_all = "camelCase")]
struct Point {
    x: f64,
}

fn main() {}
