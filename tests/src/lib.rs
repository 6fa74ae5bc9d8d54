//! Tests of what spans the crates of the workspace; see `suite`. The library itself is empty.
