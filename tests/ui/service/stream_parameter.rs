#[v23::service]
trait Board {
    async fn pin(&self, notes: v23::rpc::ServerStream<'_, u32, u32>) -> Result<u32, v23::Error>;
}

fn main() {}
