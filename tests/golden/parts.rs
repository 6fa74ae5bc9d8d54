//! Clients without servers, in flat modules.

generated!("parts");

use v23::rpc::Client;
use v23::{Context, verror};

use self::more::MoreClient;
use self::parts::PartsClient;

#[tokio::test]
async fn clients_need_a_caller() {
    let parts: PartsClient<Client> = PartsClient::new("some/name");
    let cx = Context::background();
    let error = parts.count(&cx).await.expect_err("nobody is called");
    assert!(error.is(verror::BAD_STATE), "{error}");
    assert!(MoreClient::from(&parts).any(&cx).await.is_err());
}
