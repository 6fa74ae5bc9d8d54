#[v23::service]
trait Board {
    async fn pin(&self) -> Result<u32, std::io::Error>;
}

fn main() {}
