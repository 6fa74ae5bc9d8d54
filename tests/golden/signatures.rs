//! Signatures as generated code serves them, against the recorded ones, byte by byte.

use std::fs;
use std::path::Path;

use serde::Deserialize;
use v23::rpc::{InterfaceDesc, interface_signatures};
use v23::vdlroot::signature;
use v23::vdlroot::v_io::v23::services::mounttable::MOUNT_TABLE_DESC;
use v23::vom;
use vdl::{VdlRead, VdlWrite};

use crate::files::{Failure, print, run_files};
use crate::recorded::conformance::interop;
use crate::recorded::vectors::calc;

/// The objects that are known here.
const OBJECTS: &[(&str, &InterfaceDesc)] = &[
    ("calc.Calc", &calc::CALC_DESC),
    ("calc.Flow", &calc::FLOW_DESC),
    ("calc.Both", &calc::BOTH_DESC),
    ("interop.Basic", &interop::BASIC_DESC),
    ("interop.Composite", &interop::COMPOSITE_DESC),
    ("interop.Failing", &interop::FAILING_DESC),
    ("interop.Streams", &interop::STREAMS_DESC),
    ("interop.Bulk", &interop::BULK_DESC),
    ("interop.Guarded", &interop::GUARDED_DESC),
    ("interop.Calls", &interop::CALLS_DESC),
    ("interop.All", &interop::ALL_DESC),
    (MOUNT_TABLE, &MOUNT_TABLE_DESC),
];

/// Its documentation here is not that of the recording, which is left out of both therefore.
const MOUNT_TABLE: &str = "mounttable.MountTable";

#[derive(Deserialize)]
struct Recording {
    signatures: Vec<Object>,
}

#[derive(Deserialize)]
struct Object {
    object: String,
    signature_vom: String,
    interfaces: Vec<Interface>,
}

#[derive(Deserialize)]
struct Interface {
    name: String,
    methods: Vec<Method>,
}

#[derive(Deserialize)]
struct Method {
    name: String,
    method_vom: String,
}

#[test]
fn cases_rpc_signatures() {
    run_files("cases", "rpc/signatures.json", objects, check);
}

/// The objects that are known here; how many are not is told.
fn objects(path: &Path) -> Vec<Object> {
    let text =
        fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let recording: Recording =
        serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let count = recording.signatures.len();
    let known: Vec<Object> = recording
        .signatures
        .into_iter()
        .filter(|object| description(&object.object).is_some())
        .collect();
    if known.len() < count {
        print(&format!(
            "  {} of {count} objects are not known here",
            count - known.len()
        ));
    }
    known
}

fn description(object: &str) -> Option<&'static InterfaceDesc> {
    let known = OBJECTS.iter().find(|(name, _)| *name == object);
    known.map(|(_, description)| *description)
}

fn check(object: &Object) -> Option<Failure> {
    let signatures = interface_signatures(description(&object.object)?);
    let docs = if object.object == MOUNT_TABLE {
        Docs::Ignored
    } else {
        Docs::Compared
    };
    let mut report = Vec::new();
    compare(
        &object.object,
        &object.signature_vom,
        &signatures,
        docs,
        &mut report,
    );
    for (interface, seen) in object.interfaces.iter().zip(&signatures) {
        for method in &interface.methods {
            let what = format!("{}.{}", interface.name, method.name);
            match seen.methods.iter().find(|seen| seen.name == method.name) {
                Some(seen) => compare(&what, &method.method_vom, seen, docs, &mut report),
                None => report.push(format!("{what} is missing")),
            }
        }
    }
    (!report.is_empty()).then(|| Failure {
        id: object.object.clone(),
        report,
    })
}

/// Whether documentation counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Docs {
    Compared,
    Ignored,
}

fn compare<T: VdlRead + VdlWrite + Silence>(
    what: &str,
    recorded: &str,
    seen: &T,
    docs: Docs,
    report: &mut Vec<String>,
) {
    let written = vom::encode(seen).map(|bytes| hex(&bytes));
    if docs == Docs::Compared {
        if written.as_deref() != Ok(recorded) {
            report.push(format!("{what}: expected {recorded}, seen {written:?}"));
        }
        return;
    }
    let silent = |hex: &str| {
        let mut value: T = vom::decode(&bytes(hex)?).ok()?;
        value.silence();
        vom::encode(&value).ok()
    };
    if silent(recorded).is_none()
        || written.ok().and_then(|written| silent(&written)) != silent(recorded)
    {
        report.push(format!("{what}: differs in more than its documentation"));
    }
}

/// Removes documentation.
trait Silence {
    fn silence(&mut self);
}

impl Silence for Vec<signature::Interface> {
    fn silence(&mut self) {
        for interface in self {
            interface.doc.clear();
            interface
                .embeds
                .iter_mut()
                .for_each(|embed| embed.doc.clear());
            interface.methods.iter_mut().for_each(Silence::silence);
        }
    }
}

impl Silence for signature::Method {
    fn silence(&mut self) {
        self.doc.clear();
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn bytes(hex: &str) -> Option<Vec<u8>> {
    let bytes = (0..hex.len() / 2).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).ok());
    bytes.collect()
}
