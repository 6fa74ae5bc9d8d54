//! Types of the runtime and of programs in the place of wire types.

#![expect(unnameable_types, unreachable_pub, reason = "generated items are public, and so is what they name")]

generated!("natives");

use std::convert::Infallible;
use std::net::{AddrParseError, IpAddr, Ipv4Addr};

use v23::math::{Complex64, Complex128};
use v23::rpc::{InProcess, ServerCall, ServerStream};
use v23::time::{Duration, Time};
use v23::{Any, Context, Error};

use self::acme::plane::wire;
use self::acme::when::{Clock, ClockClient, ClockServer, Either, Event, Late, NOON, PAUSE};
use crate::coding::survives;

/// A place, as this program has it.
pub type Spot = (i32, i32);

/// From and to the wire type of [`Spot`].
pub mod spot {
    use std::convert::Infallible;

    use super::{Spot, wire};

    pub fn to_native(wire: wire::Spot) -> Result<Spot, Infallible> {
        Ok((wire.x, wire.y))
    }

    pub fn from_native(native: &Spot) -> Result<wire::Spot, Infallible> {
        Ok(wire::Spot { x: native.0, y: native.1 })
    }
}

/// An address, or a name that nobody has looked up.
#[derive(Clone, Debug, PartialEq)]
pub enum Host {
    Address(IpAddr),
    Name(String),
}

pub fn nowhere() -> Host {
    Host::Name(String::new())
}

impl TryFrom<wire::Host> for Host {
    type Error = AddrParseError;

    fn try_from(wire: wire::Host) -> Result<Self, AddrParseError> {
        if wire.0.starts_with(|ch: char| ch.is_ascii_digit()) {
            return wire.0.parse().map(Self::Address);
        }
        Ok(Self::Name(wire.0))
    }
}

#[expect(
    clippy::infallible_try_from,
    reason = "both directions of a native type may fail, this one does not"
)]
impl TryFrom<&Host> for wire::Host {
    type Error = Infallible;

    fn try_from(host: &Host) -> Result<Self, Infallible> {
        Ok(Self(match host {
            Host::Address(address) => address.to_string(),
            Host::Name(name) => name.clone(),
        }))
    }
}

fn localhost() -> Host {
    Host::Address(Ipv4Addr::LOCALHOST.into())
}

#[test]
fn natives_are_coded() {
    survives(&Event {
        at: Time::from_unix(1_000_000_000, 7).expect("in range"),
        took: Duration::from_millis(-1500),
        spin: Complex64::new(1.0, -1.0),
        turn: Complex128::new(0.5, 2.0),
        breaks: vec![Duration::from_secs(1), Duration::default()],
        by_time: [(Time::default(), "zero".to_owned())].into(),
        host: localhost(),
        path: vec![(1, 2), (3, -4)],
        maybe: Some((0, 0)),
        failed: Some(Error::from(Late { by: Duration::from_secs(1), at: (1, 1) })),
        ..Event::default()
    });
    survives(&Either::Here((5, 6)));
    survives(&Either::from(Duration::from_secs(3)));
    assert_eq!(Either::default(), Either::Now(Time::default()));
    assert_eq!(Event::default().host, nowhere());
}

#[test]
fn wire_types_travel_in_their_place() -> Result<(), Box<dyn std::error::Error>> {
    let event = Event { path: vec![(7, 8)], host: localhost(), ..Event::default() };
    let value = vdl::coder::to_value(&event)?;
    let text = value.to_string();
    assert!(text.contains("Path: {{X: 7, Y: 8}}") && text.contains("\"127.0.0.1\""), "{text}");
    let wrong = wire::Host("1.2.3".to_owned());
    assert!(Host::try_from(wrong).is_err());
    Ok(())
}

#[test]
fn constants_and_errors_hold_natives() -> Result<(), Box<dyn std::error::Error>> {
    assert_eq!(*NOON, Duration::from_secs(43200));
    assert_eq!(PAUSE.path, [(1, 0), (0, 2)]);
    assert_eq!(PAUSE.host, Host::Name("pause.example".to_owned()));
    let late = Late { by: Duration::from_secs(2), at: (1, 2) };
    let error = Error::from(late.clone());
    assert_eq!((error.message(), error.downcast()), ("2s late", Ok(late)));
    let params = error.declared_params();
    assert_eq!(params[1].decode::<wire::Spot>()?, wire::Spot { x: 1, y: 2 });
    assert_eq!(Any::new(&*NOON)?.ty().name(), Some("time.Duration"));
    Ok(())
}

struct Sun;

impl Clock for Sun {
    async fn r#move(&self, _: &Context, _: &ServerCall, from: Spot, by: Duration) -> Result<(Spot, Time), Error> {
        Ok(((from.0 + 1, from.1), Time::from_zero(by)))
    }

    async fn follow(
        &self,
        _: &Context,
        _: &ServerCall,
        mut stream: ServerStream<'_, Duration, wire::Spot>,
    ) -> Result<Vec<Spot>, Error> {
        let mut path = Vec::new();
        while let Some(spot) = stream.recv().await? {
            stream.send(&Duration::from_secs(spot.x.into())).await?;
            path.push((spot.x, spot.y));
        }
        Ok(path)
    }

    async fn resolve(&self, _: &Context, _: &ServerCall, host: Host, maybe: Option<Spot>) -> Result<Option<Spot>, Error> {
        Ok(maybe.filter(|_| host == localhost()))
    }

    async fn check(&self, _: &Context, _: &ServerCall, err: Option<Error>) -> Result<Option<Error>, Error> {
        Ok(err)
    }
}

#[tokio::test]
async fn natives_are_passed() -> Result<(), Error> {
    let (cx, clock) = (Context::background(), ClockClient::new("").with_caller(InProcess::new(ClockServer::new(Sun))));
    let (at, when) = clock.r#move(&cx, &(1, 2), &NOON).await?;
    assert_eq!((at, when), ((2, 2), Time::from_zero(*NOON)));
    let mut path = clock.follow(&cx).await?;
    path.send(&wire::Spot { x: 3, y: 4 }).await?;
    assert_eq!(path.recv().await?, Some(Duration::from_secs(3)));
    assert_eq!(path.finish().await?, [(3, 4)]);
    assert_eq!(clock.resolve(&cx, &localhost(), &Some((1, 1))).await?, Some((1, 1)));
    assert_eq!(clock.resolve(&cx, &nowhere(), &Some((1, 1))).await?, None);
    assert_eq!(clock.check(&cx, None).await?, None);
    let late = Error::from(Late { by: *NOON, at: (0, 0) });
    assert_eq!(clock.check(&cx, Some(&late)).await?, Some(late));
    Ok(())
}
