v23::include_vdl!("sound", build_client("no"));
v23::include_vdl!("sound", hash_map("sound"));
v23::include_vdl!("sound", extern_path("sound"));
v23::include_vdl!("sound", flat = true);

fn main() {}
