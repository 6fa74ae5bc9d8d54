//! What a person sees when the program has a bug.

use std::io::{self, Write};
use std::panic;

/// Replaces the message of panics by one that says what to do.
pub(crate) fn install_hook() {
    let default = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        default(info);
        // When stderr is gone, nobody reads this anyway.
        let _ = writeln!(
            io::stderr(),
            "\nerror: vdl {} has a bug and stopped\n\
             Please report it with the two lines above, the command line, and the files if you may share them.\n\
             Setting RUST_BACKTRACE=1 and running it again shows where it happened.",
            env!("CARGO_PKG_VERSION"),
        );
    }));
}
