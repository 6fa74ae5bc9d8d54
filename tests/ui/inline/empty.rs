v23::inline! {}

fn main() {}
