//! Joins the files that `main.css` imports into one, each in its layer, without comments and needless whitespace.
//! Icons that CSS names lie beside it in the site: `url("name.svg")`, without a folder.

use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

pub(super) fn join(main: &Path) -> Result<String> {
    if !main.exists() {
        return Ok(String::new());
    }
    let folder = main.parent().unwrap_or(main);
    let mut joined = String::new();
    for line in read(main)?.lines() {
        match import(line).with_context(|| main.display().to_string())? {
            Some((file, layer)) => {
                let css = read(&folder.join(file))?;
                ensure!(!css.contains("@import"), "{file}: only main.css imports other files");
                match layer {
                    Some(layer) => joined.extend(["@layer ", layer, " {\n", &css, "\n}\n"]),
                    None => joined.extend([css.as_str(), "\n"]),
                }
            }
            None => joined.extend([line, "\n"]),
        }
    }
    Ok(minify(&joined))
}

fn read(file: &Path) -> Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("reading {}", file.display()))
}

/// `@import "file.css" layer(name);` as file and layer; nothing for any other line.
fn import(line: &str) -> Result<Option<(&str, Option<&str>)>> {
    let Some(rest) = line.trim_start().strip_prefix("@import") else { return Ok(None) };
    let understood = || {
        let (file, rest) = rest.trim().strip_prefix('"')?.split_once('"')?;
        // A comment behind it says why; it is dropped.
        let (rest, _) = rest.split_once(';')?;
        match rest.trim() {
            "" => Some((file, None)),
            layer => Some((file, Some(layer.strip_prefix("layer(")?.strip_suffix(')')?))),
        }
    };
    match understood() {
        Some(import) => Ok(Some(import)),
        None => bail!("write `@import \"file.css\" layer(name);` on a line of its own, not `{}`", line.trim()),
    }
}

/// Drops comments and the whitespace that means nothing. Strings and bare `url(…)` stay as they are.
fn minify(css: &str) -> String {
    let mut small = String::with_capacity(css.len());
    let mut rest = css;
    let mut gap = false;
    while let Some(next) = rest.chars().next() {
        let taken = match next {
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            space if space.is_whitespace() => space.len_utf8(),
            '"' | '\'' => string(rest, next),
            'u' if rest.starts_with("url(") && !rest[4..].starts_with(['"', '\'']) => rest.find(')').map_or(rest.len(), |end| end + 1),
            // An escaped character is never the start of anything.
            '\\' => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
            other => other.len_utf8(),
        };
        if next.is_whitespace() || rest.starts_with("/*") {
            gap = true;
        } else {
            push(&mut small, &rest[..taken], gap);
            gap = false;
        }
        rest = &rest[taken..];
    }
    small
}

/// Where a string that starts here ends.
fn string(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            end if end == quote => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// Appends a piece, with one space for the gap before it where that can mean something. The space before a colon can
/// (`nav :focus` is not `nav:focus`), as can the ones inside `calc(1px + 2px)`.
fn push(small: &mut String, piece: &str, gap: bool) {
    if piece == "}" && small.ends_with(';') {
        small.pop();
    }
    let opens = small.is_empty() || small.ends_with(['{', '}', ';', ',', ':']);
    if gap && !opens && !matches!(piece, "{" | "}" | ";" | ",") {
        small.push(' ');
    }
    small.push_str(piece);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_means_nothing_goes_and_what_means_something_stays() {
        let css = "/* why */\n.a > .b ,\n.c :focus {\n  width: calc( 1px + 2 * var(--x) ) ;\n  content: \"a  /* b */ ;}\";\n}\n";
        assert_eq!(minify(css), ".a > .b,.c :focus{width:calc( 1px + 2 * var(--x) );content:\"a  /* b */ ;}\"}");
    }

    #[test]
    fn strings_escapes_and_bare_urls_are_left_alone() {
        let css = r"a { content: 'it\'s  x'; background: url(data:image/png;base64,//8=  ) } .sm\:p { top: 0 }";
        assert_eq!(minify(css), r"a{content:'it\'s  x';background:url(data:image/png;base64,//8=  )}.sm\:p{top:0}");
    }

    #[test]
    fn a_comment_separates_words() {
        assert_eq!(minify("margin: 1px/* and */2px"), "margin:1px 2px");
    }

    #[test]
    fn an_import_names_its_file_and_layer() {
        assert_eq!(import(r#"@import "base.css" layer(base); /* first */"#).unwrap(), Some(("base.css", Some("base"))));
        assert_eq!(import(r#"@import "print.css";"#).unwrap(), Some(("print.css", None)));
        assert_eq!(import("@layer tokens, base;").unwrap(), None);
        assert!(import("@import url(base.css);").is_err());
    }

    #[test]
    fn files_are_joined_in_the_order_of_their_imports() {
        let folder = std::env::temp_dir().join(format!("maatstaf-css-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(folder.join("main.css"), "@layer a, b;\n@import \"one.css\" layer(a);\n@import \"two.css\" layer(b);\n").unwrap();
        std::fs::write(folder.join("one.css"), "p { color: red; }").unwrap();
        std::fs::write(folder.join("two.css"), "/* two */ b { top: 0 }").unwrap();
        let joined = join(&folder.join("main.css"));
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(joined.unwrap(), "@layer a,b;@layer a{p{color:red}}@layer b{b{top:0}}");
    }
}
