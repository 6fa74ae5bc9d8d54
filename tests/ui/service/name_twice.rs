#[v23::service]
trait Board {
    async fn get_url(&self) -> Result<u32, v23::Error>;
    async fn getUrl(&self) -> Result<u32, v23::Error>;
    #[vdl(rename = "GetUrl")]
    async fn other(&self) -> Result<u32, v23::Error>;
}

fn main() {}
