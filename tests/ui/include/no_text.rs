v23::include_vdl!(sound);

fn main() {}
