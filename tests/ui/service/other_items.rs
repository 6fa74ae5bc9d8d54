#[v23::service]
trait Board {
    const MAX: u32;
    type Note;
    async fn pin(&self) -> Result<u32, v23::Error>;
}

fn main() {}
