#[derive(v23::Vdl)]
enum Never {}

fn main() {}
