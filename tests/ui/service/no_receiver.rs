#[v23::service]
trait Board {
    async fn pin(note: String) -> Result<u32, v23::Error>;
}

fn main() {}
