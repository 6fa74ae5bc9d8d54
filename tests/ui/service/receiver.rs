#[v23::service]
trait Board {
    async fn pin(&mut self) -> Result<u32, v23::Error>;
    async fn unpin(self) -> Result<u32, v23::Error>;
}

fn main() {}
