fn main() {}

v23::inline! {
    package "example.com/weather"

    type Sky []string
    type Sky enum { A; B }
}
