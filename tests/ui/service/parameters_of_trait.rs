#[v23::service]
trait Board<T> {
    async fn pin(&self, note: T) -> Result<u32, v23::Error>;
}

fn main() {}
