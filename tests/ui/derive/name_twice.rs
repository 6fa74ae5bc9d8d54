#[derive(v23::Vdl)]
struct Point {
    some_field: f64,
    someField: f64,
    #[vdl(rename = "SomeField")]
    other: f64,
}

#[derive(v23::Vdl)]
enum Shade {
    Dark,
    #[vdl(rename = "Dark")]
    Black,
}

fn main() {}
