//! `#[service]`: calls from end to end, and what a service says about itself.

use v23::rpc::{
    Caller, InProcess, InterfaceDesc, NoRecv, NoSend, Remote, ServerCall, ServerStream,
};
use v23::vdlroot::signature::Interface;
use v23::{Context, Error, Vdl};

/// What a VDL interface of the same content becomes.
mod generated {
    v23::inline! {
        package "acme/board"

        // Note is what is pinned.
        type Note struct {
            Author string
            Stars  byte
        }

        // Counter counts.
        type Counter interface {
            // Count tells how many there are.
            Count() (uint32 | error)
        }

        // Board is for notes.
        //
        // It is made of cork.
        type Board interface {
            Counter
            // Pin pins a note.
            Pin(note Note, to []string) (at uint32, full bool | error) {Note{Author: "pin"}, "write"}
            ByAuthor(author string) stream<_, Note> error
            Relay(times int32) stream<Note, Note> (int64 | error)
            // GetAddress tells where it is.
            GetAddress() (string | error)
            Collect() stream<Note> error
        }
    }
}

/// Note is what is pinned.
#[derive(Clone, Debug, Default, PartialEq, Vdl)]
#[vdl(package = "acme/board")]
struct Note {
    author: String,
    stars: u8,
}

mod base {
    use v23::Error;

    /// Counter counts.
    #[v23::service(package = "acme/board")]
    pub(super) trait Counter {
        /// Count tells how many there are.
        async fn count(&self) -> Result<u32, Error>;
    }
}

/// Board is for notes.
///
/// It is made of cork.
#[v23::service(package = "acme/board")]
trait Board: base::Counter + Send {
    /// Pin pins a note.
    #[tag(Note { author: "pin".to_owned(), stars: 0 })]
    #[tag("write")]
    #[out(names("at", "full"))]
    async fn pin(&self, note: Note, to: Vec<String>) -> Result<(u32, bool), Error>;

    #[stream(send = Note)]
    async fn by_author(&self, author: String) -> Result<(), Error>;

    #[stream(send = Note, recv = Note)]
    async fn relay(&self, cx: &Context, call: &ServerCall, times: i32) -> Result<i64, Error>;

    /// GetAddress tells where it is.
    #[vdl(rename = "GetAddress")]
    async fn get_url(&self) -> Result<String, Error>;

    #[stream(recv = Note)]
    async fn collect(&self) -> Result<(), Error>;
}

#[v23::service(crate = ::v23, name = "Placed")]
trait ByItsPlace {
    async fn none(&self) -> v23_result::Result<()>;
}

mod v23_result {
    pub(super) type Result<T> = std::result::Result<T, v23::Error>;
}

struct Cork;

impl base::Counter for Cork {
    async fn count(&self, _: &Context, _: &ServerCall) -> Result<u32, Error> {
        Ok(3)
    }
}

impl Board for Cork {
    async fn pin(
        &self,
        _: &Context,
        call: &ServerCall,
        note: Note,
        to: Vec<String>,
    ) -> Result<(u32, bool), Error> {
        let tag: Note = call
            .tag()
            .ok_or_else(|| Error::from("there is a tag".to_owned()))?;
        Ok((u32::from(note.stars), tag.author == to[0]))
    }

    async fn by_author(
        &self,
        _: &Context,
        _: &ServerCall,
        mut stream: ServerStream<'_, Note, NoRecv>,
        author: String,
    ) -> Result<(), Error> {
        stream.send(&Note { author, stars: 1 }).await
    }

    async fn relay(
        &self,
        _: &Context,
        _: &ServerCall,
        mut stream: ServerStream<'_, Note, Note>,
        times: i32,
    ) -> Result<i64, Error> {
        let mut sum = 0;
        while let Some(note) = stream.recv().await? {
            sum += i64::from(note.stars) * i64::from(times);
            stream.send(&note).await?;
        }
        Ok(sum)
    }

    async fn get_url(&self, _: &Context, _: &ServerCall) -> Result<String, Error> {
        Err(Error::from("nowhere".to_owned()))
    }

    async fn collect(
        &self,
        _: &Context,
        _: &ServerCall,
        mut stream: ServerStream<'_, NoSend, Note>,
    ) -> Result<(), Error> {
        while stream.recv().await?.is_some() {}
        Ok(())
    }
}

fn board() -> BoardClient<InProcess> {
    BoardClient::new("").with_caller(InProcess::new(BoardServer::new(Cork)))
}

async fn signatures(client: &impl Remote<Caller: Caller>) -> Vec<Interface> {
    let signatures = client.signature(&Context::background()).await;
    signatures.expect("every object has a signature")
}

#[tokio::test]
async fn calls_go_from_client_to_server() -> Result<(), Error> {
    let (cx, board) = (Context::background(), board());
    let note = Note {
        author: "Ada".to_owned(),
        stars: 4,
    };
    assert_eq!(board.pin(&cx, &note, &["pin".to_owned()]).await?, (4, true));
    let error = board.get_url(&cx).await.expect_err("it is nowhere");
    assert!(error.to_string().contains("nowhere"), "{error}");
    let counter = base::CounterClient::from(&board);
    assert_eq!(counter.count(&cx).await?, 3);

    let mut notes = board.by_author(&cx, "Bo").await?;
    assert_eq!(
        notes.recv().await?.map(|note| note.author),
        Some("Bo".to_owned())
    );
    notes.finish().await?;

    let mut relay = board.relay(&cx, 10).await?;
    relay.send(&note).await?;
    assert_eq!(relay.recv().await?.as_ref(), Some(&note));
    assert_eq!(relay.finish().await?, 40);

    let mut collect = board.collect(&cx).await?;
    collect.send(&note).await?;
    collect.finish().await
}

#[tokio::test]
async fn a_service_says_what_an_interface_says() {
    struct None;
    impl generated::Counter for None {
        async fn count(&self, _: &Context, _: &ServerCall) -> Result<u32, Error> {
            Ok(0)
        }
    }
    let server = InProcess::new(generated::CounterServer::new(None));
    let counter = generated::CounterClient::new("").with_caller(server);
    let mine = signatures(&base::CounterClient::from(&board())).await;
    assert_eq!(signatures(&counter).await[0], mine[1]);
    check_same(&BOARD_DESC, &generated::BOARD_DESC);
}

/// Two descriptions say the same.
pub(super) fn check_same(mine: &'static InterfaceDesc, other: &'static InterfaceDesc) {
    assert_eq!(
        (mine.name, mine.package, mine.doc),
        (other.name, other.package, other.doc)
    );
    assert_eq!(mine.methods.len(), other.methods.len());
    for (mine, other) in mine.methods.iter().zip(other.methods) {
        assert_eq!((mine.name, mine.doc), (other.name, other.doc));
        assert_eq!(**mine.tags, **other.tags);
        let args = |args: &[v23::rpc::ArgDesc]| -> Vec<_> {
            args.iter()
                .map(|arg| (arg.name, (arg.ty)().clone()))
                .collect()
        };
        assert_eq!(args(mine.in_args), args(other.in_args));
        assert_eq!(args(mine.out_args), args(other.out_args));
        assert_eq!(
            args(mine.in_stream.as_slice()),
            args(other.in_stream.as_slice())
        );
        assert_eq!(
            args(mine.out_stream.as_slice()),
            args(other.out_stream.as_slice())
        );
    }
    for (mine, other) in mine.embeds.iter().zip(other.embeds) {
        assert_eq!(mine.doc, other.doc);
        check_same(mine, other);
    }
}

#[test]
fn names_come_from_the_place() {
    let desc = &BY_ITS_PLACE_DESC;
    assert_eq!(
        (desc.name, desc.package),
        ("Placed", "suite/macros/services")
    );
}
