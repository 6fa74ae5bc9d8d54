#[derive(v23::Vdl)]
struct Picture {
    palette: [u32; 16],
    key: [u8; 32],
    rows: Vec<[f64; 3]>,
}

fn main() {}
