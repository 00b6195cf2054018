#![allow(clippy::unwrap_used, clippy::expect_used)]
use super::*;

const GLUE: &str = r#"function imports() {
const import0 = {
__proto__: null,
__wbg_get_0a: function(a) { return a.get; },
__wbg_get_0a1: function(a) { return a[0]; },
__wbg_new_ff: () => [],
};
return { __proto__: null, "./readerly_bg.js": import0, };
}
"#;

const SHORT_GLUE: &str = r#"function imports() {
const import0 = {
__proto__: null,
b: function(a) { return a.get; },
c: function(a) { return a[0]; },
a: () => [],
};
return { __proto__: null, w: import0, };
}
"#;

const TYPES: [u8; 4] = [1, 0x60, 0, 0];

fn module(imports: &[(&str, &str, usize)]) -> Vec<u8> {
    let imports: Vec<Import> = imports
        .iter()
        .map(|(module, name, type_index)| Import {
            module: (*module).to_owned(),
            name: (*name).to_owned(),
            type_index: *type_index,
        })
        .collect();
    with_import_section(&written_imports(&imports))
}

fn with_import_section(body: &[u8]) -> Vec<u8> {
    let mut module = HEADER.to_vec();
    write_section(&mut module, 1, &TYPES);
    write_section(&mut module, IMPORT_SECTION, body);
    write_section(&mut module, 10, &[9; 200]);
    module
}

fn whole() -> Vec<u8> {
    module(&[
        (GLUE_MODULE, "__wbg_new_ff", 0),
        (GLUE_MODULE, "__wbg_get_0a", 300),
        (GLUE_MODULE, "__wbg_get_0a1", 1),
    ])
}

#[track_caller]
fn check_refused(module: &[u8], glue: &str, reason: &str) {
    let error = shorten(module, glue).unwrap_err();
    assert!(format!("{error:#}").contains(reason), "{error:#}");
}

#[test]
fn module_and_glue_are_renamed_alike() {
    let (short_module, short_glue) = shorten(&whole(), GLUE).unwrap();
    let expected = module(&[("w", "a", 0), ("w", "b", 300), ("w", "c", 1)]);
    assert_eq!(short_module, expected);
    assert_eq!(short_glue, SHORT_GLUE);
}

#[test]
fn a_function_imported_twice_keeps_one_name() {
    let twice = module(&[
        (GLUE_MODULE, "__wbg_new_ff", 0),
        (GLUE_MODULE, "__wbg_new_ff", 1),
    ]);
    let (short_module, _) = shorten(&twice, GLUE).unwrap();
    assert_eq!(short_module, module(&[("w", "a", 0), ("w", "a", 1)]));
}

#[test]
fn scripts_beside_the_glue_and_modules_without_imports_stay() {
    let beside = module(&[("./snippets/x.js", "__wbg_new_ff", 0)]);
    assert_eq!(
        shorten(&beside, GLUE).unwrap(),
        (beside.clone(), GLUE.to_owned())
    );
    let alone = HEADER.to_vec();
    assert_eq!(
        shorten(&alone, GLUE).unwrap(),
        (alone.clone(), GLUE.to_owned())
    );
}

#[test]
fn a_glue_that_does_not_fit_is_refused() {
    let module = whole();
    check_refused(&module, "", "\"./readerly_bg.js\"");
    check_refused(
        &module,
        &GLUE.replace("__wbg_new_ff", "__wbg_new_fe"),
        "__wbg_new_ff",
    );
    check_refused(
        &module,
        &format!("{GLUE}imports.__wbg_get_0a();"),
        "__wbg_get_0a,",
    );
    check_refused(
        &module,
        &format!("{GLUE}({{__wbg_get_0a: 1}})"),
        "__wbg_get_0a,",
    );
    for other in ["= __wbg_new_ff =>", "x ? __wbg_new_ff : y"] {
        check_refused(
            &module,
            &GLUE.replace("__wbg_new_ff:", other),
            "not as a key",
        );
    }
}

#[test]
fn an_import_section_that_cannot_be_read_is_refused() {
    let mut imports = written_imports(&[Import {
        module: GLUE_MODULE.to_owned(),
        name: "__wbg_new_ff".to_owned(),
        type_index: 5,
    }]);
    for length in 0..imports.len() {
        let cut = with_import_section(&imports[..length]);
        assert!(shorten(&cut, GLUE).is_err(), "{length}");
    }
    let kind = imports.len() - 2;
    imports[kind] = 2;
    check_refused(&with_import_section(&imports), GLUE, "is no function");
    imports[kind] = FUNCTION;
    imports.push(0);
    check_refused(&with_import_section(&imports), GLUE, "1 bytes follow");
}

#[track_caller]
fn check_name(index: usize, expected: &str) {
    assert_eq!(short_name(index), expected);
}

#[test]
fn names_are_short_and_never_the_same() {
    check_name(0, "a");
    check_name(51, "Z");
    check_name(52, "aa");
    check_name(53, "ab");
    check_name(103, "aZ");
    check_name(104, "ba");
    check_name(52 + 52 * 52 - 1, "ZZ");
    check_name(52 + 52 * 52, "aaa");
    let names: std::collections::HashSet<_> = (0..5_000).map(short_name).collect();
    assert_eq!(names.len(), 5_000);
}
