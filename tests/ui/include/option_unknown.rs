v23::include_vdl!("sound", hashmap(["sound"]));

fn main() {}
