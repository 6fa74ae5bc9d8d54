#[v23::service]
trait Board {
    async fn pin(&self) -> Result<u32, v23::Error> {
        Ok(1)
    }
}

fn main() {}
