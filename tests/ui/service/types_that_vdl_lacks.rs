#[v23::service]
trait Board {
    async fn pin(&self, at: usize, both: (u32, u32)) -> Result<[u8; 4], v23::Error>;
}

fn main() {}
