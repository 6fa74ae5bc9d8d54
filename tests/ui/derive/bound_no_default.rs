mod when {
    use std::time::SystemTime;

    pub fn to_native(_: u64) -> Result<SystemTime, String> {
        Ok(SystemTime::UNIX_EPOCH)
    }

    pub fn from_native(_: &SystemTime) -> Result<u64, String> {
        Ok(0)
    }
}

#[derive(v23::Vdl)]
struct Outer {
    #[vdl(with = "when")]
    when: std::time::SystemTime,
}

fn main() {}
