#[v23::service]
trait Board {
    #[stream]
    async fn pin(&self) -> Result<u32, v23::Error>;
    #[stream(both = u32)]
    async fn unpin(&self) -> Result<u32, v23::Error>;
    #[stream()]
    async fn none(&self) -> Result<u32, v23::Error>;
}

fn main() {}
