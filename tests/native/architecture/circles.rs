//! Which files of a room need each other, read from the paths in their code.
//!
//! A `pub use` of a file below shows that file and needs nothing of it: what is used
//! by the name under which it is shown is followed to the file that holds it.

use super::source::{Source, is_word, words};
use std::collections::{BTreeSet, HashMap};

/// A path by its segments, such as `super`, `text`, `trimmed`.
type Path = Vec<String>;

/// The files of one room that need each other, by their paths; each circle once.
pub fn circles(sources: &[Source]) -> Vec<Vec<String>> {
    let house = House::new(sources);
    let needs: Vec<BTreeSet<usize>> = sources.iter().map(|source| house.needs(source)).collect();
    let reached: Vec<BTreeSet<usize>> = (0..sources.len())
        .map(|file| reached_from(file, &needs))
        .collect();
    let mut circles = BTreeSet::new();
    for (file, reached_by_it) in reached.iter().enumerate() {
        let circle: Vec<String> = reached_by_it
            .iter()
            .filter(|other| **other != file && reached[**other].contains(&file))
            .chain([&file])
            .collect::<BTreeSet<_>>()
            .iter()
            .map(|file| sources[**file].path.clone())
            .collect();
        if circle.len() > 1 {
            circles.insert(circle);
        }
    }
    circles.into_iter().collect()
}

/// All files that one needs, and those that they need.
fn reached_from(file: usize, needs: &[BTreeSet<usize>]) -> BTreeSet<usize> {
    let mut reached = BTreeSet::new();
    let mut waiting: Vec<usize> = needs[file].iter().copied().collect();
    while let Some(next) = waiting.pop() {
        if reached.insert(next) {
            waiting.extend(&needs[next]);
        }
    }
    reached
}

/// Where everything is.
struct House {
    /// Files by the names of their modules.
    files: HashMap<Path, usize>,
    /// What a module shows under a name that is another one's.
    shown: HashMap<(Path, String), Path>,
}

impl House {
    fn new(sources: &[Source]) -> Self {
        let mut house = Self {
            files: HashMap::new(),
            shown: HashMap::new(),
        };
        for (file, source) in sources.iter().enumerate() {
            if source.room().is_none() {
                continue;
            }
            house.files.insert(source.module.clone(), file);
            for used in uses(&source.code) {
                if used.is_shown {
                    let key = (source.module.clone(), used.name);
                    house.shown.insert(key, used.path);
                }
            }
        }
        house
    }

    /// The files of its own room that a source names.
    fn needs(&self, source: &Source) -> BTreeSet<usize> {
        let mut paths = Vec::new();
        let mut imported = HashMap::new();
        let mut code = source.code.clone();
        for used in uses(&source.code) {
            code.replace_range(used.start..used.end, &" ".repeat(used.end - used.start));
            let below = [&source.module[..], &used.path[..1]].concat();
            if !used.is_shown || !self.files.contains_key(&below) {
                paths.push(used.path.clone());
            }
            imported.insert(used.name, used.path);
        }
        for path in paths_in(&code) {
            let first = imported.get(&path[0]).map(Vec::as_slice);
            paths.push([first.unwrap_or(&path[..1]), &path[1..]].concat());
        }
        let room = &source.module[..1.min(source.module.len())];
        let found = paths
            .iter()
            .filter_map(|path| self.module_of(&source.module, path, 0));
        found
            .filter(|module| *module != source.module && module.starts_with(room))
            .filter_map(|module| self.files.get(&module).copied())
            .collect()
    }

    /// The module that holds what a path names, seen from another one.
    fn module_of(&self, from: &[String], path: &[String], depth: usize) -> Option<Path> {
        let mut module = from.to_vec();
        let mut rest = path;
        match path.first()?.as_str() {
            "crate" => {
                module.clear();
                rest = &path[1..];
            }
            "self" => rest = &path[1..],
            "super" => {
                while rest.first().is_some_and(|name| name == "super") {
                    module.pop();
                    rest = &rest[1..];
                }
            }
            name => {
                module.push(name.to_owned());
                self.files.get(&module)?;
                rest = &path[1..];
            }
        }
        for (index, name) in rest.iter().enumerate() {
            let mut inner = module.clone();
            inner.push(name.clone());
            if self.files.contains_key(&inner) {
                module = inner;
                continue;
            }
            // Anything else is an item of the module, or another's that it shows.
            let key = (module.clone(), name.clone());
            let Some(shown) = self.shown.get(&key).filter(|_| depth < 5) else {
                break;
            };
            let whole = [shown, &rest[index + 1..]].concat();
            return self.module_of(&module, &whole, depth + 1).or(Some(module));
        }
        Some(module)
    }
}

/// One name that a `use` brings.
struct Used {
    /// As it is called here.
    name: String,
    path: Path,
    /// It is `pub`, for whomever.
    is_shown: bool,
    /// Where the whole item stands.
    start: usize,
    end: usize,
}

fn uses(code: &str) -> Vec<Used> {
    let mut found = Vec::new();
    for start in words(code, "use") {
        let Some(length) = code[start..].find(';') else {
            continue;
        };
        let end = start + length;
        let before = code[..start].trim_end();
        let is_shown = before.ends_with("pub") || {
            let open = before.rfind("pub(");
            before.ends_with(')') && open.is_some_and(|at| !before[at..].contains('\n'))
        };
        let tree: String = code[start + "use".len()..end]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ");
        for (path, name) in expanded(&tree) {
            found.push(Used {
                name,
                path,
                is_shown,
                start,
                end,
            });
        }
    }
    found
}

/// The paths of a tree such as `super::{a, b::{c, d as e}}`, with their names here.
fn expanded(tree: &str) -> Vec<(Path, String)> {
    let tree = tree.trim();
    let Some((before, inner)) = tree.split_once('{') else {
        let (path, alias) = tree.split_once(" as ").unwrap_or((tree, ""));
        let path: Path = path
            .split("::")
            .map(|name| name.trim().to_owned())
            .collect();
        let last = path.last().cloned().unwrap_or_default();
        let name = if alias.is_empty() {
            last
        } else {
            alias.trim().to_owned()
        };
        return vec![(path, name)];
    };
    let inner = inner.rsplit_once('}').map_or(inner, |(inner, _)| inner);
    let mut parts = vec![String::new()];
    let mut depth = 0_usize;
    for letter in inner.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if letter == ',' && depth == 0 {
            parts.push(String::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
    }
    parts.retain(|part| !part.trim().is_empty());
    let whole = |part: &String| expanded(&format!("{before}{}", part.trim()));
    parts.iter().flat_map(whole).collect()
}

/// Every path of two segments or more.
fn paths_in(code: &str) -> Vec<Path> {
    let is_of_path = |letter: char| is_word(letter) || letter == ':';
    let pieces = code.split(|letter| !is_of_path(letter));
    let pieces = pieces.filter(|piece| piece.contains("::"));
    let paths = pieces.map(|piece| {
        let names = piece.split("::").filter(|name| !name.is_empty());
        names
            .map(|name| name.trim_matches(':').to_owned())
            .collect()
    });
    paths.filter(|path: &Path| path.len() > 1).collect()
}
