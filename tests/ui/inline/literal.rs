v23::inline!(r#"
    package "example.com/weather"
    type Sky []Colour
"#);
v23::inline!("package `x`" type);

fn main() {}
