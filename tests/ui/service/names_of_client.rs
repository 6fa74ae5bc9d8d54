#[v23::service]
trait Board {
    async fn new(&self) -> Result<u32, v23::Error>;
}

fn main() {}
