//! How much a decoder takes on.

/// How much a decoder takes on before it refuses: `decisions.md` 16.
///
/// The defaults are generous for honest peers. Lengths need no limit of their own: they are held against the bytes that
/// are really there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub struct Limits {
    /// How deep dynamic values, and values that are skipped, may be nested.
    pub depth: u32,
    /// How deep values may be nested that are read into Rust types, whose reading recurses on the stack.
    pub static_depth: u32,
    /// How many bytes of memory a value may take beyond sixteen times the bytes of its message.
    pub memory: usize,
    /// How many types a stream may define.
    pub types: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            depth: u32::from(vdl::MAX_VALUE_DEPTH),
            static_depth: 256,
            memory: 64 << 20,
            types: 1 << 16,
        }
    }
}
