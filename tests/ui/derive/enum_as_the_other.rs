#[derive(v23::Vdl)]
#[vdl(as_union)]
enum Shade {
    Dark,
    Light,
}

#[derive(v23::Vdl)]
#[vdl(as_enum)]
enum Choice {
    Number(u8),
}

#[derive(v23::Vdl)]
#[vdl(transparent)]
enum Other {
    Number(u8),
}

fn main() {}
