v23::package!("acme//geo");

fn main() {}
