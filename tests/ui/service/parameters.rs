#[v23::service]
trait Board {
    async fn pin<T>(&self, note: T) -> Result<u32, v23::Error>;
    async fn lend<'a>(&'a self) -> Result<u32, v23::Error>;
}

fn main() {}
