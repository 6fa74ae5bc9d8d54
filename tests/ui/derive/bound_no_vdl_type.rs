struct Foreign;

#[derive(v23::Vdl)]
struct Outer {
    text: String,
    foreign: Vec<Foreign>,
}

fn main() {}
