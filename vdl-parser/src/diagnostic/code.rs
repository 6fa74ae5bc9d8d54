//! The stable codes of all diagnostics (`vdl-language` §13), with their short titles.
//!
//! A code has an id for people and tools (`E0301`), a name by family (`type/bad-optional`), and a title that says the
//! condition without the facts of a case. Codes are never reused or renumbered.

use std::fmt;

use crate::diagnostic::Severity;

macro_rules! codes {
    ($($variant:ident = ($id:literal, $name:literal, $title:literal),)*) => {
        /// A diagnostic code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code {
            $(#[doc = concat!("`", $name, "`: ", $title, ".")] $variant,)*
        }

        impl Code {
            /// Every code, in the order of their ids.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// The id, such as `E0301`.
            #[must_use]
            pub const fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// The name by family, such as `type/bad-optional`.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The condition in one line.
            #[must_use]
            pub const fn title(self) -> &'static str {
                match self { $(Self::$variant => $title,)* }
            }

            /// The long text of `vdl explain`, in Markdown: the rule, a failing example and a fixed one.
            #[must_use]
            pub const fn explain(self) -> &'static str {
                match self { $(Self::$variant => include_str!(concat!("explain/", $id, ".md")),)* }
            }
        }
    };
}

codes! {
    LexBadChar = ("E0101", "lex/bad-char", "a character that cannot start a token"),
    LexUnterminatedString = ("E0102", "lex/unterminated-string", "a string literal is not terminated"),
    LexUnterminatedComment = ("E0103", "lex/unterminated-comment", "a block comment is not terminated"),
    LexBadEscape = ("E0104", "lex/bad-escape", "a string holds an escape that does not exist"),
    LexBadNumber = ("E0105", "lex/bad-number", "a number is malformed"),
    LexInvalidUtf8 = ("E0106", "lex/invalid-utf8", "the file is not UTF-8 text"),
    LexNul = ("E0107", "lex/nul", "the file holds a NUL byte"),
    SyntaxUnexpectedToken = ("E0201", "syntax/unexpected-token", "the grammar does not allow this token here"),
    SyntaxMissingPackage = ("E0202", "syntax/missing-package", "the file does not start with a package clause"),
    SyntaxFieldName = ("E0203", "syntax/field-name", "a name is expected where a type stands"),
    SyntaxSelectOnLiteral = ("E0204", "syntax/select-on-literal", "a selector cannot follow a literal"),
    SyntaxIndexOnLiteral = ("E0205", "syntax/index-on-literal", "an index cannot follow a literal"),
    SyntaxTooDeep = ("E0206", "syntax/too-deep", "brackets are nested too deeply"),
    TypeBadOptional = ("E0301", "type/bad-optional", "only named structs can be optional"),
    TypeUndefined = ("E0302", "type/undefined", "a type name does not resolve"),
    TypeUnmatchedSelector = ("E0303", "type/unmatched-selector", "a type name is followed by a selector"),
    TypeUnnamedKind = ("E0304", "type/unnamed-kind", "arrays, enums, structs and unions need a name of their own"),
    TypeTopOptional = ("E0305", "type/top-optional", "a named type cannot be optional"),
    TypeErrorRename = ("E0306", "type/error-rename", "the built-in error cannot be renamed"),
    TypeAnyRename = ("E0307", "type/any-rename", "any and typeobject cannot be renamed"),
    TypeBadKey = ("E0308", "type/bad-key", "a type cannot be a set or map key"),
    TypeStrictCycle = ("E0309", "type/strict-cycle", "a type contains itself"),
    TypeNameCycle = ("E0310", "type/name-cycle", "a type is defined as itself"),
    TypeArrayLen = ("E0311", "type/array-len", "an array length is out of range"),
    TypeNoUnionFields = ("E0312", "type/no-union-fields", "a union has no fields"),
    TypeDupField = ("E0313", "type/dup-field", "a field name is repeated"),
    TypeDupLabel = ("E0314", "type/dup-label", "an enum label is repeated"),
    TypeNotExported = ("E0315", "type/not-exported", "an exported item uses an unexported type"),
    TypeTooDeep = ("E0316", "type/too-deep", "types are nested too deeply"),
    ConstUndefined = ("E0401", "const/undefined", "a name does not resolve to a value"),
    ConstIsType = ("E0402", "const/is-type", "a type is used as a value"),
    ConstNeedsType = ("E0403", "const/needs-type", "an untyped number needs a type"),
    ConstCycle = ("E0404", "const/cycle", "consts are defined by each other"),
    ConstTypeNotExported = ("E0405", "const/type-not-exported", "an exported const has an unexported type"),
    ConstOverflow = ("E0406", "const/overflow", "a value is too large for its type"),
    ConstUnderflow = ("E0407", "const/underflow", "a value is too small for its type"),
    ConstPrecision = ("E0408", "const/precision", "a conversion would lose the fraction"),
    ConstConvert = ("E0409", "const/convert", "a value cannot be converted"),
    ConstDivZero = ("E0410", "const/div-zero", "division by zero"),
    ConstShift = ("E0411", "const/shift", "a shift count is out of range"),
    ConstOpUnsupported = ("E0412", "const/op-unsupported", "an operator is not defined for its operands"),
    ConstMismatch = ("E0413", "const/mismatch", "operands have different types"),
    ConstSelector = ("E0414", "const/selector", "a field cannot be selected"),
    ConstEnumLabel = ("E0415", "const/enum-label", "an enum has no such label"),
    ConstIndex = ("E0416", "const/index", "a value cannot be indexed"),
    ConstIndexRange = ("E0417", "const/index-range", "an index is past the end"),
    ConstKeyMissing = ("E0418", "const/key-missing", "a map has no such key"),
    ConstNotAssignable = ("E0419", "const/not-assignable", "a value has the wrong type for its place"),
    ConstTooLarge = ("E0420", "const/too-large", "a value would be too large to build"),
    LitNoType = ("E0501", "lit/no-type", "a composite literal needs a type"),
    LitBadType = ("E0502", "lit/bad-type", "a type has no composite literals"),
    LitDupIndex = ("E0503", "lit/dup-index", "an index is repeated"),
    LitIndexRange = ("E0504", "lit/index-range", "an index is past the end of the array"),
    LitDupKey = ("E0505", "lit/dup-key", "a key is repeated"),
    LitMissingKey = ("E0506", "lit/missing-key", "a map entry has no key"),
    LitTooFew = ("E0507", "lit/too-few", "a struct literal has too few values"),
    LitUnionArity = ("E0508", "lit/union-arity", "a union literal needs exactly one field"),
    LitUnionKey = ("E0509", "lit/union-key", "a union literal needs a field name"),
    LitSetKeyValue = ("E0510", "lit/set-key-value", "a set member cannot have a value"),
    LitMixed = ("E0511", "lit/mixed", "a struct literal mixes named and positional values"),
    LitTooMany = ("E0512", "lit/too-many", "a struct literal has too many values"),
    LitDupField = ("E0513", "lit/dup-field", "a field is given twice"),
    LitUnknownField = ("E0514", "lit/unknown-field", "there is no such field"),
    LitBadFieldName = ("E0515", "lit/bad-field-name", "a field is named by something else than a name"),
    IfaceMethodDup = ("E0601", "iface/method-dup", "a method name is repeated"),
    IfaceArgUnnamed = ("E0602", "iface/arg-unnamed", "an argument needs a name"),
    IfaceArgDup = ("E0603", "iface/arg-dup", "an argument name is repeated"),
    IfaceEmbedUndefined = ("E0604", "iface/embed-undefined", "an embedded interface does not resolve"),
    IfaceEmbedSelector = ("E0605", "iface/embed-selector", "an embedded interface is followed by a selector"),
    IfaceEmbedDup = ("E0606", "iface/embed-dup", "an interface is embedded twice"),
    IfaceEmbedMethodConflict = ("E0607", "iface/embed-method-conflict", "a method arrives twice through embedding"),
    IfaceCycle = ("E0608", "iface/cycle", "interfaces embed each other"),
    ErrorParamUnnamed = ("E0701", "error/param-unnamed", "an error parameter needs a name"),
    ErrorParamDup = ("E0702", "error/param-dup", "an error parameter is repeated"),
    ErrorActionUnknown = ("E0703", "error/action-unknown", "there is no such retry action"),
    ErrorActionDup = ("E0704", "error/action-dup", "an error has more than one retry action"),
    NameInvalid = ("E0801", "name/invalid", "a name has forbidden characters"),
    NameReserved = ("E0802", "name/reserved", "a name is reserved in a target language"),
    NameAcronym = ("E0803", "name/acronym", "a name has a run of capitals"),
    NameNotExported = ("E0804", "name/not-exported", "a name must start with a capital"),
    NameConflict = ("E0805", "name/conflict", "a name is already taken in the package"),
    PackageNameMismatch = ("E0901", "package/name-mismatch", "files of a package disagree on its name"),
    PackageBadName = ("E0902", "package/bad-name", "a package name is not allowed"),
    PackageFileDocMismatch = ("E0903", "package/file-doc-mismatch", "files of a package have different file comments"),
    PackageNotFound = ("E0904", "package/not-found", "an argument names no package"),
    PackageInvalidPath = ("E0905", "package/invalid-path", "a path element is ignored by the tools"),
    PackageDupPath = ("E0906", "package/dup-path", "a package is reached through two directories"),
    ImportNotFound = ("E1001", "import/not-found", "an imported package does not exist"),
    ImportInvalidPath = ("E1002", "import/invalid-path", "an import path is malformed"),
    ImportVdlrootPrefix = ("E1003", "import/vdlroot-prefix", "standard packages have short paths"),
    ImportDupLocal = ("E1004", "import/dup-local", "a local import name is bound twice"),
    ImportUnused = ("E1005", "import/unused", "an import is not used"),
    ImportCycle = ("E1006", "import/cycle", "packages import each other"),
    ImportPathQualifier = ("E1007", "import/path-qualifier", "a quoted path is used in a source file"),
    ConfigMissingClause = ("E1101", "config/missing-clause", "a config file does not start with config ="),
    ConfigDefsNotAllowed = ("E1102", "config/defs-not-allowed", "a config file may define only consts"),
    EnvNoSearchPath = ("E1201", "env/no-search-path", "no source root is known"),
    EnvUnreadable = ("E1202", "env/unreadable", "a file or directory cannot be read"),
    EnvBadRoot = ("E1203", "env/bad-root", "VDLROOT is not a directory"),
    EnvTooMuchSource = ("E1204", "env/too-much-source", "the sources of the run are too large"),
    GenerateRefused = ("E1301", "generate/refused", "a package cannot become code as the options want it"),
    GenerateBadOptions = ("E1302", "generate/bad-options", "a file of options is malformed"),
    LintUnusedType = ("W0001", "lint/unused-type", "an unexported type is never used"),
    LintUnusedConst = ("W0002", "lint/unused-const", "an unexported const is never used"),
    LintUnusedInterface = ("W0003", "lint/unused-interface", "an unexported interface is never used"),
    LintShadowedImport = ("W0004", "lint/shadowed-import", "a definition hides an import"),
    LintShadowedBuiltin = ("W0005", "lint/shadowed-builtin", "a definition has the name of a built-in"),
    LintSuspiciousConst = ("W0006", "lint/suspicious-const", "a const expression is probably not what was meant"),
    LintShadowedPackage = ("W0007", "lint/shadowed-package", "an embedded package is hidden or hides another"),
    GenerateAdvice = ("W0008", "generate/advice", "generated code may lack something"),
}

impl Code {
    /// Errors start with `E`, warnings with `W`.
    #[must_use]
    pub fn severity(self) -> Severity {
        if self.id().starts_with('W') {
            Severity::Warning
        } else {
            Severity::Error
        }
    }

    /// The code of an id or a name, in any case.
    #[must_use]
    pub fn find(text: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|code| {
            text.eq_ignore_ascii_case(code.id()) || text.eq_ignore_ascii_case(code.name())
        })
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.id())
    }
}
