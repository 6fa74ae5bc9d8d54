v23::include_vdl!("sound", hash_map(["sound.Sound.Loudness"]));

fn main() {}
