//! What one Rust file says about itself, collected in one walk over its syntax.

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// Something found, and the line it stands on.
#[derive(Clone, Debug)]
pub struct At<T> {
    /// Counted from 1.
    pub line: usize,
    /// The thing.
    pub it: T,
}

/// A method call as it is written.
#[derive(Clone, Debug)]
pub struct Call {
    /// The method.
    pub method: String,
    /// How many arguments it is given.
    pub arguments: usize,
}

/// The facts of one file. Everything but `functions` leaves tests out.
#[derive(Debug, Default)]
pub struct Facts {
    /// Names other modules can use: functions, types, traits, modules, constants, variants, public fields.
    pub names: Vec<At<String>>,
    /// String literals, documentation left out.
    pub texts: Vec<At<String>>,
    /// Paths such as `std::env::var`, from `use` lines and from code.
    pub paths: Vec<At<String>>,
    /// Method calls.
    pub calls: Vec<At<Call>>,
    /// Lines with `async` or `.await`.
    pub awaits: Vec<usize>,
    /// Functions of every kind, tests and their helpers too.
    pub functions: Vec<At<String>>,
    /// Lines with `#[ignore]`.
    pub ignored: Vec<usize>,
}

/// Walks a parsed file. Where the whole file is a test, only `functions` and `ignored` are filled.
pub fn collect(file: &syn::File, is_test: bool) -> Facts {
    let mut walk = Walk { facts: Facts::default(), tests: usize::from(is_test) };
    walk.visit_file(file);
    walk.facts
}

struct Walk {
    facts: Facts,
    /// How many enclosing items are tests.
    tests: usize,
}

impl Walk {
    fn is_shipped(&self) -> bool {
        self.tests == 0
    }

    fn name(&mut self, visible: bool, ident: &syn::Ident) {
        if visible && self.is_shipped() {
            self.facts.names.push(At { line: line(ident.span()), it: ident.to_string() });
        }
    }

    fn path(&mut self, span: Span, path: String) {
        if self.is_shipped() {
            self.facts.paths.push(At { line: line(span), it: path });
        }
    }

    fn text(&mut self, literal: &syn::LitStr) {
        if self.is_shipped() {
            self.facts.texts.push(At { line: line(literal.span()), it: literal.value() });
        }
    }

    fn call(&mut self, span: Span, call: Call) {
        if self.is_shipped() {
            self.facts.calls.push(At { line: line(span), it: call });
        }
    }

    fn function(&mut self, ident: &syn::Ident) {
        self.facts.functions.push(At { line: line(ident.span()), it: ident.to_string() });
    }

    /// Names of a `use`, written out: `use std::{fs, time::Instant}` gives `std::fs` and `std::time::Instant`.
    fn imports(&mut self, before: &str, tree: &syn::UseTree) {
        let joined =
            |ident: &syn::Ident| if before.is_empty() { ident.to_string() } else { format!("{before}::{ident}") };
        match tree {
            syn::UseTree::Path(path) => self.imports(&joined(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.path(name.ident.span(), joined(&name.ident)),
            syn::UseTree::Rename(name) => self.path(name.ident.span(), joined(&name.ident)),
            syn::UseTree::Glob(glob) => self.path(glob.star_token.span, format!("{before}::*")),
            syn::UseTree::Group(group) => group.items.iter().for_each(|item| self.imports(before, item)),
        }
    }

    /// Tokens of a macro call: not Rust yet, read as far as they look like it.
    fn tokens(&mut self, tokens: TokenStream) {
        let all: Vec<TokenTree> = tokens.into_iter().collect();
        let mut path: Option<(Span, String)> = None;
        for (at, token) in all.iter().enumerate() {
            let before = |back: usize| at.checked_sub(back).and_then(|index| all.get(index));
            match token {
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    let is_named =
                        |token: Option<&TokenTree>, word: &str| matches!(token, Some(TokenTree::Ident(i)) if i == word);
                    if is_named(before(1), "fn") {
                        self.function(ident);
                    }
                    if name == "await" || name == "async" {
                        self.awaited(ident.span());
                    }
                    if let (true, Some(TokenTree::Group(group))) = (is_punct(before(1), '.'), all.get(at + 1))
                        && group.delimiter() == Delimiter::Parenthesis
                    {
                        let call = Call { method: name.clone(), arguments: arguments(group.stream()) };
                        self.call(ident.span(), call);
                    }
                    path = match path.take() {
                        Some((span, begun)) if begun.ends_with("::") => Some((span, format!("{begun}{name}"))),
                        Some((span, done)) => {
                            self.path(span, done);
                            Some((ident.span(), name))
                        }
                        None => Some((ident.span(), name)),
                    };
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => {
                    let doubled = is_punct(before(1), ':');
                    if let (true, Some((_, begun))) = (doubled, path.as_mut()) {
                        begun.push_str("::");
                    }
                }
                other => {
                    if let Some((span, done)) = path.take() {
                        self.path(span, done);
                    }
                    match other {
                        TokenTree::Group(group) => self.tokens(group.stream()),
                        TokenTree::Literal(literal) => {
                            if let Ok(text) = syn::parse_str::<syn::LitStr>(&literal.to_string()) {
                                let text = syn::LitStr::new(&text.value(), literal.span());
                                self.text(&text);
                            }
                        }
                        _ => {}
                    }
                }
            }
        }
        if let Some((span, done)) = path {
            self.path(span, done);
        }
    }

    fn awaited(&mut self, span: Span) {
        if self.is_shipped() {
            self.facts.awaits.push(line(span));
        }
    }
}

impl<'ast> Visit<'ast> for Walk {
    fn visit_item(&mut self, item: &'ast syn::Item) {
        let inside_test = attributes(item).iter().any(is_test_mark);
        self.tests += usize::from(inside_test);
        match item {
            syn::Item::Fn(it) => self.name(is_public(&it.vis), &it.sig.ident),
            syn::Item::Struct(it) => self.name(is_public(&it.vis), &it.ident),
            syn::Item::Trait(it) => self.name(is_public(&it.vis), &it.ident),
            syn::Item::Mod(it) => self.name(is_public(&it.vis), &it.ident),
            syn::Item::Const(it) => self.name(is_public(&it.vis), &it.ident),
            syn::Item::Static(it) => self.name(is_public(&it.vis), &it.ident),
            syn::Item::Type(it) => self.name(is_public(&it.vis), &it.ident),
            syn::Item::Enum(it) => {
                self.name(is_public(&it.vis), &it.ident);
                it.variants.iter().for_each(|variant| self.name(is_public(&it.vis), &variant.ident));
            }
            syn::Item::Use(it) => self.imports("", &it.tree),
            _ => {}
        }
        visit::visit_item(self, item);
        self.tests -= usize::from(inside_test);
    }

    fn visit_impl_item_fn(&mut self, method: &'ast syn::ImplItemFn) {
        let inside_test = method.attrs.iter().any(is_test_mark);
        self.tests += usize::from(inside_test);
        self.name(is_public(&method.vis), &method.sig.ident);
        visit::visit_impl_item_fn(self, method);
        self.tests -= usize::from(inside_test);
    }

    fn visit_trait_item_fn(&mut self, method: &'ast syn::TraitItemFn) {
        self.name(true, &method.sig.ident);
        visit::visit_trait_item_fn(self, method);
    }

    fn visit_field(&mut self, field: &'ast syn::Field) {
        if let Some(ident) = &field.ident {
            self.name(is_public(&field.vis), ident);
        }
        visit::visit_field(self, field);
    }

    fn visit_signature(&mut self, signature: &'ast syn::Signature) {
        self.function(&signature.ident);
        if let Some(token) = &signature.asyncness {
            self.awaited(token.span);
        }
        visit::visit_signature(self, signature);
    }

    fn visit_expr_await(&mut self, expr: &'ast syn::ExprAwait) {
        self.awaited(expr.await_token.span);
        visit::visit_expr_await(self, expr);
    }

    fn visit_expr_async(&mut self, expr: &'ast syn::ExprAsync) {
        self.awaited(expr.async_token.span);
        visit::visit_expr_async(self, expr);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.call(call.method.span(), Call { method: call.method.to_string(), arguments: call.args.len() });
        visit::visit_expr_method_call(self, call);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let names: Vec<String> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        if let Some(first) = path.segments.first() {
            self.path(first.ident.span(), names.join("::"));
        }
        visit::visit_path(self, path);
    }

    fn visit_lit_str(&mut self, literal: &'ast syn::LitStr) {
        self.text(literal);
    }

    fn visit_macro(&mut self, mac: &'ast syn::Macro) {
        self.visit_path(&mac.path);
        self.tokens(mac.tokens.clone());
    }

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        // Documentation and attributes hold no texts of ours; only `#[ignore]` matters.
        if attribute.path().is_ident("ignore") {
            self.facts.ignored.push(attribute.path().segments.first().map_or(0, |first| line(first.ident.span())));
        }
    }
}

fn line(span: Span) -> usize {
    span.start().line
}

fn is_punct(token: Option<&TokenTree>, mark: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == mark)
}

/// How many arguments stand between the parentheses of a call inside a macro.
fn arguments(tokens: TokenStream) -> usize {
    let parser = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
    syn::parse::Parser::parse2(parser, tokens).map_or(0, |arguments| arguments.len())
}

/// `pub` alone; `pub(crate)` and narrower are the crate's own business.
fn is_public(visibility: &syn::Visibility) -> bool {
    matches!(visibility, syn::Visibility::Public(_))
}

/// `#[test]`, `#[tokio::test]`, `#[cfg(test)]`.
fn is_test_mark(attribute: &syn::Attribute) -> bool {
    let path = attribute.path();
    if path.segments.last().is_some_and(|last| last.ident == "test") {
        return true;
    }
    let inside = |list: &syn::MetaList| {
        let tokens: Vec<String> = list.tokens.clone().into_iter().map(|token| token.to_string()).collect();
        tokens.first().is_some_and(|first| first == "test")
    };
    path.is_ident("cfg") && attribute.meta.require_list().is_ok_and(inside)
}

fn attributes(item: &syn::Item) -> &[syn::Attribute] {
    match item {
        syn::Item::Fn(it) => &it.attrs,
        syn::Item::Mod(it) => &it.attrs,
        syn::Item::Impl(it) => &it.attrs,
        syn::Item::Struct(it) => &it.attrs,
        syn::Item::Enum(it) => &it.attrs,
        syn::Item::Const(it) => &it.attrs,
        syn::Item::Static(it) => &it.attrs,
        syn::Item::Use(it) => &it.attrs,
        syn::Item::Macro(it) => &it.attrs,
        syn::Item::Type(it) => &it.attrs,
        syn::Item::Trait(it) => &it.attrs,
        _ => &[],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(text: &str) -> Facts {
        collect(&syn::parse_file(text).expect("it is Rust"), false)
    }

    fn all<T>(found: &[At<T>], it: impl Fn(&T) -> String) -> Vec<String> {
        found.iter().map(|at| format!("{}:{}", at.line, it(&at.it))).collect()
    }

    #[test]
    fn public_names_are_found_and_private_ones_are_not() {
        let found =
            facts("pub struct A { pub b: u8, c: u8 }\nimpl A { pub fn d(&self) {} fn e() {} }\npub(crate) fn f() {}");
        assert_eq!(all(&found.names, String::clone), ["1:A", "1:b", "2:d"]);
    }

    #[test]
    fn tests_and_documentation_are_left_out() {
        let found = facts("/// \"SELECT 1\"\nfn a() { b(\"c\") }\n#[cfg(test)]\nmod tests { pub fn d() { e(\"f\") } }");
        assert_eq!(all(&found.texts, String::clone), ["2:c"]);
        assert_eq!(all(&found.names, String::clone), Vec::<String>::new());
        assert_eq!(all(&found.functions, String::clone), ["2:a", "4:d"]);
    }

    #[test]
    fn grouped_imports_are_written_out() {
        let found = facts("use std::{fs, time::{Duration, Instant}};");
        assert_eq!(all(&found.paths, String::clone), ["1:std::fs", "1:std::time::Duration", "1:std::time::Instant"]);
    }

    #[test]
    fn macros_hide_nothing() {
        let found = facts(
            "fn a() { b! { x = channel.send(chat, &it) => { std::env::var(\"C\"); } } }\np! { #[test] fn d() {} }",
        );
        assert_eq!(all(&found.calls, |call| format!("{}/{}", call.method, call.arguments)), ["1:send/2"]);
        assert!(found.paths.iter().any(|path| path.it == "std::env::var"));
        assert_eq!(all(&found.texts, String::clone), ["1:C"]);
        assert!(found.functions.iter().any(|function| function.it == "d" && function.line == 2));
    }
}
