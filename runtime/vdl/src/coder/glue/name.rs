//! Names of types: given, or made from where the Rust type is.

use std::fmt;

use super::super::{Describer, Signature, VdlType};

/// The name of a named type.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct TypeName(Repr);

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Repr {
    Full(&'static str),
    In {
        package: &'static str,
        local: &'static str,
    },
    At {
        package: Option<&'static str>,
        module_path: &'static str,
        local: &'static str,
    },
}

impl TypeName {
    /// The type of a full name.
    pub const fn new(full: &'static str) -> Self {
        Self(Repr::Full(full))
    }

    /// The type of a local name in a package.
    pub const fn within(package: &'static str, local: &'static str) -> Self {
        Self(Repr::In { package, local })
    }

    /// A type that goes by its place: `<package>/<modules>.<local name>`.
    ///
    /// `module_path` is what the macro of that name says; its first element, the crate, is the package of crates that do
    /// not have one.
    pub const fn at(
        package: Option<&'static str>,
        module_path: &'static str,
        local: &'static str,
    ) -> Self {
        Self(Repr::At {
            package,
            module_path,
            local,
        })
    }

    /// Whether the name was made, so that it is nobody's business to keep it unique.
    pub(in super::super) const fn is_made(&self) -> bool {
        matches!(self.0, Repr::At { .. })
    }

    /// The signature of the type.
    pub const fn signature(&self) -> Signature {
        let start = Signature::start_named();
        match self.0 {
            Repr::Full(full) => start.bytes(full.as_bytes()),
            Repr::In { package, local } => start
                .bytes(package.as_bytes())
                .byte(b'.')
                .bytes(local.as_bytes()),
            Repr::At {
                package,
                module_path,
                local,
            } => {
                let module_path = module_path.as_bytes();
                let (mut whole, mut at) = match package {
                    Some(package) => (start.bytes(package.as_bytes()), crate_len(module_path)),
                    None => (start, 0),
                };
                while let Some((byte, next)) = step(module_path, at) {
                    whole = whole.byte(byte);
                    at = next;
                }
                whole.byte(b'.').bytes(local.as_bytes())
            }
        }
    }
}

impl fmt::Display for TypeName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Repr::Full(full) => f.write_str(full),
            Repr::In { package, local } => write!(f, "{package}.{local}"),
            Repr::At {
                package,
                module_path,
                local,
            } => {
                let mut at = match package {
                    Some(package) => {
                        f.write_str(package)?;
                        crate_len(module_path.as_bytes())
                    }
                    None => 0,
                };
                let mut modules = Vec::new();
                while let Some((byte, next)) = step(module_path.as_bytes(), at) {
                    modules.push(byte);
                    at = next;
                }
                write!(f, "{}.{local}", String::from_utf8_lossy(&modules))
            }
        }
    }
}

/// The length of the first element of a module path.
const fn crate_len(module_path: &[u8]) -> usize {
    let mut at = 0;
    while at < module_path.len() && module_path[at] != b':' {
        at += 1;
    }
    at
}

/// The byte of a package path that is next in a module path, and where it goes on: `::` becomes `/`, `r#` is left out.
const fn step(module_path: &[u8], at: usize) -> Option<(u8, usize)> {
    if at >= module_path.len() {
        return None;
    }
    match module_path[at] {
        b':' => Some((b'/', skip_raw(module_path, at + 2))),
        byte => Some((byte, at + 1)),
    }
}

const fn skip_raw(module_path: &[u8], at: usize) -> usize {
    if at + 1 < module_path.len() && module_path[at] == b'r' && module_path[at + 1] == b'#' {
        at + 2
    } else {
        at
    }
}

/// The length of the package path of a place: the first half of [`place_path`].
pub const fn place_len(package: Option<&str>, module_path: &str) -> usize {
    let module_path = module_path.as_bytes();
    let (mut len, mut at) = match package {
        Some(package) => (package.len(), crate_len(module_path)),
        None => (0, 0),
    };
    while let Some((_, next)) = step(module_path, at) {
        (len, at) = (len + 1, next);
    }
    len
}

/// The package path of what goes by its place, `<package>/<modules>`; see [`TypeName::at`].
pub const fn place_path<const LEN: usize>(package: Option<&str>, module_path: &str) -> [u8; LEN] {
    let module_path = module_path.as_bytes();
    let mut path = [0; LEN];
    let (mut len, mut at) = (0, 0);
    if let Some(package) = package {
        while len < package.len() {
            path[len] = package.as_bytes()[len];
            len += 1;
        }
        at = crate_len(module_path);
    }
    while let Some((byte, next)) = step(module_path, at) {
        path[len] = byte;
        (len, at) = (len + 1, next);
    }
    path
}

/// Whether a module path is that of a crate.
pub const fn at_root(module_path: &str) -> bool {
    crate_len(module_path.as_bytes()) == module_path.len()
}

/// The path of a package, if it is one.
///
/// # Panics
///
/// If it is empty, or has empty elements or blanks; while the program is compiled.
pub const fn checked_package(path: &'static str) -> Option<&'static str> {
    let bytes = path.as_bytes();
    assert!(!bytes.is_empty(), "the package path is empty");
    let mut at = 0;
    let mut element = 0;
    while at < bytes.len() {
        assert!(
            bytes[at].is_ascii_graphic(),
            "a package path is made of visible ASCII characters"
        );
        if bytes[at] == b'/' {
            assert!(element > 0, "an element of the package path is empty");
            element = 0;
        } else {
            element += 1;
        }
        at += 1;
    }
    assert!(element > 0, "an element of the package path is empty");
    Some(path)
}

/// What a type is called in the name of a generic type that has it as an argument.
///
/// That is the name of its kind, its own name without the package, or these of its parts: `list_string`.
pub fn word<T: VdlType + ?Sized>(describer: &mut Describer) -> String {
    let pending = describer.of::<T>();
    describer.builder().word(pending)
}
