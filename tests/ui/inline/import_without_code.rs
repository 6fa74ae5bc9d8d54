v23::inline! {
    package "example.com/weather"
    import "nowhere"
    type Sky nowhere.Sky
}

fn main() {}
