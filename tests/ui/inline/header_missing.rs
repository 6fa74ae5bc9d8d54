v23::inline! {
    type Sky enum { Clear }
}

fn main() {}
