v23::inline! {
    package "example.com//weather"
}

fn main() {}
