#[derive(v23::Vdl, Default)]
enum Shade {
    Dark,
    #[default]
    Light,
}

fn main() {}
