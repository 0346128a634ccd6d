//! `cargo xtask docs`: writes the reference pages from what the binary itself says. Nobody edits them by hand.

use std::fs;
use std::process::Command;

use anyhow::{Context, Result};

use crate::{run, source};

/// One generated page.
#[derive(Debug)]
pub struct Page {
    /// From the root.
    pub path: String,
    /// All of it.
    pub text: String,
}

/// Writes every page and says which ones changed.
pub fn write() -> Result<()> {
    for page in pages()? {
        let path = source::root().join(&page.path);
        if fs::read_to_string(&path).is_ok_and(|kept| kept == page.text) {
            println!("same    {}", page.path);
            continue;
        }
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&path, &page.text).with_context(|| format!("cannot write {}", page.path))?;
        println!("written {}", page.path);
    }
    Ok(())
}

/// Every page as it should be today. Builds the binary and asks it. It is built as the tests build it: alone it would have
/// other features of shared crates switched on, and half of everything would be compiled once more for the tests.
pub fn pages() -> Result<Vec<Page>> {
    run::cargo(&["build", "--locked", "--workspace", "--bins", "--tests", "--examples"])?;
    Ok(vec![
        Page { path: "docs/reference/commands.md".into(), text: commands()? },
        Page { path: "docs/reference/configuration.md".into(), text: configuration()? },
        Page { path: "docs/reference/openapi.json".into(), text: ask(&["openapi".to_owned()])? },
    ])
}

fn commands() -> Result<String> {
    let mut text = String::from(
        "# Commands\n\n<!-- Written by `cargo xtask docs` from the program's own help. Do not edit. -->\n",
    );
    let mut open = vec![Vec::new()];
    while let Some(command) = open.pop() {
        let help = ask(&[command.as_slice(), &["--help".to_owned()]].concat())?;
        let name: Vec<&str> = std::iter::once("candor").chain(command.iter().map(String::as_str)).collect();
        text.push_str(&format!("\n## `{}`\n\n```text\n{}\n```\n", name.join(" "), tidy(&help)));
        for below in subcommands(&help).into_iter().rev() {
            open.push([command.as_slice(), &[below]].concat());
        }
    }
    Ok(text)
}

fn configuration() -> Result<String> {
    let template = ask(&["config".to_owned(), "template".to_owned()])?;
    Ok(format!(
        "# Configuration\n\n<!-- Written by `cargo xtask docs` from `candor config template`. Do not edit. -->\n\n\
         Every key with its default. A key that is not here is refused.\n\n```toml\n{}\n```\n",
        template.trim_end()
    ))
}

/// Asks the binary in an empty environment, so that nobody's settings end up in a page.
fn ask(arguments: &[String]) -> Result<String> {
    run::output(Command::new(binary()?).args(arguments).env_clear())
}

fn binary() -> Result<std::path::PathBuf> {
    let text = run::cargo_output(&["metadata", "--format-version", "1", "--no-deps", "--locked"])?;
    let data: serde_json::Value = serde_json::from_str(&text).context("cargo metadata is not JSON")?;
    let target = data.get("target_directory").and_then(serde_json::Value::as_str).context("no target directory")?;
    Ok(std::path::Path::new(target).join("debug").join(format!("candor{}", std::env::consts::EXE_SUFFIX)))
}

/// Without blanks at the ends of lines.
fn tidy(help: &str) -> String {
    help.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n")
}

/// Names below `Commands:` in a help text, `help` itself left out.
fn subcommands(help: &str) -> Vec<String> {
    let listed = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| line.starts_with("  "));
    let names = listed.filter(|line| !line.starts_with("   ")).filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_are_read_from_the_help_text() {
        let help = "Usage: candor <COMMAND>\n\nCommands:\n  serve  Runs the desk\n         until told to stop\n  demo   Plays\n  help   Prints\n\nOptions:\n  -h\n";
        assert_eq!(subcommands(help), ["serve", "demo"]);
    }
}
