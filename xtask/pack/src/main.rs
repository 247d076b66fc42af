//! Assembles the tablet app for the server. Started by `cargo xtask tablet`.
//!
//! The compiled module goes through wasm-bindgen; every file gets a name with the hash of its content, so that browsers may
//! keep it for ever; references follow the new names; everything is compressed once, here, and listed in `files.json`.

mod arrange;
mod compress;
mod gather;
mod links;
mod list;
mod names;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// What went wrong, in words.
type Result<T = ()> = std::result::Result<T, String>;

/// Largest size of the whole app, compressed with brotli, in bytes: on a weak 3G line it then arrives in half a minute.
const BUDGET: usize = 550 * 1024;

struct Order {
    /// The folder of the compiled modules.
    wasm: PathBuf,
    /// The crate's folder, with `shell/` and `js/`.
    source: PathBuf,
    /// The folder to write.
    out: PathBuf,
    /// Quick instead of small.
    dev: bool,
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match order(&args).and_then(|order| run(&order)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("pack: {message}");
            ExitCode::FAILURE
        }
    }
}

fn order(args: &[String]) -> Result<Order> {
    let path = |name: &str| {
        let at = args.iter().position(|arg| arg == name);
        let value = at.and_then(|at| args.get(at + 1)).map(PathBuf::from);
        value.ok_or_else(|| format!("{name} is missing: pack --wasm DIR --source DIR --out DIR [--dev]"))
    };
    let dev = args.iter().any(|arg| arg == "--dev");
    Ok(Order { wasm: path("--wasm")?, source: path("--source")?, out: path("--out")?, dev })
}

fn run(order: &Order) -> Result {
    let sources = gather::sources(&order.source)?;
    let modules = gather::modules(&order.wasm)?;
    let stamp = list::stamp(&sources, &modules, order.dev);
    if list::is_current(&order.out, &stamp) {
        return report(&order.out);
    }
    let add = |tree, module| gather::with_module(tree, module, order.dev);
    let tree = modules.into_iter().try_fold(sources, add)?;
    let mut named = names::assign(&tree)?;
    let version = list::set_version(&mut named)?;
    let packed = compress::all(named, order.dev, &order.out)?;
    list::write(&order.out, version, &stamp, &packed)?;
    report(&order.out)
}

/// Says what the app weighs. Too much is said loudly, but stops nobody: the measure is for people to act on.
fn report(out: &Path) -> Result {
    let list = list::read_list(out)?;
    let kib = |bytes: usize| bytes.div_ceil(1024);
    let whole: usize = list.files.iter().map(|file| file.bytes).sum();
    let sent: usize = list.files.iter().map(list::Entry::sent).sum();
    let (version, files) = (&list.version[..12], list.files.len());
    eprintln!("== tablet app {version}: {files} files, {} KiB, as sent {} KiB", kib(whole), kib(sent));
    if list.files.iter().all(|file| file.brotli.is_none()) {
        eprintln!("== tablet app: built quickly, without brotli; `cargo xtask tablet` makes the real one");
    } else if sent > BUDGET {
        let over = kib(sent - BUDGET);
        eprintln!("\n!! TOO LARGE: the tablet app is {over} KiB over its budget of {} KiB\n", kib(BUDGET));
        let mut largest: Vec<&list::Entry> = list.files.iter().collect();
        largest.sort_by_key(|file| std::cmp::Reverse(file.sent()));
        for file in largest.iter().take(5) {
            eprintln!("!!   {:>6} KiB  {}", kib(file.sent()), file.name);
        }
    }
    Ok(())
}

fn read(path: &Path) -> Result<Vec<u8>> {
    std::fs::read(path).map_err(|error| failed(path, &error))
}

fn failed(path: &Path, error: &std::io::Error) -> String {
    format!("{}: {error}", path.display())
}
