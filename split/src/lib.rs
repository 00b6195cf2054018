//! Marks where the second WebAssembly module begins.
#![allow(unsafe_code)]

#[cfg(all(target_family = "wasm", not(debug_assertions)))]
#[unsafe(export_name = "_WASM_SPLIT_MARKER_readerly")]
static _MARKER: () = {
    #[used]
    #[unsafe(link_section = "__wasm_split_unstable")]
    static _VERSION: [u8; 3] = [1, 1, 1];
};

/// `split_point!(foreign: pub fn name(argument: Type) = implementation;)`
///
/// The first word names the module that `implementation`, and whatever nothing
/// else reaches, moves into: `foreign`, `page`, `counter`,
/// `video` or `failure`. The names that the splitter
/// reads have to be literals, so that a further module needs a further arm.
#[macro_export]
macro_rules! split_point {
    (foreign: $($rest:tt)*) => {
        $crate::split_point!(
            "__wasm_split_00foreign00_import_00000000000000000000000000000001_x",
            "__wasm_split_00foreign00_export_00000000000000000000000000000001_x",
            $($rest)*
        );
    };
    (counter: $($rest:tt)*) => {
        $crate::split_point!(
            "__wasm_split_00counter00_import_00000000000000000000000000000002_x",
            "__wasm_split_00counter00_export_00000000000000000000000000000002_x",
            $($rest)*
        );
    };
    (video: $($rest:tt)*) => {
        $crate::split_point!(
            "__wasm_split_00video00_import_00000000000000000000000000000003_x",
            "__wasm_split_00video00_export_00000000000000000000000000000003_x",
            $($rest)*
        );
    };
    (failure: $($rest:tt)*) => {
        $crate::split_point!(
            "__wasm_split_00failure00_import_00000000000000000000000000000004_x",
            "__wasm_split_00failure00_export_00000000000000000000000000000004_x",
            $($rest)*
        );
    };
    (page: $($rest:tt)*) => {
        $crate::split_point!(
            "__wasm_split_00page00_import_00000000000000000000000000000005_x",
            "__wasm_split_00page00_export_00000000000000000000000000000005_x",
            $($rest)*
        );
    };
    ($import:literal, $export:literal, $(#[$attribute:meta])* $visibility:vis fn $name:ident($argument:ident: $type:ty) = $body:path;) => {
        $(#[$attribute])*
        $visibility fn $name($argument: $type) {
            #[cfg(all(target_family = "wasm", not(debug_assertions)))]
            {
                #[link(wasm_import_module = "__wasm_split_placeholder__")]
                #[allow(improper_ctypes)]
                unsafe extern "C" {
                    #[link_name = $import]
                    safe fn imported(argument: $type);
                }
                #[allow(improper_ctypes_definitions)]
                #[unsafe(export_name = $export)]
                extern "C" fn exported(argument: $type) {
                    $body(argument)
                }
                imported($argument)
            }
            #[cfg(not(all(target_family = "wasm", not(debug_assertions))))]
            $body($argument)
        }
    };
}
