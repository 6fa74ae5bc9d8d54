#[derive(v23::Vdl)]
#[vdl(rename_all = "kebab-case")]
struct Many {
    #[vdl(flatten)]
    pair: (u8, u8),
    len: usize,
    #[vdl(rename = "")]
    name: Option<String>,
}

fn main() {}
