v23::inline! {
    package "example.com/weather"

    // A comment: it's `kept`.
    type Sky struct {
        Color int32 string
    }
}

fn main() {}
