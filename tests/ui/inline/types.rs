fn main() {}

v23::inline! {
    package "example.com/weather"

    /// Documentation, as Rust sees it.
    type Sky struct {
        Color Colour
        Map   map[string]Clouds
    }
}
