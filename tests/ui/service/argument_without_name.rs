#[v23::service]
trait Board {
    async fn pin(&self, (a, b): (u32, u32), _: u32) -> Result<u32, v23::Error>;
}

fn main() {}
