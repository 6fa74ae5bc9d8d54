//! `vdl version`.

use anyhow::Result;
use serde_json::json;

use crate::args::VersionArgs;
use crate::console::Console;
use crate::exit::Exit;

/// Runs the command.
pub(crate) fn run(args: &VersionArgs, console: &mut Console) -> Result<Exit> {
    let version = env!("CARGO_PKG_VERSION");
    if args.json {
        let packages = vdlroot::packages();
        console.print_line(json!({
            "name": "vdl",
            "version": version,
            "vom_versions": [0x81],
            "rpc_versions": [11, 12, 13, 14],
            "embedded_packages": packages.iter().map(|package| package.path).collect::<Vec<_>>(),
            "embedded_hash": format!("fnv1a64:{:016x}", fingerprint(packages)),
        }))?;
    } else {
        console.print_line(format_args!("vdl {version}"))?;
    }
    Ok(Exit::Success)
}

/// FNV-1a over names and texts, each followed by a byte that neither holds.
fn fingerprint(packages: &[vdlroot::Package]) -> u64 {
    let files = packages
        .iter()
        .flat_map(|package| package.files.iter().map(move |file| (package.path, file)));
    let bytes = files.flat_map(|(path, file)| {
        [path, file.name, file.text]
            .into_iter()
            .flat_map(|text| text.bytes().chain([0xff]))
    });
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
    })
}
