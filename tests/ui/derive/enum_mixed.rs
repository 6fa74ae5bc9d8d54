#[derive(v23::Vdl)]
enum Message {
    Text(String),
    Ping,
    Move { x: i32, y: i32 },
    Pair(u8, Vec<u8>),
}

fn main() {}
