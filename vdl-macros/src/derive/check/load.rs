//! Finding and compiling the VDL source.

use std::path::{Path, PathBuf};

use vdl::Type;
use vdl_parser::diagnostic::suggest::nearest;
use vdl_parser::env::{Def, Env, TypeDefId};

use crate::package;

/// A type definition of a VDL source.
#[derive(Debug)]
pub(super) struct Checked {
    /// How messages call the source.
    pub(super) file: String,
    /// The named type.
    pub(super) ty: Type,
    /// What follows the name in the definition.
    pub(super) base: Type,
    /// Its name in the package.
    pub(super) local: String,
    /// Every file that was read.
    pub(super) files: Vec<String>,
}

/// Compiles the package of a file with all it imports, and finds a type in it.
///
/// A package that the user names says where the source root is, if the file lies in folders of this name; otherwise it
/// is where `vdl check` takes it to be.
pub(super) fn load(
    path: &Path,
    shown: &str,
    name: &str,
    package: Option<&str>,
) -> Result<Checked, String> {
    let folder = path.parent().unwrap_or(path);
    let roots = package
        .and_then(|package| root(folder, package))
        .map(|root| vec![root]);
    let argument = path.to_string_lossy().into_owned();
    let mut compiled = package::compile(&[argument], roots, folder);
    let errors = compiled.take_errors();
    if !errors.is_empty() {
        return Err(format!(
            "`{shown}` has errors:\n\n{}",
            compiled.render(&errors)
        ));
    }
    let checked = &compiled.checked;
    let id = find(&checked.env, checked.targets(), name, shown)?;
    let definition = &checked.env.types[id];
    Ok(Checked {
        file: path.file_name().map_or_else(
            || shown.to_owned(),
            |name| name.to_string_lossy().into_owned(),
        ),
        ty: definition.ty.clone(),
        base: definition.base.clone(),
        local: definition.name.clone(),
        files: compiled.files(),
    })
}

/// The folder below which a folder is a package of this path.
fn root(folder: &Path, package: &str) -> Option<PathBuf> {
    let mut root = folder;
    for element in package.rsplit('/') {
        if root.file_name()?.to_str()? != element {
            return None;
        }
        root = root.parent()?;
    }
    Some(root.to_path_buf())
}

fn find(
    env: &Env,
    packages: impl Iterator<Item = vdl_parser::env::PackageId>,
    name: &str,
    shown: &str,
) -> Result<TypeDefId, String> {
    let mut known = Vec::new();
    for id in packages {
        let package = &env.packages[id];
        if let Some(Def::Type(id)) = package.lookup(name) {
            return Ok(id);
        }
        known.extend(package.types.iter().map(|id| env.types[*id].name.as_str()));
    }
    let hint = nearest(name, known)
        .map(|nearest| format!("; there is `{nearest}`"))
        .unwrap_or_default();
    Err(format!("`{shown}` has no type `{name}`{hint}"))
}
