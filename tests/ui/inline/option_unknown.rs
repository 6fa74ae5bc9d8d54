v23::inline! {
    #![vdl(btree_map(["."]))]
    package "example.com/weather"
}

fn main() {}
