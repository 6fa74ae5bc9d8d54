#[v23::service]
trait Board {
    #[out(names("quot"))]
    async fn divide(&self) -> Result<(u32, u32), v23::Error>;
    #[out("quot", "rem")]
    async fn again(&self) -> Result<(u32, u32), v23::Error>;
}

fn main() {}
