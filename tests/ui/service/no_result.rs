#[v23::service]
trait Board {
    async fn pin(&self) -> u32;
    async fn unpin(&self);
    async fn one(&self) -> Result<(u32,), v23::Error>;
}

fn main() {}
