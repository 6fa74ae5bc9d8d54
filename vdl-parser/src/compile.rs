//! Syntax trees to the typed IR, one package at a time (`vdl-language` §1, stage 5).
