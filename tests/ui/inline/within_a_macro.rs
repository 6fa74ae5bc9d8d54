macro_rules! weather {
    ($($vdl:tt)*) => {
        v23::inline! { package "example.com/weather"; $($vdl)* }
    };
}

weather! {
    type Sky struct {
        Color Colour
    }
}

fn main() {}
