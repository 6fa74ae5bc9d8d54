#[derive(v23::Vdl)]
union Raw {
    number: u32,
    float: f32,
}

fn main() {}
