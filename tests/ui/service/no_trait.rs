#[v23::service]
struct Board;

fn main() {}
