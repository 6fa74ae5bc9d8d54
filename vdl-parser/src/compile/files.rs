//! What the files of a package must agree on, and the order of what is found in them (`vdl-language` §2.6, §4).

use super::names::check_package_name;
use crate::ast;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::code::Code;
use crate::source::{SourceMap, Span};

/// Checks the package clauses and, if they are right, the file docs.
pub(super) fn check_files(
    files: &[ast::File],
    sources: &SourceMap,
    findings: &mut Vec<Diagnostic>,
) {
    check_package_names(files, sources, findings);
    if findings.is_empty() {
        check_file_docs(files, sources, findings);
    }
}

fn check_package_names(files: &[ast::File], sources: &SourceMap, findings: &mut Vec<Diagnostic>) {
    let mut named = files.iter().filter_map(|file| Some((file, file.package?)));
    let Some((first, first_name)) = named.next() else {
        return;
    };
    if let Some(finding) = check_package_name(first, first_name) {
        findings.push(finding);
    }
    let wanted = first.name(first_name);
    for (file, name) in named.filter(|(file, name)| file.name(*name) != wanted) {
        let message = format!(
            "the package is called `{}` in {} but `{wanted}` in {}",
            file.name(name),
            sources.source(file.source).name(),
            sources.source(first.source).name(),
        );
        let finding = Diagnostic::new(Code::PackageNameMismatch, name.span, message);
        let finding = finding.also(
            first_name.span,
            format!("the package is called `{wanted}` here"),
        );
        findings.push(finding.fix(format!("call it `{wanted}`"), name.span, wanted));
    }
}

fn check_file_docs(files: &[ast::File], sources: &SourceMap, findings: &mut Vec<Diagnostic>) {
    let Some((first, others)) = files.split_first() else {
        return;
    };
    let wanted = first.doc(first.file_doc);
    for file in others
        .iter()
        .filter(|file| file.doc(file.file_doc) != wanted)
    {
        let name = sources.source(first.source).name();
        let message = match (wanted, file.doc(file.file_doc)) {
            ("", _) => format!(
                "this file has a file comment, which starts on its first line, and {name} has none"
            ),
            (_, "") => format!(
                "this file has no file comment, which starts on the first line, and {name} has one"
            ),
            _ => {
                format!("the file comment differs from that of {name}")
            }
        };
        let start = Span::new(file.start, file.start);
        let finding = Diagnostic::new(Code::PackageFileDocMismatch, start, message)
            .also(
                Span::new(first.start, first.start),
                "this is the first file of the package",
            )
            .note("all files of a package have the same file comment or none; a comment on the package clause is another matter");
        findings.push(finding);
    }
}

/// Sorts findings by file and place, keeping the order of those at one place.
pub(super) fn sort_findings(files: &[ast::File], findings: &mut [Diagnostic]) {
    let mut starts: Vec<(u32, usize)> = files
        .iter()
        .enumerate()
        .map(|(rank, file)| (file.start, rank))
        .collect();
    starts.sort_unstable();
    findings.sort_by_key(|finding| {
        finding.span.map(|span| {
            let after = starts.partition_point(|(start, _)| *start <= span.start);
            (after.checked_sub(1).map(|at| starts[at].1), span.start)
        })
    });
}
