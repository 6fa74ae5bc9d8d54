//! `inline!`: VDL among Rust.

use std::time::Duration;

use vdl::Type;

v23::inline! {
    // The documentation of the package: it isn't Rust's "business".
    package "example.com/weather.v2"

    import "time"

    /* A block
       comment. */
    /// Rust takes this for documentation.
    type Sky enum { Clear; Cloudy; Storm } // Clouds count.

    type Report struct {
        Station, Operator string
        Sky     Sky
        At      time.Time
        Next    ?Report
        Every   time.Duration
    }

    const Stations = []string{"Oslo", "Bergen"}
    const Dry = Sky.Clear
    const Mask = int32(^7 & 0xff)

    error TooWet(mm float32) {"en": "{mm} mm is too wet"}

    type Gauge interface {
        // Read reads.
        Read(name string) stream<_, Report> (mm float32 | error) {Sky.Cloudy}
    }
}

v23::inline!(
    r#"
    package "acme/raw"

    const Text = `a "raw" string\a`
"#
);

mod narrow {
    v23::inline! {
        #![vdl(build_server(false), hash_map(["acme/narrow"]))]
        package narrow
        type Index map[string]int32
        type Finder interface { Find(name string) (at int32 | error) }
    }
}

macro_rules! shades {
    ($($label:ident)*) => {
        v23::inline! {
            package "acme/shades"
            type Shade enum { $($label;)* }
        }
    };
}

shades!(Dark Light);

#[test]
fn items_stand_where_the_macro_stands() {
    let report = Report {
        station: STATIONS[0].clone(),
        every: Duration::from_secs(60).try_into().expect("a minute"),
        ..Report::default()
    };
    assert_eq!(report.sky, DRY);
    assert_eq!(MASK, 0xf8);
    let ty = Type::of::<Report>();
    assert_eq!(ty.name(), Some("example.com/weather.v2.Report"));
    assert_eq!(TooWet { mm: 2.5 }.to_string(), "2.5 mm is too wet");
    let read = &GAUGE_DESC.methods[0];
    assert_eq!((read.doc, read.in_args[0].name), ("// Read reads.", "name"));
    assert_eq!(read.tag::<Sky>(), Some(Sky::Cloudy));
}

#[test]
fn a_literal_may_hold_what_rust_cannot_read() {
    assert_eq!(TEXT, r#"a "raw" string\a"#);
}

#[test]
fn options_stand_in_front() {
    let index = narrow::Index::default();
    assert!(index.is_empty());
    assert_eq!(narrow::FINDER_DESC.package, "narrow");
    let _ = narrow::FinderClient::new("");
}

#[test]
fn tokens_of_other_macros_are_put_together() {
    assert_eq!(
        Type::of::<Shade>().to_string(),
        "acme/shades.Shade enum{Dark;Light}"
    );
}
