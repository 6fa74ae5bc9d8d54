#[v23::service]
trait Board {
    fn pin(&self, note: String) -> Result<u32, v23::Error>;
}

fn main() {}
