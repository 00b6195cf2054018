//! schema.org NewsArticle and Article as JSON-LD.

use crate::json::Value;

/// Article JSON, version 1, out of a JSON-LD document; `None` where it
/// describes no article.
pub(in crate::article) fn convert(_document: &Value) -> Option<Value> {
    None
}
