//! An interface written in Rust; `vdl export` prints it as VDL.

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::sync::Mutex;

use v23::rpc::{InProcess, ServerCall, ServerStream};
use v23::{Context, Error, Vdl};

v23::package!("example.com/notes");

/// A note on a board.
#[derive(Clone, Debug, Default, PartialEq, Vdl)]
struct Note {
    author: String,
    text: String,
    stars: u8,
}

/// A board that notes are pinned to.
#[v23::service]
trait Board {
    /// Pins a note, and tells how many there are.
    async fn pin(&self, note: Note) -> Result<u32, Error>;

    /// Streams the notes of an author.
    #[stream(send = Note)]
    async fn by_author(&self, author: String) -> Result<(), Error>;
}

#[derive(Default)]
struct Cork(Mutex<Vec<Note>>);

impl Board for Cork {
    async fn pin(&self, _: &Context, _: &ServerCall, note: Note) -> Result<u32, Error> {
        let mut notes = self.0.lock().expect("no holder panics");
        notes.push(note);
        Ok(u32::try_from(notes.len()).unwrap_or(u32::MAX))
    }

    async fn by_author(
        &self,
        _: &Context,
        _: &ServerCall,
        mut stream: ServerStream<'_, Note, v23::rpc::NoRecv>,
        author: String,
    ) -> Result<(), Error> {
        let notes = self.0.lock().expect("no holder panics").clone();
        for note in notes.iter().filter(|note| note.author == author) {
            stream.send(note).await?;
        }
        Ok(())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let board = BoardClient::new("").with_caller(InProcess::new(BoardServer::new(Cork::default())));
    let cx = Context::background();
    for (author, text) in [
        ("Ada", "Engines compute."),
        ("Bo", "Tea?"),
        ("Ada", "Notes matter."),
    ] {
        let note = Note {
            author: author.to_owned(),
            text: text.to_owned(),
            stars: 5,
        };
        println!("{} notes", board.pin(&cx, &note).await?);
    }
    let mut notes = board.by_author(&cx, "Ada").await?;
    while let Some(note) = notes.recv().await? {
        println!("{}: {}", note.author, note.text);
    }
    notes.finish().await
}
