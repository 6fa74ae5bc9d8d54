//! The `vom` command, run as people run it.

mod commands;
mod recorded;
mod run;
