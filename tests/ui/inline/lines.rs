v23::inline! { package "example.com/weather"; /* é */ type Sky struct { Color Colour } }

fn main() {}
