//! `include_vdl!`; that its code is that of a build script is shown where the macro is.

mod wire {
    v23::include_vdl!("vdl/acme/geo", hash_set(["acme/geo.Everything.Words"]));
}

use wire::acme::geo::{Celsius, Point, Shade};

#[test]
fn a_package_is_a_tree_of_modules() {
    let point = Point {
        x: 1.0,
        ..Point::default()
    };
    let bytes = v23::vom::encode(&point).expect("a point can be written");
    assert_eq!(v23::vom::decode::<Point>(&bytes).ok(), Some(point));
    assert_eq!(
        vdl::Type::of::<Celsius>().to_string(),
        "acme/geo.Celsius float64"
    );
    assert_eq!(Shade::default(), Shade::Dark);
}
