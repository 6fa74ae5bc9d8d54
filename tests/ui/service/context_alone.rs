#[v23::service]
trait Board {
    async fn pin(&self, cx: &v23::Context) -> Result<u32, v23::Error>;
}

fn main() {}
