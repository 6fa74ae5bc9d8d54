#[v23::service]
trait Board {
    #[must_use]
    async fn pin(&self) -> Result<u32, v23::Error>;
    #[vdl(name = "Unpin")]
    async fn unpin(&self) -> Result<u32, v23::Error>;
    #[tag]
    async fn tagged(&self) -> Result<u32, v23::Error>;
}

fn main() {}
