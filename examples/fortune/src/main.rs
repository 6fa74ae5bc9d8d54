//! A fortune service and its client, in one process.

#![expect(clippy::print_stdout, reason = "an example shows what it does")]

use std::collections::BTreeMap;
use std::sync::Mutex;

use v23::rpc::{InProcess, Remote, ServerCall, ServerStream};
use v23::{Context, Error};

v23::include_generated!();
use fortune::{Empty, Entry, Fortune, FortuneClient, FortuneServer};

/// The server's memory: votes by text.
#[derive(Default)]
struct Teller {
    votes: Mutex<BTreeMap<String, i64>>,
}

impl Fortune for Teller {
    async fn get(&self, _cx: &Context, _call: &ServerCall, about: String) -> Result<Entry, Error> {
        let votes = self.votes.lock().expect("no holder panics");
        let matching = votes.iter().filter(|(text, _)| text.contains(&about));
        let best = matching.max_by_key(|(_, votes)| **votes);
        let (text, votes) = best.ok_or(Empty { wanted: about })?;
        Ok(Entry {
            text: text.clone(),
            votes: *votes,
        })
    }

    async fn add(&self, _cx: &Context, _call: &ServerCall, text: String) -> Result<(), Error> {
        self.votes.lock().expect("no holder panics").insert(text, 0);
        Ok(())
    }

    async fn vote(
        &self,
        _cx: &Context,
        _call: &ServerCall,
        mut stream: ServerStream<'_, i64, i64>,
        text: String,
    ) -> Result<i64, Error> {
        let mut total = 0;
        while let Some(votes) = stream.recv().await? {
            total += votes;
            stream.send(&total).await?;
        }
        let mut known = self.votes.lock().expect("no holder panics");
        let entry = known.get_mut(&text).ok_or(Empty { wanted: text })?;
        *entry += total;
        Ok(*entry)
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Error> {
    let server = InProcess::new(FortuneServer::new(Teller::default()));
    let client = FortuneClient::new("").with_caller(server);
    let cx = Context::background();

    client.add(&cx, "Look up.").await?;
    client.add(&cx, "Look twice before you cross.").await?;

    let mut vote = client.vote(&cx, "Look up.").await?;
    for votes in [2, 3] {
        vote.send(&votes).await?;
        println!("votes so far: {:?}", vote.recv().await?);
    }
    println!("total: {}", vote.finish().await?);

    println!("{:?}", client.get(&cx, "Look").await?);

    let error = client
        .get(&cx, "love")
        .await
        .expect_err("nothing about love");
    let empty = Empty::try_from(&error).expect("an error of this package");
    println!("{error} (about {}, {:?})", empty.wanted, error.action());

    for interface in client.signature(&cx).await? {
        let methods: Vec<_> = interface
            .methods
            .iter()
            .map(|method| &*method.name)
            .collect();
        println!("{}: {}", interface.name, methods.join(", "));
    }
    Ok(())
}
