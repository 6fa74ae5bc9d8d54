#[derive(v23::Vdl)]
#[vdl(native = "String")]
struct Address([u8; 4]);

#[derive(v23::Vdl)]
#[vdl(native = "String", with = "address", name = "Address", transparent)]
struct Other([u8; 4]);

fn main() {}
