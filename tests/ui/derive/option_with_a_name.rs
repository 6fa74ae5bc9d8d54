#[derive(v23::Vdl)]
struct Inner;

#[derive(v23::Vdl)]
struct Maybe(Option<Inner>);

fn main() {}
