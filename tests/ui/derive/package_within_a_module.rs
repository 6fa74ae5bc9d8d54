mod inner {
    v23::package!("acme/geo");
}

fn main() {}
