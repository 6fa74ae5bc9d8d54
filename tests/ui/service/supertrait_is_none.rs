#[v23::service]
trait Board: std::fmt::Debug {
    async fn pin(&self) -> Result<u32, v23::Error>;
}

fn main() {}
