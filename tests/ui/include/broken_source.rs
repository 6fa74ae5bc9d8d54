v23::include_vdl!("broken");

fn main() {}
