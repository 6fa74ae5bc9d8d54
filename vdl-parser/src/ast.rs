//! The syntax tree of one file: spans and unresolved names, nothing else.
//!
//! Nodes live in the pools of their [`File`] and refer to each other by index, so a tree costs no allocation per node,
//! may be as long as it likes, and is dropped without recursion. Expressions and type expressions are stored in
//! post-order: children come before their parent, and the nodes of one definition are one contiguous range.
//!
//! Only `parse` builds these trees and only `compile` and the formatter read them; back ends work on `Env`.

use std::sync::Arc;

use crate::source::{SourceId, Span};

/// An identifier, interned per file: equal text in one file has equal symbols.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Symbol(pub(crate) u32);

/// An identifier where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Name {
    /// The interned text.
    pub symbol: Symbol,
    /// Where it stands.
    pub span: Span,
}

/// Index of an [`Expr`] in [`File::exprs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ExprId(pub(crate) u32);

/// Index of a [`TypeExpr`] in [`File::type_exprs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeExprId(pub(crate) u32);

/// Index of a documentation block of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DocId(pub(crate) std::num::NonZeroU32);

/// A run of items in one of the pools of a [`File`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Run {
    /// Number of items.
    #[must_use]
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    pub(crate) const fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// The documentation of an item: the block before it and the one on its line (`vdl-language` §2.6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Docs {
    /// The block that ends on the line before the name.
    pub doc: Option<DocId>,
    /// The block that starts on the line of the name.
    pub suffix: Option<DocId>,
}

/// A possibly dotted, possibly path-qualified reference: `X`, `pkg.X.Y`, `"a/b".X`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameRef {
    /// The quoted package path, with its quotes.
    pub qualifier: Option<Span>,
    /// The identifiers, in [`File::names`]; at least one.
    pub parts: Run,
    /// From the qualifier or first part to the last part.
    pub span: Span,
}

/// A type as written.
#[derive(Clone, Copy, Debug)]
pub struct TypeExpr {
    /// What it is.
    pub kind: TypeExprKind,
    /// Its text; starts at the first character of the type.
    pub span: Span,
}

/// The forms of a written type.
#[derive(Clone, Copy, Debug)]
pub enum TypeExprKind {
    /// A name.
    Name(NameRef),
    /// The keyword `error`.
    Error,
    /// The keyword `typeobject`.
    TypeObject,
    /// `[N]T`; the length is the literal's span, its size is not bounded by the syntax.
    Array(Span, TypeExprId),
    /// `[]T`.
    List(TypeExprId),
    /// `set[K]`.
    Set(TypeExprId),
    /// `map[K]E`.
    Map(TypeExprId, TypeExprId),
    /// `?T`.
    Optional(TypeExprId),
    /// `enum{…}`; labels in [`File::labels`].
    Enum(Run),
    /// `struct{…}`; fields in [`File::fields`].
    Struct(Run),
    /// `union{…}`; fields in [`File::fields`].
    Union(Run),
}

/// An enum label.
#[derive(Clone, Copy, Debug)]
pub struct Label {
    /// Its name.
    pub name: Name,
    /// Its documentation.
    pub docs: Docs,
}

/// A struct or union field; `A, B int32` is two fields with one type.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// Its type.
    pub ty: TypeExprId,
    /// Its documentation.
    pub docs: Docs,
}

/// An expression as written.
#[derive(Clone, Copy, Debug)]
pub struct Expr {
    /// What it is.
    pub kind: ExprKind,
    /// Starts where messages point: the operator of an operation, the `{` of a composite literal, else the first
    /// character (`vdl-language` §3).
    pub span: Span,
}

/// The forms of an expression.
#[derive(Clone, Copy, Debug)]
pub enum ExprKind {
    /// An integer literal; its text is the span and is known to be well formed.
    Integer,
    /// A rational literal, likewise.
    Rational,
    /// An interpreted or raw string literal, quotes included, likewise.
    String,
    /// A name; index in [`File::name_refs`].
    Name(NameRefId),
    /// `name[index]`.
    Index(NameRefId, ExprId),
    /// A unary operation.
    Unary(UnaryOp, ExprId),
    /// A binary operation. Chains of operators lean left and may be arbitrarily long: fold them in a loop.
    Binary(BinaryOp, ExprId, ExprId),
    /// `T(x)`.
    Convert(TypeExprId, ExprId),
    /// `typeobject(T)`.
    TypeObject(TypeExprId),
    /// `T{…}` or `{…}`; entries in [`File::entries`].
    Composite(Option<TypeExprId>, Run),
}

/// Index of a [`NameRef`] in [`File::name_refs`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct NameRefId(pub(crate) u32);

/// `v` or `k: v` in a composite literal.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The expression before the colon.
    pub key: Option<ExprId>,
    /// The value.
    pub value: ExprId,
}

/// A unary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOp {
    /// `!`
    Not,
    /// `+`
    Plus,
    /// `-`
    Minus,
    /// `^`
    Complement,
}

/// A binary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each name says its sign")]
pub enum BinaryOp {
    OrOr,
    AndAnd,
    Less,
    Greater,
    LessEqual,
    GreaterEqual,
    NotEqual,
    Equal,
    Add,
    Subtract,
    Or,
    Xor,
    Multiply,
    Divide,
    Remainder,
    And,
    ShiftLeft,
    ShiftRight,
}

/// One import.
#[derive(Clone, Debug)]
pub struct Import {
    /// The alias before the path.
    pub alias: Option<Name>,
    /// The path, unquoted.
    pub path: String,
    /// The quoted path.
    pub path_span: Span,
    /// Its documentation.
    pub docs: Docs,
}

/// `type Name T`.
#[derive(Clone, Copy, Debug)]
pub struct TypeDef {
    /// The defined name.
    pub name: Name,
    /// The body.
    pub body: TypeExprId,
    /// All nodes of the body, in [`File::type_exprs`], children first.
    pub nodes: Run,
    /// Its documentation.
    pub docs: Docs,
}

/// `const Name = expr`.
#[derive(Clone, Copy, Debug)]
pub struct ConstDef {
    /// The defined name.
    pub name: Name,
    /// The value.
    pub value: ExprId,
    /// All nodes of the value, in [`File::exprs`], children first.
    pub nodes: Run,
    /// All names mentioned in the value, in source order, in [`File::name_refs`]. Names inside types are not among them.
    pub name_refs: Run,
    /// Its documentation.
    pub docs: Docs,
}

/// A method argument, result or error parameter.
#[derive(Clone, Copy, Debug)]
pub struct Arg {
    /// Its name, if it has one.
    pub name: Option<Name>,
    /// Its type.
    pub ty: TypeExprId,
}

/// `error Name(params) {details}`.
#[derive(Clone, Copy, Debug)]
pub struct ErrorDef {
    /// The defined name.
    pub name: Name,
    /// The parameters, in [`File::args`].
    pub params: Run,
    /// The details, in [`File::error_details`].
    pub details: Run,
    /// Its documentation.
    pub docs: Docs,
}

/// One entry of an error's detail list.
#[derive(Clone, Debug)]
pub enum ErrorDetail {
    /// An action such as `RetryRefetch`.
    Action(Name),
    /// A format text for a language.
    Format {
        /// The language tag, unquoted.
        lang: String,
        /// The format, unquoted; bytes that are not UTF-8 are replaced.
        format: String,
        /// The whole pair.
        span: Span,
    },
}

/// `type Name interface {…}`.
#[derive(Clone, Copy, Debug)]
pub struct InterfaceDef {
    /// The defined name.
    pub name: Name,
    /// Embedded interfaces in source order, in [`File::embeds`].
    pub embeds: Run,
    /// Own methods in source order, in [`File::methods`].
    pub methods: Run,
    /// Its documentation.
    pub docs: Docs,
}

/// An embedded interface.
#[derive(Clone, Copy, Debug)]
pub struct Embed {
    /// Which one.
    pub name: NameRef,
    /// Its documentation.
    pub docs: Docs,
}

/// A method as written.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// Its name.
    pub name: Name,
    /// In-arguments, in [`File::args`].
    pub in_args: Run,
    /// Out-arguments, in [`File::args`].
    pub out_args: Run,
    /// Type of the in-stream, unless absent or `_`.
    pub in_stream: Option<TypeExprId>,
    /// Type of the out-stream, unless absent or `_`.
    pub out_stream: Option<TypeExprId>,
    /// Tag expressions, in [`File::tags`].
    pub tags: Run,
    /// Its documentation.
    pub docs: Docs,
}

/// What kind of text a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// `package name; …`
    Package,
    /// `config = expr; …`
    Config,
    /// A list of expressions.
    Exprs,
}

/// The tree of one file.
#[derive(Clone, Debug)]
pub struct File {
    /// The file's place in the source map.
    pub source: SourceId,
    /// The whole text; spans are offset by [`File::start`].
    pub text: Arc<str>,
    /// Offset of the text in the source map.
    pub start: u32,
    /// What it is.
    pub kind: FileKind,
    /// The name of the package clause.
    pub package: Option<Name>,
    /// Documentation of the package clause.
    pub package_docs: Docs,
    /// The file documentation.
    pub file_doc: Option<DocId>,
    /// The exported expression of a config file, as an unnamed definition.
    pub config: Option<ConstDef>,
    /// Top-level expressions of an expression list.
    pub expr_list: Vec<ExprId>,
    /// Imports in source order.
    pub imports: Vec<Import>,
    /// Type definitions in source order.
    pub types: Vec<TypeDef>,
    /// Const definitions in source order.
    pub consts: Vec<ConstDef>,
    /// Error definitions in source order.
    pub errors: Vec<ErrorDef>,
    /// Interface definitions in source order.
    pub interfaces: Vec<InterfaceDef>,
    /// Pool of expressions, children first.
    pub exprs: Vec<Expr>,
    /// Pool of composite literal entries.
    pub entries: Vec<Entry>,
    /// Pool of names used in expressions, in source order.
    pub name_refs: Vec<NameRef>,
    /// Pool of type expressions, children first.
    pub type_exprs: Vec<TypeExpr>,
    /// Pool of identifiers of [`NameRef::parts`].
    pub names: Vec<Name>,
    /// Pool of enum labels.
    pub labels: Vec<Label>,
    /// Pool of struct and union fields.
    pub fields: Vec<Field>,
    /// Pool of arguments, results and parameters.
    pub args: Vec<Arg>,
    /// Pool of error details.
    pub error_details: Vec<ErrorDetail>,
    /// Pool of embedded interfaces.
    pub embeds: Vec<Embed>,
    /// Pool of methods.
    pub methods: Vec<Method>,
    /// Pool of method tags.
    pub tags: Vec<ExprId>,
    pub(crate) symbols: Vec<Span>,
    pub(crate) docs: Vec<String>,
}

impl File {
    /// The text of a span of this file.
    #[must_use]
    pub fn text(&self, span: Span) -> &str {
        let range = (span.start.wrapping_sub(self.start)) as usize
            ..(span.end.wrapping_sub(self.start)) as usize;
        self.text.get(range).unwrap_or_default()
    }

    /// The text of a symbol of this file.
    #[must_use]
    pub fn symbol(&self, symbol: Symbol) -> &str {
        self.symbols
            .get(symbol.0 as usize)
            .map_or("", |span| self.text(*span))
    }

    /// The text of an identifier of this file.
    #[must_use]
    pub fn name(&self, name: Name) -> &str {
        self.text(name.span)
    }

    /// How many distinct identifiers the file has: symbols are `0..count`.
    #[must_use]
    pub const fn symbol_count(&self) -> usize {
        self.symbols.len()
    }

    /// The node of an id of this file.
    #[must_use]
    pub fn expr(&self, id: ExprId) -> &Expr {
        &self.exprs[id.0 as usize]
    }

    /// The node of an id of this file.
    #[must_use]
    pub fn type_expr(&self, id: TypeExprId) -> &TypeExpr {
        &self.type_exprs[id.0 as usize]
    }

    /// The reference of an id of this file.
    #[must_use]
    pub fn name_ref(&self, id: NameRefId) -> &NameRef {
        &self.name_refs[id.0 as usize]
    }

    /// The identifiers of a reference.
    #[must_use]
    pub fn parts(&self, name: &NameRef) -> &[Name] {
        &self.names[name.parts.range()]
    }

    /// A reference as dotted text, qualifier included, whatever blanks and comments stand between its parts.
    #[must_use]
    pub fn dotted(&self, name: &NameRef) -> String {
        let mut text = String::new();
        if let Some(qualifier) = name.qualifier {
            text.push_str(self.text(qualifier));
            text.push('.');
        }
        for (at, part) in self.parts(name).iter().enumerate() {
            if at > 0 {
                text.push('.');
            }
            text.push_str(self.name(*part));
        }
        text
    }

    /// The text of a documentation block: comment markers kept, a newline after it or a space before it as
    /// `vdl-language` §2.6 says; empty without a block.
    #[must_use]
    pub fn doc(&self, id: Option<DocId>) -> &str {
        id.map_or("", |id| self.docs[id.0.get() as usize - 1].as_str())
    }
}
