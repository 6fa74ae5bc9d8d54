#[v23::service(path = "a/b")]
trait Board {
    async fn pin(&self) -> Result<u32, v23::Error>;
}

fn main() {}
