v23::include_vdl!("./no/where");

fn main() {}
