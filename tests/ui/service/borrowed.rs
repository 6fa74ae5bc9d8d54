#[v23::service]
trait Board {
    async fn pin(&self, name: &str, notes: &[u32], error: &v23::Error) -> Result<u32, v23::Error>;
}

fn main() {}
