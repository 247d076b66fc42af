//! The files that the app can be made of, by path: `shell/…` and `js/…` as they lie in the crate's folder, `pkg/…` as
//! wasm-bindgen makes them.

use crate::{Result, arrange, failed, read};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use wasm_bindgen_cli_support::Bindgen;

/// Files by their path.
pub(crate) type Tree = BTreeMap<String, Vec<u8>>;

/// The folders of the crate that hold parts of the app.
const FOLDERS: [&str; 2] = ["js", "shell"];

/// What people wrote.
pub(crate) fn sources(source: &Path) -> Result<Tree> {
    let mut tree = Tree::new();
    for folder in FOLDERS {
        collect(&source.join(folder), folder, &mut tree)?;
    }
    Ok(tree)
}

fn collect(folder: &Path, name: &str, tree: &mut Tree) -> Result {
    if !folder.exists() {
        return Ok(());
    }
    for entry in std::fs::read_dir(folder).map_err(|error| failed(folder, &error))? {
        let path = entry.map_err(|error| failed(folder, &error))?.path();
        let name = format!("{name}/{}", path.file_name().unwrap_or_default().to_string_lossy());
        match path.is_dir() {
            true => collect(&path, &name, tree)?,
            false => drop(tree.insert(name, read(&path)?)),
        }
    }
    Ok(())
}

/// A compiled crate.
pub(crate) struct Module {
    /// What it is called in the app.
    name: &'static str,
    path: PathBuf,
    pub(crate) bytes: Vec<u8>,
}

/// The modules of the app, by the names of their crates, from the folder where they are compiled.
pub(crate) fn modules(folder: &Path) -> Result<Vec<Module>> {
    let module = |(krate, name): (&str, &'static str)| {
        let path = folder.join(format!("{krate}.wasm"));
        Ok(Module { name, bytes: read(&path)?, path })
    };
    [("tablet", "app"), ("pin", "pin")].into_iter().map(module).collect()
}

/// Adds a module, made ready for browsers, with the code that loads it.
pub(crate) fn with_module(mut tree: Tree, module: Module, dev: bool) -> Result<Tree> {
    let Module { name, path, bytes } = module;
    let unfit = |error: &dyn std::fmt::Display| format!("{}: wasm-bindgen: {error:#}", path.display());
    let mut bindgen = Bindgen::new();
    bindgen.input_bytes(name, bytes).typescript(false).omit_default_module_path(false);
    // Names of functions help who looks for a mistake, and weigh half as much as the code.
    bindgen.remove_name_section(!dev).remove_producers_section(true);
    let mut output = bindgen
        .web(true)
        .and_then(Bindgen::generate_output)
        .map_err(|error| unfit(&format_args!("{error:#}")))?;
    tree.insert(format!("pkg/{name}.js"), output.js().as_bytes().to_vec());
    for (place, texts) in output.snippets() {
        for (number, text) in texts.iter().enumerate() {
            tree.insert(format!("pkg/snippets/{place}/inline{number}.js"), text.as_bytes().to_vec());
        }
    }
    for (place, text) in output.local_modules() {
        tree.insert(format!("pkg/snippets/{place}"), text.as_bytes().to_vec());
    }
    let compiled = output.wasm_mut().emit_wasm();
    let ready = match dev {
        true => compiled,
        false => {
            arrange::alike_together(&compiled).map_err(|error| format!("{}: {error}", path.display()))?
        }
    };
    tree.insert(format!("pkg/{name}_bg.wasm"), ready);
    Ok(tree)
}

/// Which file a path means. wasm-bindgen copies the modules that Rust code names, but not what those import: the originals
/// are taken, so that the drivers find their workers, and a module is one and not two in the running app.
pub(crate) fn find<'t>(tree: &'t Tree, path: &str) -> Option<&'t str> {
    let original = path.strip_prefix("pkg/snippets/").and_then(|rest| rest.split_once('/'));
    let original = original.and_then(|(_, name)| tree.get_key_value(name));
    let same = |(_, content): &(&String, &Vec<u8>)| tree.get(path) == Some(*content);
    original.filter(same).or_else(|| tree.get_key_value(path)).map(|(name, _)| name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copied_driver_means_its_original_and_generated_code_means_itself() {
        let mut tree = Tree::new();
        tree.insert("js/store.js".into(), b"one".to_vec());
        tree.insert("pkg/snippets/tablet-0f/js/store.js".into(), b"one".to_vec());
        tree.insert("pkg/snippets/other-0f/js/store.js".into(), b"another".to_vec());
        tree.insert("pkg/snippets/tablet-0f/inline0.js".into(), b"two".to_vec());
        for (path, meant) in [
            ("pkg/snippets/tablet-0f/js/store.js", Some("js/store.js")),
            ("pkg/snippets/other-0f/js/store.js", Some("pkg/snippets/other-0f/js/store.js")),
            ("pkg/snippets/tablet-0f/inline0.js", Some("pkg/snippets/tablet-0f/inline0.js")),
            ("pkg/none.js", None),
        ] {
            assert_eq!(find(&tree, path), meant, "{path}");
        }
    }
}
